"""What somebody who holds a receipt copies from it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm


class CheckForm(GovukForm):
    reference = forms.CharField(
        label=_("Reference"), max_length=50, error_messages={"required": _("Enter the reference on the receipt")}
    )
    digest = forms.CharField(
        label=_("Check code"), max_length=200, error_messages={"required": _("Enter the check code on the receipt")}
    )
    govuk = {
        "reference": {
            "hint": _("For example, MS-7K3P-9QXD-T"),
            "width": 20,
            "spellcheck": False,
            "autocomplete": "off",
        },
        "digest": {"hint": _("It starts with 1-"), "spellcheck": False, "autocomplete": "off"},
    }
