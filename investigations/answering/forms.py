"""What an officer fills in on the page of a case."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from complaints.evidence.forms import FilesForm
from investigations.lifecycle import State
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .limits import Bounds

LONGEST = 10_000
_SEEN_BY = "Who sees this: our investigators."


class EnterForm(GovukForm):
    reference = forms.CharField(
        label="Reference", max_length=50, error_messages={"required": "Enter the reference in our letter"}
    )
    secret = forms.CharField(
        label="Code", max_length=100, error_messages={"required": "Enter the code that we sent you"}
    )
    # What they were writing when the time was over, and where. Never a reason to refuse them: that form checks it.
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    goes_to = forms.CharField(required=False, widget=forms.HiddenInput)
    govuk = {
        "reference": {
            "hint": "For example, MS-7K3P-9QXD-T. It is in our letter.",
            "width": 20,
            "spellcheck": False,
            "autocomplete": "off",
        },
        "secret": {
            "hint": "Seven groups of 4 letters and numbers. It came in an email of its own.",
            "spellcheck": False,
            "autocomplete": "off",
        },
    }


def _in_five_years() -> date:
    return timezone.localdate() + timedelta(days=5 * 365)


class MoreTimeForm(GovukForm):
    until = GovukDateField(
        label="When can you answer?",
        called="The day",
        error_messages={"required": "Enter the day by which you can answer"},
    )
    reason = forms.CharField(
        label="Why do you need more time?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Enter why you need more time"},
    )
    govuk = {"reason": {"seen_by": _SEEN_BY, "called": "The reason", "rows": 5}}

    def __init__(self, data: Any = None, *, bounds: Bounds) -> None:
        super().__init__(data)
        self._bounds = bounds

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if why_not := self._bounds.why_not(until):
            raise forms.ValidationError(why_not)
        return until


class PointForm(GovukForm):
    # The version that the page showed, 0 for none.
    seen = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    text = forms.CharField(
        label="Your answer",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter your answer"},
    )
    govuk = {
        "text": {
            "hint": "You can change it until we begin to assess the case. We keep each version.",
            "seen_by": _SEEN_BY,
            "rows": 10,
        }
    }


class ReplyForm(GovukForm):
    text = forms.CharField(
        label="Your authority’s reply",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter your reply"},
    )
    govuk = {
        "text": {
            "hint": "We publish it beside the summary, as you write it. You can send one reply, and not change it.",
            "seen_by": "Who sees this: our investigators, and everybody once the summary is published.",
            "called": "The reply",
            "rows": 10,
        }
    }


_WORDS = {
    State.ACCEPTED: "We accept it",
    State.PARTLY: "We accept it in part",
    State.REJECTED: "We reject it",
}


class RecommendationForm(GovukForm):
    said = forms.TypedChoiceField(
        label="Does your authority accept this?",
        coerce=State,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether your authority accepts this"},
    )
    reasons = forms.CharField(
        label="Why, or what you will do", widget=forms.Textarea, max_length=LONGEST, required=False
    )
    due_on = GovukDateField(
        label="By when will it be done?",
        called="The day by which it is done",
        required=False,
        earliest=timezone.localdate,
        latest=_in_five_years,
    )
    govuk = {
        "reasons": {
            "hint": "We need your reasons if you reject it or accept it in part.",
            "seen_by": _SEEN_BY,
            "called": "What you tell us",
            "rows": 5,
        },
        "due_on": {"hint": "Leave this empty if you reject it."},
    }

    def __init__(self, data: Any = None, *, nexts: Sequence[State], **kwargs: Any) -> None:
        """`nexts`: what may be said now."""
        super().__init__(data, **kwargs)
        if State.ACCEPTED in nexts and not {State.PARTLY, State.REJECTED} & set(nexts):
            # Only more can be accepted than was: hints about less would ask for what can't be said.
            self.govuk = {
                "said": {"hint": "You have accepted it in part. You can still accept all of it, and nothing less."},
                "reasons": {**self.govuk["reasons"], "hint": "You can leave this empty."},
                "due_on": {},
            }
        self.fields["said"].choices = [(one.value, words) for one, words in _WORDS.items() if one in nexts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        said = clean.get("said")
        if said in (State.PARTLY, State.REJECTED) and not clean.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", "Enter why")
        if said in (State.ACCEPTED, State.PARTLY) and not clean.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the day by which it will be done")
        return clean


class DoneForm(FilesForm):
    text = forms.CharField(
        label="What has been done?",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter what has been done"},
    )
    field_order = ["text", "evidence"]
    govuk = {
        "text": {"hint": "Say what we can check, such as a new rule or a new form.", "seen_by": _SEEN_BY, "rows": 5},
        "evidence": {"called": "The document", "seen_by": _SEEN_BY},
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].label = "Documents that show it (optional)"
        self.fields["evidence"].required = False


class DocumentsForm(FilesForm):
    govuk = {"evidence": {"called": "The document", "seen_by": _SEEN_BY}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].label = "Choose one or more documents"
