"""Forms of what people do with mail."""

from typing import Any

from django import forms

from complaints.reference import read_reference
from investigations.models import Case
from mysteryshopper.govuk.forms import GovukForm

_SEEN_BY = "Who sees this: investigators and leads who may read the mail."


class FileForm(GovukForm):
    reference = forms.CharField(
        label="On which case?", max_length=30, error_messages={"required": "Enter the reference of the case"}
    )
    reason = forms.CharField(
        label="How do you know?",
        max_length=300,
        error_messages={"required": "Enter how you know"},
    )
    govuk = {
        "reference": {"hint": "Such as MS-7K3P-9QXD-T. You have to work on that case.", "called": "The reference"},
        "reason": {"seen_by": _SEEN_BY},
    }

    def clean_reference(self) -> Any:
        """Gives the case."""
        reference = read_reference(self.cleaned_data["reference"])
        case = Case.objects.filter(reference=reference).first() if reference else None
        if case is None:
            raise forms.ValidationError("There is no case with this reference. Check it")
        return case


class ReasonForm(GovukForm):
    reason = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Enter why"})
    govuk = {"reason": {"seen_by": _SEEN_BY, "called": "The reason"}}


class AnswerForm(GovukForm):
    is_answer = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], error_messages={"required": "Select yes or no"}
    )
