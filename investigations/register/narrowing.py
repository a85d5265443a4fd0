"""What the register is narrowed to: the address is the state, for pages, files and the API alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from complaints.authorities.meaning import by_words, meant
from complaints.models import Sector, SubIssue, Subject
from investigations.lifecycle import State
from investigations.models import Outcome, RegisterEntry
from investigations.models.case_choices import FollowedUpAs
from investigations.models.register import UNLISTED, EntryQuerySet, read_public_id
from mysteryshopper.govuk.forms import GovukForm

from . import reading

ANOTHER, NOT_YET = "another", "not_yet"
STATES = [state.value for state in State if state != State.PROPOSED]
FOLLOWED_UP = {**dict(FollowedUpAs.choices), NOT_YET: "Not followed up, or not yet"}
FIRST_YEAR = 2011
_FOUND_BY = 200


def _choice(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    message = {"invalid_choice": f"{label}: choose one from the list"}
    return forms.ChoiceField(
        label=label, choices=[("", "Any"), *choices], required=False, error_messages=message, **options
    )


def _years(asked: str) -> list[tuple[str, str]]:
    """Those with an entry, and the one that an address asks for: that nothing was published then is no error."""
    found = {day.year for day in RegisterEntry.objects.shown().dates("listed_on", "year")}
    if asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked[:4]) <= timezone.localdate().year:
        found.add(int(asked[:4]))
    return [(str(year), str(year)) for year in sorted(found, reverse=True)]


class NarrowingForm(GovukForm):
    q = forms.CharField(label="Search", max_length=_FOUND_BY, required=False)
    authority = forms.CharField(label="Authority", max_length=_FOUND_BY, required=False)
    sector = _choice("Sector of the authority", Sector.choices)
    subject = _choice("Subject", Subject.choices)
    sub_issue = _choice("Sub-issue", [*SubIssue.choices, (ANOTHER, "Another")])
    outcome = _choice("How it ended", [(code.value, reading.outcome_name(code)) for code in Outcome])
    recommendation = _choice("A recommendation is", [(state, State(state).label) for state in STATES])
    followed_up = _choice("Follow-up", FOLLOWED_UP.items())
    year = _choice("Published in", [])
    govuk = {
        "q": {"hint": "Words, or the number of an entry, such as 7K3P-9QXD"},
        "authority": {"hint": "Any name it goes by, or part of one", "spellcheck": False},
    }

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        asked = str((data or {}).get("year", ""))
        self.fields["year"].choices = [("", "Any"), *_years(asked)]  # type: ignore[attr-defined]

    def chosen(self) -> Iterator[tuple[str, Any]]:
        """Name and value of what it is narrowed to. Of a form that is valid."""
        return ((name, value) for name, value in self.cleaned_data.items() if value)


def narrowed(form: NarrowingForm) -> EntryQuerySet:
    """The entries, in no order. None of a form that is wrong."""
    if not form.is_valid():
        return RegisterEntry.objects.none()
    return narrow(RegisterEntry.objects.shown(), form.chosen())


def narrow(entries: EntryQuerySet, chosen: Iterable[tuple[str, Any]]) -> EntryQuerySet:
    """By names of `BY` and what each is to be."""
    for name, value in chosen:
        entries = entries.filter(BY[name](value))
    return entries


def _by_words(typed: str) -> Q:
    found = Q(words=SearchQuery(typed, config="english", search_type="websearch"))
    authorities = by_words([typed])[typed]
    return found | Q(authority__in=authorities) | Q(public_id=read_public_id(typed))


def _by_authority(name: str) -> Q:
    return Q(authority__in=[one.pk for one in meant(name)]) | Q(authority=None, authority_given__icontains=name)


def _by_sub_issue(value: str) -> Q:
    return UNLISTED if value == ANOTHER else Q(sub_issue=value)


BY: dict[str, Callable[[Any], Q]] = {
    "q": _by_words,
    "authority": _by_authority,
    "authority_code": lambda code: Q(authority__code=code),
    "sector": lambda value: Q(authority_sector=value),
    "subject": lambda value: Q(subject=value),
    "sub_issue": _by_sub_issue,
    "outcome": lambda value: Q(outcome=value),
    "recommendation": lambda state: Q(Exists(reading.recommendations().filter(case=OuterRef("case"), state=state))),
    "followed_up": lambda result: Q(case__followed_up_as="" if result == NOT_YET else result),
    "year": lambda value: Q(listed_on__year=int(value)),
}
