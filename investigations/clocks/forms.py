"""Forms of the clocks of one case, and of what all clocks are counted by."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from investigations.deadlines import MOST, RULES
from investigations.models import FollowedUpAs, WhyStopped
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

_STAFF_SEE = "Who sees this: investigators and leads who may open the case. Never the provider or the authority."
_YEARS_AHEAD = 3


def _in_some_years() -> date:
    return timezone.localdate() + timedelta(days=365 * _YEARS_AHEAD)


class StopForm(GovukForm):
    reason = forms.TypedChoiceField(
        label="Why is it stopped?",
        choices=WhyStopped,
        coerce=WhyStopped,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why the clock is stopped"},
    )
    note = forms.CharField(
        label="What exactly? (optional for the first three)",
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )
    govuk = {
        "reason": {"hint": "Days on which a clock is stopped are not counted. The history of the case says why."},
        "note": {"seen_by": _STAFF_SEE, "called": "The explanation", "rows": 3},
    }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("reason") == WhyStopped.OTHER and not clean.get("note") and "note" not in self.errors:
            self.add_error("note", "Enter the reason")
        return clean


class StandstillForm(GovukForm):
    day = GovukDateField(
        label="On which day does the standstill end?", called="The end of the standstill", required=False
    )
    govuk = {
        "day": {
            "hint": "The last day, as the notice of the award says. Leave it empty if there is none. "
            "Until then the award can still be stopped."
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["day"]
        field.earliest = timezone.localdate() - timedelta(days=365)  # type: ignore[attr-defined]
        field.latest = _in_some_years  # type: ignore[attr-defined]


class FollowUpForm(GovukForm):
    found_as = forms.TypedChoiceField(
        label="Was the change really made?",
        choices=FollowedUpAs,
        coerce=FollowedUpAs,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the change was made"},
    )
    found = forms.CharField(
        label="What did you find?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter what you found"},
    )
    govuk = {"found": {"hint": "Say how you know.", "seen_by": _STAFF_SEE, "called": "The answer"}}


class NumberForm(GovukForm):
    number = forms.IntegerField(
        min_value=1, max_value=MOST, error_messages={"required": "Enter a number", "invalid": "Enter a whole number"}
    )
    reason = forms.CharField(
        label="Why is it changed?",
        max_length=200,
        error_messages={"required": "Enter why the number is changed"},
    )
    govuk = {
        "number": {"width": 3, "inputmode": "numeric", "called": "The number"},
        "reason": {"hint": "The history of each case that moves says this.", "called": "The reason"},
    }

    def __init__(self, data: Any = None, *, key: str, number: int) -> None:
        super().__init__(data, initial={"number": number})
        self.fields["number"].label = f"How many {RULES[key].unit}?"


class HolidayForm(GovukForm):
    day = GovukDateField(
        label="Which day?",
        called="The bank holiday",
        latest=_in_some_years,
        error_messages={"required": "Enter the day"},
    )
    name = forms.CharField(
        label="What is it called?", max_length=100, error_messages={"required": "Enter what it is called"}
    )
    govuk = {"name": {"called": "The name"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].earliest = timezone.localdate()  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day.weekday() >= 5:
            raise forms.ValidationError("This day is a Saturday or a Sunday. Enter the working day that is lost")
        return day
