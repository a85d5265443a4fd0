"""Forms of checking a text before it leaves."""

from django import forms

from investigations.models import Audience
from mysteryshopper.govuk.forms import GovukForm

LONGEST = 100_000
_STAFF_SEE = "Who sees this: whoever works on this case, and leads."


class CheckForm(GovukForm):
    audience = forms.ChoiceField(
        label="Who will read it?",
        choices=Audience,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who will read it"},
    )
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea,
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter the text"},
    )
    govuk = {"text": {"hint": "Paste all of it, with the subject line.", "seen_by": _STAFF_SEE, "rows": 15}}

    def clean_text(self) -> str:
        # Browsers send every line end as two characters. The text that leaves has one.
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError("Enter the text")
        return text


class AskForm(GovukForm):
    reason = forms.CharField(
        label="Why does this text give nobody away?",
        widget=forms.Textarea,
        max_length=1_000,
        error_messages={"required": "Enter why this text gives nobody away"},
    )
    govuk = {"reason": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3}}


class EarlyForm(GovukForm):
    reason = forms.CharField(
        label="Why can this case not wait for a day?",
        widget=forms.Textarea,
        max_length=1_000,
        error_messages={"required": "Enter why this case can not wait for a day"},
    )
    govuk = {"reason": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3}}


class DecideForm(GovukForm):
    is_approved = forms.TypedChoiceField(
        label="May this text leave as it is?",
        choices=[("yes", "Yes, it gives nobody away"), ("no", "No, it has to be changed")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no"},
    )
