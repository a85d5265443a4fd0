"""What a provider fills in while they follow their complaint."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.models import Asking, Consent, Invoice
from complaints.tracking.paying import Paid
from complaints.tracking.writing import LONGEST
from mysteryshopper.calendar import london_day
from mysteryshopper.govuk.amounts import AmountField
from mysteryshopper.govuk.forms import GovukDateField, GovukForm


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


class PaidForm(GovukForm):
    """Whether one invoice was paid. Cleans to a `Paid`, or None, as `paid`."""

    invoice = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Open this page again")})
    answer = forms.ChoiceField(
        label=_("Has this invoice been paid?"),
        choices=[("all", _("Yes, all of it")), ("part", _("Yes, part of it")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )
    amount = AmountField(
        label=_("How much was paid?"),
        required=False,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "invalid": _("Enter the amount in pounds, like 1250 or 1,250.50"),
            "max_digits": _("Enter the amount in pounds, like 1250 or 1,250.50"),
            "max_whole_digits": _("Enter the amount in pounds, like 1250 or 1,250.50"),
            "max_decimal_places": _("Enter the amount in pounds, like 1250 or 1,250.50"),
        },
    )
    paid_on = GovukDateField(
        label=_("When was it paid?"), called=_("The day it was paid"), required=False, latest=timezone.localdate
    )
    govuk = {
        "answer": {"reveals": {"part": "amount"}},
        "amount": {"hint": _("Without interest."), "prefix": "£", "width": 10, "inputmode": "decimal"},
        "paid_on": {
            "hint": _("Leave this empty if it has not been paid."),
            "seen_by": _("Who sees this: our investigators. Never the authority."),
        },
    }

    def __init__(self, data: Any = None, *, number: int, invoice: Invoice) -> None:
        super().__init__(data, initial=_said(number, invoice))
        self._of = invoice
        self.fields["paid_on"].earliest = london_day(invoice.complaint.filed_at)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        answer, amount, day = (clean.get(name) for name in ("answer", "amount", "paid_on"))
        if answer == "part" and "amount" not in self.errors and not (amount and 0 < amount < self._of.amount):
            self.add_error("amount", _("Enter an amount that is more than 0 and less than the invoice"))
        if answer in ("all", "part") and "paid_on" not in self.errors and not day:
            self.add_error("paid_on", _("Enter the day it was paid"))
        if not self.errors:
            amount = self._of.amount if answer == "all" else amount
            clean["paid"] = Paid(amount, day) if answer != "no" and amount and day else None
        return clean


def _said(number: int, invoice: Invoice) -> dict[str, Any]:
    """What the form shows of what was said before."""
    if invoice.said_paid_at is None:
        return {"invoice": number}
    part = {} if invoice.is_paid_in_full else {"amount": invoice.paid}
    return {"invoice": number, "answer": "part" if part else "all", "paid_on": invoice.paid_on, **part}
