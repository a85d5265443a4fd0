"""What staff decide about what the authority asks."""

from datetime import date
from typing import Any

from django import forms

from investigations.models import MoreTime
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .limits import Bounds

_WORDS = {
    "hint": "Enter the reason if you refuse it. Say nothing that tells who complained.",
    "seen_by": "Who sees this: the authority, on its page.",
    "rows": 5,
}


class _DayForm(GovukForm):
    """Gives a day. It is asked for twice: the authority is told of it at once."""

    until = GovukDateField(
        label="Until when?", called="The day", error_messages={"required": "Enter the day until which we give time"}
    )
    words = forms.CharField(
        label="Your words to the authority", widget=forms.Textarea, max_length=2_000, required=False
    )
    # The day that the page showed in words before the button was pressed.
    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    govuk = {"words": _WORDS}

    def __init__(self, data: Any = None, *, bounds: Bounds, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._bounds = bounds

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and (why_not := self._bounds.why_not(until)):
            raise forms.ValidationError(why_not)
        return until

    def to_make_sure(self) -> date | None:
        """The day, where it was not yet shown in words: from here on it is."""
        until: date | None = self.cleaned_data["until"]
        if until is None or self.cleaned_data["sure"] == until.isoformat():
            return None
        self.data = {**self.data.dict(), "sure": until.isoformat()}  # type: ignore[attr-defined]  # it was sent
        return until


class DecideForm(_DayForm):
    decision = forms.ChoiceField(
        label="Do we give more time?",
        choices=[("give", "Yes, give more time"), ("refuse", "No, refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether we give more time"},
    )
    field_order = ["decision"]
    govuk = {"decision": {"reveals": {"give": "until"}}, "words": _WORDS}

    def __init__(self, data: Any = None, *, asked: MoreTime, bounds: Bounds) -> None:
        super().__init__(data, bounds=bounds, initial={"until": asked.until})
        self.fields["until"].required = False

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        decision = clean.get("decision")
        if decision == "give" and "until" not in self.errors and clean.get("until") is None:
            self.add_error("until", "Enter the day until which we give time")
        if decision == "refuse":
            clean["until"] = None
            # What stands in a box that is not shown is nobody's mistake.
            self.errors.pop("until", None)
            if not clean.get("words") and "words" not in self.errors:
                self.add_error("words", "Enter why we refuse it")
        return clean


class PutRightForm(_DayForm):
    govuk = {
        "words": _WORDS | {"hint": "They stand in the place of those before. Say nothing that tells who complained."}
    }

    def __init__(self, data: Any = None, *, asked: MoreTime, bounds: Bounds) -> None:
        super().__init__(data, bounds=bounds, initial={"until": asked.granted_until, "words": asked.words})
