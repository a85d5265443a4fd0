"""What a lead says of an edition."""

from django import forms

from investigations.register.naming_nobody import anonymous
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .merging import MERGES, USUAL


class CutForm(GovukForm):
    merged = forms.MultipleChoiceField(
        label="What should be shown coarser?",
        choices=list(MERGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=USUAL,
    )
    govuk = {
        "merged": {"hint": "The fewer rows a table has, the fewer of its figures have to be withheld."},
    }


class NewForm(CutForm):
    ends_on = GovukDateField(
        label="Which is the last day that it counts?",
        called="The last day",
        error_messages={"required": "Enter the last day that it counts"},
    )
    govuk = {
        "ends_on": {"hint": "Cases that come or close later, or are entered late, wait for the next edition."},
        **CutForm.govuk,
    }
    field_order = ("ends_on", "merged")


class CorrectForm(GovukForm):
    reason = forms.CharField(
        label="Why is it corrected?",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Enter why it is corrected"},
    )
    govuk = {"reason": {"seen_by": "Who sees this: everybody. Say nothing of a single case.", "rows": 3}}

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not anonymous(reason, []):
            raise forms.ValidationError(
                "Say why without names and amounts: a capital in the middle of a sentence may be a name"
            )
        return reason


class SeenForm(forms.Form):
    seen = forms.CharField(max_length=64)
