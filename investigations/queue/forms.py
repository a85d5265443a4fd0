"""What is asked before a complaint is typed in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from complaints.models import Channel
from investigations.models import SavedView
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

# Older than this is a mistyped date: by then every clock of the case would have run out.
OLDEST_DAYS = 60


class AssistedForm(GovukForm):
    channel = forms.TypedChoiceField(
        label="How did it come?",
        choices=[(channel.value, channel.label) for channel in Channel if channel != Channel.WEB],
        coerce=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it came"},
    )
    received_on = GovukDateField(
        label="When did we receive it?",
        called="The day on which we received it",
        latest=timezone.localdate,
        error_messages={"required": "Enter the day on which we received it"},
    )
    govuk = {
        "received_on": {"hint": "The day of the call, or on which the letter or email came. Every clock runs from it."}
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].earliest = timezone.localdate() - timedelta(days=OLDEST_DAYS)  # type: ignore[attr-defined]


class SavedViewForm(GovukForm):
    """`may_share`: a lead saves it. The query is checked by the filters."""

    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name of the list", max_length=60, error_messages={"required": "Enter a name"})
    is_shared = forms.BooleanField(label="Colleagues who work on the queue see it too", required=False)
    digest = forms.ChoiceField(
        label="Mail me the number of cases",
        choices=SavedView.Digest.choices,
        initial=SavedView.Digest.NEVER,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how often"},
    )
    at_least = forms.IntegerField(
        label="Only when there are at least",
        initial=1,
        min_value=1,
        max_value=1_000_000,
        error_messages={"required": "Enter a number, for example 1"},
    )
    govuk = {
        "name": {"hint": "It stands in mails: put nothing into it that is about one case or one provider."},
        "is_shared": {"legend": "Who sees it?"},
        "at_least": {"width": 5, "suffix": "cases", "called": "The number"},
    }

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean_name(self) -> str:
        """On one line: it becomes the subject of a mail."""
        return " ".join("".join(c if c.isprintable() else " " for c in self.cleaned_data["name"]).split())
