"""What there is to learn from the register, theme by theme, without naming anybody: no provider, and no authority."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Sum

from complaints.models import AuthorityName, SubIssue, Subject
from investigations.models import NOT_INVESTIGATED, Outcome, RegisterEntry, ThemeCount
from investigations.models.register import EntryQuerySet

from . import reading
from .guidance import Rule, rules_of
from .naming_nobody import anonymous

# A theme of fewer cases, or of fewer authorities, would say who they were.
FEWEST_CASES, FEWEST_AUTHORITIES = 5, 3
MOST_TOLD = 10
# The newest, of which those are told that name nobody.
_READ = 100
_SUBJECTS = Subject.values


@dataclass(frozen=True)
class Theme:
    """`cases`: all that the register has of it, also those in which nothing was wrong. So the counts agree with it."""

    subject: str
    sub_issue: str
    cases: int
    # How many of them are of a demonstration.
    made_up: int

    @property
    def slug(self) -> str:
        return f"{self.subject}.{self.sub_issue}"

    @property
    def about(self) -> str:
        return str(Subject(self.subject).label)

    @property
    def name(self) -> str:
        """Within its subject."""
        return str(SubIssue(self.sub_issue).label)

    @property
    def title(self) -> str:
        return ": ".join(dict.fromkeys((self.about, self.name)))

    @property
    def has_rules(self) -> bool:
        return bool(rules_of(self.subject, self.sub_issue))


@dataclass(frozen=True)
class Pack:
    """`outcomes`: in words, and how often, the most frequent first. `told`: what went wrong, and what came of it."""

    theme: Theme
    outcomes: list[tuple[str, int]]
    told: list[tuple[str, str]]
    rules: list[Rule]


def themes() -> list[Theme]:
    """Those in which something went wrong often enough, at enough authorities, as the lists have them. One query, of
    counts that are kept."""
    return sorted(_themes(_counted()), key=lambda theme: (_SUBJECTS.index(theme.subject), theme.name.casefold()))


def pack(slug: str) -> Pack | None:
    """None: there is no such theme, or too few cases of it. Three queries."""
    subject, _, sub_issue = slug.partition(".")
    here = {"subject": subject, "sub_issue": sub_issue}
    counted = _counted().filter(**here)
    theme = next(_themes(counted), None)
    if theme is None:
        return None
    how = counted.values_list("outcome").annotate(Sum("entries"))
    outcomes = Counter({reading.outcome_name(outcome): times for outcome, times in how})
    return Pack(theme, outcomes.most_common(), _told(_teaching().filter(**here)), rules_of(subject, sub_issue))


def _themes(counted: QuerySet[ThemeCount]) -> Iterator[Theme]:
    about = _teaching().filter(subject=OuterRef("subject"), sub_issue=OuterRef("sub_issue"))
    found = counted.values("subject", "sub_issue").annotate(
        cases=Sum("entries"),
        teaching=Sum("entries", filter=~Q(outcome__in=_NOTHING_WRONG), default=0),
        made_up=Sum("entries", filter=Q(is_demonstration=True), default=0),
        matched=ArraySubquery(_some(about.exclude(authority=None), "authority")),
        given=ArraySubquery(_some(about.filter(authority=None).exclude(authority_given=""), "authority_given")),
    )
    for row in found.filter(teaching__gte=FEWEST_CASES):
        if len(row["matched"]) + len(row["given"]) >= FEWEST_AUTHORITIES:
            yield Theme(row["subject"], row["sub_issue"], row["cases"], row["made_up"])


def _some(entries: EntryQuerySet, whose: str) -> QuerySet:
    """As many different ones as it takes, and no more: an index finds them."""
    return entries.order_by(whose).values(whose).distinct()[:FEWEST_AUTHORITIES]


# Nothing went wrong there, or nobody looked.
_NOTHING_WRONG = [*NOT_INVESTIGATED, Outcome.NOT_UPHELD]


def _counted() -> QuerySet[ThemeCount]:
    """All that is shown of the themes, what `_teaching` leaves out included."""
    found = ThemeCount.objects.filter(subject__in=_SUBJECTS)
    return found if settings.DEMONSTRATION else found.filter(is_demonstration=False)


def _teaching() -> EntryQuerySet:
    """What went wrong somewhere, or may have."""
    return RegisterEntry.objects.shown().exclude(outcome__in=_NOTHING_WRONG)


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
        if len(told) == MOST_TOLD:
            break
    return list(told)
