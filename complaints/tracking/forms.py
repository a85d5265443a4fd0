"""What a provider fills in while they follow their complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.tracking.writing import LONGEST
from mysteryshopper.govuk.forms import GovukForm


class FollowForm(GovukForm):
    reference = forms.CharField(
        label=_("Reference"), max_length=50, error_messages={"required": _("Enter the reference of your complaint")}
    )
    secret = forms.CharField(
        label=_("Secret code"), max_length=100, error_messages={"required": _("Enter your secret code")}
    )
    # What they were writing when they were signed out. Never a reason to refuse them: the message form checks it.
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    govuk = {
        "reference": {
            "hint": _("For example, MS-7K3P-9QXD-T"),
            "width": 20,
            "spellcheck": False,
            "autocomplete": "off",
        },
        "secret": {
            "hint": _("Seven groups of 4 letters and numbers. You got it when you sent your complaint."),
            "spellcheck": False,
            "autocomplete": "off",
        },
    }


class MessageForm(GovukForm):
    text = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Enter your message")},
    )
    govuk = {
        "text": {"seen_by": _("Who sees this: our investigators. Never the authority."), "rows": 5},
    }
