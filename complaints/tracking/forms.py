"""Signing in to follow a complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm


class FollowForm(GovukForm):
    reference = forms.CharField(
        label=_("Reference"), max_length=50, error_messages={"required": _("Enter the reference of your complaint")}
    )
    secret = forms.CharField(
        label=_("Secret code"), max_length=100, error_messages={"required": _("Enter your secret code")}
    )
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
