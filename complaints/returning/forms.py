"""Coming back with a code, and having the way back mailed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm


class CodeForm(GovukForm):
    code = forms.CharField(
        label=_("Your code"), max_length=100, error_messages={"required": _("Enter the code that you kept")}
    )
    govuk = {
        "code": {
            "hint": _("Seven groups of 4 letters and numbers"),
            "spellcheck": False,
            "autocomplete": "off",
        },
    }


class MailForm(GovukForm):
    email = forms.EmailField(
        label=_("Email address"), max_length=254, error_messages={"required": _("Enter your email address")}
    )
    govuk = {"email": {"autocomplete": "email", "spellcheck": False}}
