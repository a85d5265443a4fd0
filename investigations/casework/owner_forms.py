"""Forms of whose a case is, and whether it comes before others."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

from .forms import STAFF_SEE, ColleagueField


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=2_000, required=False)


class HandOverForm(GovukForm):
    to = ColleagueField(
        label="Who takes the case?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select who takes the case"},
    )
    note = _reason("What should they know? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The note", "rows": 3}}

    def __init__(self, data: Any = None, *, colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class GiveBackForm(GovukForm):
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3}}


class _OwnerField(ColleagueField):
    """One of `owning.owners`, with how many cases it is about."""

    def label_from_instance(self, owner: Any) -> str:
        many = f"{owner.open_cases} open case{'' if owner.open_cases == 1 else 's'}"
        return f"{super().label_from_instance(owner)}: {many}"


class PassOnForm(GovukForm):
    leaver = _OwnerField(
        label="Whose cases?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select whose cases you pass on"},
    )
    to = ColleagueField(
        label="Who takes them?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        # Radio buttons have no empty one otherwise.
        blank=True,
        empty_label="Nobody: back to the queue",
    )
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3}}

    def __init__(self, data: Any = None, *, owners: QuerySet[User], colleagues: QuerySet[User]) -> None:
        # Of nothing, “nobody” would be ticked before anybody chose.
        super().__init__(data, initial={"to": "to be chosen"})
        self.fields["leaver"].queryset = owners  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if "to" not in self.data:
            self.add_error("to", "Select who takes them, or nobody")
        elif clean.get("leaver") and clean.get("leaver") == clean.get("to"):
            self.add_error("to", "Select somebody else, or nobody")
        return clean


class PriorityForm(GovukForm):
    # What the page was for, so that a second press does not undo the first.
    goes = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=2_000, error_messages={"required": "Enter why"}
    )
    govuk = {
        "reason": {
            "hint": "Of the cases that are due on one day, those marked as priority come first.",
            "seen_by": STAFF_SEE,
            "called": "The reason",
            "rows": 3,
        }
    }
