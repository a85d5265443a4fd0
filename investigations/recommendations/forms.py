"""Forms of recommendations."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from investigations.casework.grounds import CaseGround
from investigations.clocks import keeping
from investigations.colliding import Sides, differing
from investigations.lifecycle import ANSWERS, CHECKED, STATES, State
from investigations.models import Recommendation
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

_STAFF_SEE = "Who sees this: investigators and leads who may open the case. Never the provider or the authority."
_YEARS_AHEAD = 5


def _latest() -> date:
    return timezone.localdate() + timedelta(days=365 * _YEARS_AHEAD)


def _due(label: str, **bounds: Any) -> GovukDateField:
    called = "The day by which it is done"
    return GovukDateField(label=label, called=called, required=False, latest=_latest, **bounds)


class _WordsForm(GovukForm):
    text = forms.CharField(
        label="What should the authority do?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter what the authority should do"},
    )
    owner = forms.CharField(label="Who there should see to it? (optional)", max_length=200, required=False)
    due_on = _due("By when? (optional)", earliest=timezone.localdate)
    govuk = {
        "text": {
            "hint": "Something that can be checked later. Say nothing that only the provider could know.",
            "seen_by": "Who sees this: staff, and the authority once it is sent.",
            "called": "What the authority should do",
            "rows": 8,
        },
        "owner": {"hint": "A job, such as head of procurement. No name is needed.", "called": "Who should see to it"},
        "due_on": {"hint": "After this day we check whether it was done."},
    }


class RecommendationForm(_WordsForm):
    """One that stands already: `seen` is the version that the page showed."""

    seen = forms.IntegerField(
        min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )


class ProposeForm(_WordsForm):
    ground_number = forms.TypedChoiceField(
        label="Which ground does it answer?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a ground"},
    )
    field_order = ["ground_number", "text", "owner", "due_on"]

    def __init__(self, data: Any = None, *, grounds: list[CaseGround]) -> None:
        usually = timezone.localdate() + timedelta(days=keeping.table().numbers["follow_up"])
        super().__init__(data, initial={"due_on": usually, "ground_number": 1 if len(grounds) == 1 else None})
        self.fields["ground_number"].choices = [(ground.number, str(ground)) for ground in grounds]  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """What the authority told us in another way than on its page; or that it told us nothing."""

    said = forms.TypedChoiceField(
        label="What does the authority say?",
        coerce=State,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the authority says"},
    )
    reasons = forms.CharField(label="In what words?", widget=forms.Textarea, max_length=10_000, required=False)
    due_on = _due("By when does it say it will be done? (optional)")
    govuk = {
        "reasons": {
            "hint": "You can leave this empty if it accepts all of it.",
            "seen_by": _STAFF_SEE,
            "called": "What the authority says",
            "rows": 5,
        },
    }

    def __init__(self, data: Any = None, *, state: State, sent_on: date | None) -> None:
        """`sent_on`: nobody promises a day before that."""
        super().__init__(data)
        if sent_on:
            self.fields["due_on"].earliest = sent_on  # type: ignore[attr-defined]
        able = [new for new in State if new in STATES[state] - CHECKED]
        self.has_choice = bool(able) and state != State.PROPOSED
        self.fields["said"].choices = [(new.value, new.label) for new in able]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if (
            clean.get("said") not in (None, State.ACCEPTED)
            and not clean.get("reasons")
            and "reasons" not in self.errors
        ):
            self.add_error("reasons", "Enter what the authority says, or how you asked it")
        if clean.get("said") not in ANSWERS:
            clean["due_on"] = None
        return clean


class CheckForm(GovukForm):
    found = forms.TypedChoiceField(
        label="Was it done?",
        coerce=State,
        choices=[(State.VERIFIED.value, "Yes, it was done"), (State.NOT_DONE.value, "No, it was not done")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it was done"},
    )
    note = forms.CharField(
        label="What shows it?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter what shows it"},
    )
    govuk = {
        "found": {"hint": "What was done in part was not done."},
        "note": {
            "hint": "What you looked at, such as the authority’s new template and its date.",
            "seen_by": _STAFF_SEE,
            "called": "What shows it",
        },
    }


def as_it_stands(one: Recommendation) -> dict[str, Any]:
    return {"seen": one.version, "text": one.text, "owner": one.owner, "due_on": one.due_on}


def sides(theirs: Recommendation, mine: dict[str, Any]) -> list[Sides]:
    return differing(
        [
            ("What the authority should do", theirs.text, mine["text"]),
            ("Who should see to it", theirs.owner, mine["owner"]),
            ("By when", _day(theirs.due_on), _day(mine["due_on"])),
        ]
    )


def _day(day: date | None) -> str:
    return keeping.in_words(day) if day else "No day"
