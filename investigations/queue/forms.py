"""What is asked before a complaint is typed in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from complaints.models import Channel
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
