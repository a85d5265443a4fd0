"""An entry of the register, ready to print. Reads published rows only."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.db.models import F, QuerySet, TextChoices
from django.urls import reverse

from complaints.models import SubIssue
from investigations.lifecycle import State
from investigations.models import EntryVersion, Outcome, Recommendation, RegisterEntry
from investigations.models.case_choices import DatePrecision, FollowedUpAs
from investigations.models.register import EntryQuerySet
from mysteryshopper.calendar import LONDON


@cache
def labels(choices: type[TextChoices]) -> dict[str, str]:
    """By code, in words. Put into words once, and not for every row of a file: that takes longer than all the rest."""
    return {code: str(label) for code, label in choices.choices}


@dataclass(frozen=True)
class EntryPage:
    """`versions`: published ones, the newest first; none of an imported entry."""

    entry: RegisterEntry
    versions: list[EntryVersion]
    recommendations: list[Recommendation]
    follow_up: str

    @property
    def latest(self) -> EntryVersion | None:
        return self.versions[0] if self.versions else None


def entry_page(entry: RegisterEntry) -> EntryPage:
    """Three queries, of an entry from `with_follow_up`."""
    return EntryPage(
        entry,
        versions=list(entry.readable_versions),
        recommendations=list(recommendations().filter(case=entry.case_id)),
        follow_up=labels(FollowedUpAs).get(entry.follow_up, ""),  # type: ignore[attr-defined]
    )


def with_follow_up(entries: EntryQuerySet) -> EntryQuerySet:
    return entries.defer("words").select_related("authority").annotate(follow_up=F("case__followed_up_as"))


def recommendations() -> QuerySet[Recommendation]:
    """Which there are, and what became of each. Their words stay sealed: published are those of the summary."""
    return Recommendation.objects.exclude(state=State.PROPOSED).order_by("number").only("number", "kind", "state")


def sub_issue_name(entry: RegisterEntry) -> str:
    """As it is listed; published history has some that are in no list."""
    return labels(SubIssue).get(entry.sub_issue, entry.sub_issue)


def theme(entry: RegisterEntry) -> str:
    """Subject and sub-issue."""
    parts = dict.fromkeys(part for part in (entry.get_subject_display(), sub_issue_name(entry)) if part)
    return ": ".join(map(str, parts))


@cache
def _before_the_number() -> str:
    """Of an address. Asked for once: a file has one in every row."""
    number = "0000-0000"
    return reverse("register:entry", args=[number]).removesuffix(f"{number}/")


def address(public_id: str) -> str:
    """Of an entry, for readers outside."""
    return f"{settings.BASE_URL}{_before_the_number()}{public_id}/"


def when(day: date, precision: str) -> str:
    """As exactly as it is known: 2012, May 2012, 31 May 2012."""
    formats = {DatePrecision.YEAR.value: "%Y", DatePrecision.MONTH.value: "%B %Y"}
    return f"{day:{formats.get(precision, '%-d %B %Y')}}"


def outcome_name(outcome: str) -> str:
    """For readers who know nothing of our codes."""
    return "Not coded: the published text does not say" if outcome == Outcome.UNCODED else labels(Outcome)[outcome]


def midday(day: date) -> datetime:
    """A moment of a day of which no more is known."""
    return datetime.combine(day, time(12), tzinfo=LONDON)
