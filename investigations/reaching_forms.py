"""Asks how the authority was told something otherwise than by a letter of ours."""

from datetime import date

from django import forms
from django.utils import timezone

from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .reaching import Reached, Way

FIELDS = ("way", "reached_on", "words")


class ReachedForm(GovukForm):
    way = forms.ChoiceField(
        label="How was the authority told?",
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the authority was told"},
    )
    reached_on = GovukDateField(
        label="On which day?",
        called="The day on which the authority was told",
        latest=timezone.localdate,
        error_messages={"required": "Enter the day on which the authority was told"},
    )
    words = forms.CharField(
        label="Who was told, and in what words?",
        widget=forms.Textarea,
        max_length=5_000,
        error_messages={"required": "Enter who was told, and in what words"},
    )
    govuk = {
        "words": {
            "hint": "Never say who complained, on the telephone either.",
            "seen_by": "Who sees this: investigators and leads who may open the case. Never the provider or the "
            "authority.",
            "called": "Who was told, and in what words",
            "rows": 4,
        }
    }

    def not_before(self, day: date) -> None:
        """No authority was told of a case before it came."""
        self.fields["reached_on"].earliest = day  # type: ignore[attr-defined]

    @property
    def reached(self) -> Reached:
        clean = self.cleaned_data
        return Reached(Way(clean["way"]), clean["reached_on"], clean["words"])
