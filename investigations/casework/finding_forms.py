"""The form of a finding."""

from typing import Any

from django import forms

from investigations.models import Finding, Verdict
from mysteryshopper.govuk.forms import GovukForm

from .forms import STAFF_SEE


class FindingForm(GovukForm):
    seen = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    verdict = forms.ChoiceField(
        label="What did you find?",
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    text = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter why"},
    )
    govuk = {
        "verdict": {"item_hints": {Verdict.NOT_LOOKED_INTO: "Say why it was not looked into."}},
        "text": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 10},
    }


def as_it_stands(finding: Finding | None) -> dict[str, Any]:
    """What the form shows of a finding. None: there is none yet."""
    if finding is None:
        return {"seen": 0}
    return {"seen": finding.version, "verdict": finding.verdict, "text": finding.text}
