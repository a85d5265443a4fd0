"""Forms about who complained."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .disclosing import LONGEST_DAYS

_PROVIDER_SEES = "Who sees this: the provider, on their page, with the day and your role, never your name."


class OpenForm(GovukForm):
    reason = forms.CharField(
        label="Why do you need to know who complained?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Enter why you need to know who complained"},
    )
    govuk = {"reason": {"seen_by": _PROVIDER_SEES, "called": "The reason", "rows": 3}}

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            self.fields["reason"].required = False
            self.fields["reason"].label = "Why do you need to know who complained? (optional)"


class AskForm(GovukForm):
    reason = forms.CharField(
        label="Why does the authority need to know who complained?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Enter why the authority needs to know who complained"},
    )
    until = GovukDateField(
        label="Until when may we tell the authority?",
        called="The last day",
        latest=lambda: timezone.localdate() + timedelta(days=LONGEST_DAYS),
        error_messages={"required": "Enter the last day on which we may tell the authority"},
    )
    govuk = {
        "reason": {"seen_by": _PROVIDER_SEES, "called": "The reason", "rows": 3},
        "until": {"hint": f"At most {LONGEST_DAYS} days from today."},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].earliest = timezone.localdate()  # type: ignore[attr-defined]


class DecideForm(GovukForm):
    # Which request was shown: another may wait by now.
    asked = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open this page again"})
    is_agreed = forms.TypedChoiceField(
        label="May the authority be told who complained?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no"},
    )
    govuk = {"is_agreed": {"hint": "The provider is told what you decide. They can take their consent back."}}


class SearchForm(GovukForm):
    email = forms.EmailField(
        label="Email address (optional)",
        required=False,
        error_messages={"invalid": "Enter an email address in the correct format, like name@example.com"},
    )
    number = forms.CharField(label="Charity or company number (optional)", max_length=20, required=False)
    reason = forms.CharField(
        label="Why do you look for this provider?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Enter why you look for this provider"},
    )
    govuk = {
        "email": {"hint": "All of it, as they gave it.", "spellcheck": False},
        "number": {"hint": "All of it. Leading noughts do not matter.", "width": 10},
        "reason": {
            "seen_by": "Who sees this: whoever checks the trail.",
            "called": "The reason",
            "rows": 3,
        },
    }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not clean.get("email") and not clean.get("number") and not self.errors:
            self.add_error("email", "Enter an email address or a number")
        return clean
