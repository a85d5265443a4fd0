"""What there is to learn from the register, theme by theme, without naming anybody: no provider, and no authority."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q

from complaints.models import AuthorityName, SubIssue, Subject
from investigations.models import NOT_INVESTIGATED, Outcome, RegisterEntry
from investigations.models.register import EntryQuerySet

from . import reading
from .guidance import Rule, rules_of
from .naming_nobody import anonymous

# A theme of fewer cases, or of fewer authorities, would say who they were.
FEWEST_CASES, FEWEST_AUTHORITIES = 5, 3
MOST_TOLD = 10
# The newest, of which those are told that name nobody.
_READ = 100


@dataclass(frozen=True)
class Theme:
    subject: str
    sub_issue: str
    cases: int
    # How many of them are of a demonstration.
    made_up: int

    @property
    def slug(self) -> str:
        return f"{self.subject}.{self.sub_issue}"

    @property
    def title(self) -> str:
        return ": ".join(dict.fromkeys((str(Subject(self.subject).label), str(SubIssue(self.sub_issue).label))))


@dataclass(frozen=True)
class Pack:
    """`outcomes`: in words, and how often, the most frequent first. `told`: what went wrong, and what came of it."""

    theme: Theme
    outcomes: list[tuple[str, int]]
    told: list[tuple[str, str]]
    rules: list[Rule]


def themes() -> list[Theme]:
    """Those of which there are enough cases, of enough authorities. One query."""
    counted = (
        _teaching()
        .values("subject", "sub_issue")
        .annotate(
            cases=Count("pk"),
            made_up=Count("pk", filter=Q(is_demonstration=True)),
            authorities=Count("authority", distinct=True)
            + Count("authority_given", distinct=True, filter=Q(authority=None) & ~Q(authority_given="")),
        )
        .filter(cases__gte=FEWEST_CASES, authorities__gte=FEWEST_AUTHORITIES)
    )
    found = [Theme(row["subject"], row["sub_issue"], row["cases"], row["made_up"]) for row in counted]
    return sorted(found, key=lambda theme: theme.title)


def pack(slug: str) -> Pack | None:
    """None: there is no such theme, or too few cases of it. Three queries."""
    theme = next((theme for theme in themes() if theme.slug == slug), None)
    if theme is None:
        return None
    entries = _teaching().filter(subject=theme.subject, sub_issue=theme.sub_issue)
    how = entries.values_list("outcome").annotate(times=Count("pk"))
    outcomes = Counter({reading.outcome_name(outcome): times for outcome, times in how})
    return Pack(theme, outcomes.most_common(), _told(entries), rules_of(theme.subject, theme.sub_issue))


def _teaching() -> EntryQuerySet:
    """What went wrong somewhere, or may have."""
    nothing_wrong = [*NOT_INVESTIGATED, Outcome.NOT_UPHELD]
    listed = {"subject__in": Subject.values, "sub_issue__in": SubIssue.values}
    return RegisterEntry.objects.shown().filter(**listed).exclude(outcome__in=nothing_wrong)


def _told(entries: EntryQuerySet) -> list[tuple[str, str]]:
    """The newest that name nobody, once each."""
    its_names = AuthorityName.objects.filter(authority=OuterRef("authority")).values("name")
    named = entries.defer("words").annotate(names=ArraySubquery(its_names))
    told = dict[tuple[str, str], None]()
    for entry in named.select_related("authority").newest_first()[:_READ]:
        names = [*entry.names, entry.authority_name, entry.authority_given]
        issue, outcome = (anonymous(text, names) for text in (entry.case_issue, entry.case_outcome))
        if issue and outcome:
            told[issue, outcome] = None
    return list(told)[:MOST_TOLD]
