"""The pages about what went wrong: each ground, each invoice, what was tried and what is wanted."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.filing.questions import GROUND_GROUPS, INVESTIGATOR_SEES, PLAIN_GROUNDS
from mysteryshopper.govuk.amounts import AmountField
from mysteryshopper.govuk.forms import GovukDateField

from .base import PageForm

LONGEST_WORDS = 10_000


class GroundForm(PageForm):
    """One thing that went wrong. Both levels of the list are one choice: nobody has to know our subjects."""

    title = _("What went wrong?")
    another = _("Save, and add another thing that went wrong")
    numbered = _("What went wrong: %(number)s of %(of)s")
    ground = forms.ChoiceField(
        label=_("Which of these comes closest?"),
        choices=list(PLAIN_GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which comes closest")},
    )
    own_words = forms.CharField(
        label=_("Tell us what happened, in your own words"),
        widget=forms.Textarea,
        max_length=LONGEST_WORDS,
        required=False,
    )
    govuk = {
        "ground": {"seen_by": INVESTIGATOR_SEES, "dividers": GROUND_GROUPS, "classes": "app-grouped"},
        "own_words": {
            "hint": _(
                "What did the authority do? What should it have done? "
                "Leave out names, and anything only you could know: it helps us to keep your name back."
            ),
            "seen_by": _(
                "Who sees this: our investigators. The authority never sees these words. An investigator reads them "
                "first, and then writes to the authority in words of their own. That is a day later or more."
            ),
            "called": _("What happened"),
            "rows": 10,
        },
    }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        # An invoice tells its own story.
        is_payment = str(clean.get("ground", "")).startswith("payment:")
        if "own_words" in clean and not (clean["own_words"] or is_payment):
            self.add_error("own_words", _("Tell us what happened"))
        return clean


class InvoiceForm(PageForm):
    title = _("Which invoice is not paid?")
    another = _("Save, and add another invoice")
    numbered = _("Invoice %(number)s of %(of)s")
    amount = AmountField(
        label=_("How much is it for?"),
        min_value=0.01,
        max_digits=12,
        decimal_places=2,
        localize=False,
        error_messages={
            "required": _("Enter the amount of the invoice"),
            "invalid": _("Enter the amount in pounds, like 1250 or 1,250.50"),
            "min_value": _("The amount must be more than 0"),
            "max_digits": _("The amount must be less than 10 billion pounds"),
            "max_whole_digits": _("The amount must be less than 10 billion pounds"),
            "max_decimal_places": _("Enter the amount in pounds, with at most 2 figures after the point"),
        },
    )
    due_on = GovukDateField(
        label=_("When should it have been paid?"),
        called=_("The date it was due"),
        latest=timezone.localdate,
        error_messages={"required": _("Enter the date it was due")},
    )
    number = forms.CharField(label=_("Number of the invoice (optional)"), max_length=50, required=False)
    invoiced_on = GovukDateField(
        label=_("Date of the invoice (optional)"),
        called=_("The date of the invoice"),
        latest=timezone.localdate,
        required=False,
    )
    is_disputed = forms.BooleanField(label=_("The authority says that something is wrong with it"), required=False)
    payment_terms_days = forms.IntegerField(
        label=_("How many days to pay does the contract give? (optional)"),
        min_value=0,
        max_value=365,
        required=False,
        widget=forms.TextInput,
        error_messages={
            "invalid": _("Enter a number of days, like 30"),
            "min_value": _("The days to pay must be 0 or more"),
            "max_value": _("The days to pay must be 365 or fewer"),
        },
    )
    govuk = {
        "amount": {"prefix": "£", "width": 10, "inputmode": "decimal", "called": _("The amount")},
        "due_on": {"hint": _("Public bodies must pay within 30 days, if nobody disputes the invoice.")},
        "number": {
            "width": 20,
            "spellcheck": False,
            "called": _("The number of the invoice"),
            "seen_by": _("Who sees this: our investigators. The authority only if you agree, on a later page."),
        },
        "payment_terms_days": {"width": 3, "inputmode": "numeric", "called": _("The days to pay")},
    }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        due, made = clean.get("due_on"), clean.get("invoiced_on")
        if due and made and made > due:
            self.add_error("invoiced_on", _("The date of the invoice must be before the date it was due"))
        return clean


class OutcomeForm(PageForm):
    title = _("What have you tried, and what do you want?")
    tried = forms.CharField(
        label=_("What have you done about it so far? (optional)"),
        widget=forms.Textarea,
        max_length=LONGEST_WORDS,
        required=False,
    )
    wanted = forms.CharField(
        label=_("What would put it right? (optional)"),
        widget=forms.Textarea,
        max_length=LONGEST_WORDS,
        required=False,
    )
    govuk = {
        "tried": {
            "hint": _("For example, you asked the authority a question, or complained to it. What did it say?"),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("What you have done"),
            "rows": 5,
        },
        "wanted": {
            "hint": _("For example, more time to bid, better feedback, or rules that are fair next time."),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("What would put it right"),
            "rows": 5,
        },
    }
