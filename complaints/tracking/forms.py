"""What a provider fills in while they follow their complaint."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Asking, Consent
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


class ConsentForm(GovukForm):
    """Behind a button: nothing is typed."""

    purpose = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, purposes: Sequence[Consent.Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(purpose.value, purpose.label) for purpose in purposes]  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """One question that we ask after the end. Several stand on a page: each has its kind before its names."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose an answer")})
    words = forms.CharField(
        label=_("Tell us more (optional)"), widget=forms.Textarea, max_length=LONGEST, required=False
    )
    govuk = {
        "words": {
            "seen_by": _("Who sees this: our investigators. Never the authority."),
            "called": _("What you tell us"),
            "rows": 3,
        },
    }

    def __init__(self, data: Any = None, *, question: Asking) -> None:
        super().__init__(data, prefix=question.kind)
        self.kind = question.kind
        self._is_about_retaliation = question.is_about_retaliation
        answers = [answer for answer in Asking.Answer if self._fits(answer)]
        self.fields["answer"].label = question.get_kind_display()
        self.fields["answer"].choices = [(answer.value, answer.label) for answer in answers]  # type: ignore[attr-defined]

    def _fits(self, answer: Asking.Answer) -> bool:
        """Nobody is treated worse partly."""
        return answer != Asking.Answer.PARTLY or not self._is_about_retaliation
