"""What staff decide about what the authority asks."""

from typing import Any

from django import forms
from django.utils import timezone

from investigations.models import MoreTime
from mysteryshopper.govuk.forms import GovukDateField, GovukForm


class DecideForm(GovukForm):
    decision = forms.ChoiceField(
        label="Do we give more time?",
        choices=[("give", "Yes, give more time"), ("refuse", "No, refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether we give more time"},
    )
    until = GovukDateField(label="Until when?", called="The day", required=False)
    words = forms.CharField(
        label="Your words to the authority", widget=forms.Textarea, max_length=2_000, required=False
    )
    govuk = {
        "decision": {"reveals": {"give": "until"}},
        "words": {
            "hint": "Enter the reason if you refuse it. Say nothing that tells who complained.",
            "seen_by": "Who sees this: the authority, on its page.",
            "rows": 5,
        },
    }

    def __init__(self, data: Any = None, *, asked: MoreTime, **kwargs: Any) -> None:
        super().__init__(data, initial={"until": asked.until}, **kwargs)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        decision, until = clean.get("decision"), clean.get("until")
        if decision == "give" and "until" not in self.errors:
            if until is None:
                self.add_error("until", "Enter the day until which we give time")
            elif until <= timezone.localdate():
                self.add_error("until", "The day must be in the future")
        if decision == "refuse":
            clean["until"] = None
            # What stands in a box that is not shown is nobody's mistake.
            self.errors.pop("until", None)
            if not clean.get("words") and "words" not in self.errors:
                self.add_error("words", "Enter why we refuse it")
        return clean
