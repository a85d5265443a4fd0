"""The pages of a complaint, one form each. They clean what was typed; they decide nothing else."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import ProviderKind, ProviderSize, Stage, Subject
from mysteryshopper.govuk.dates import BOXES
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .questions import (
    INVESTIGATOR_SEES,
    KIND_HINTS,
    NOBODY_ELSE_SEES,
    PLAIN_SUB_ISSUES,
    STATISTICS_SEE,
    SUBJECT_HINTS,
)

NOT_IN_LIST = "other"
YEARS_BACK = 2  # complaints must be about the last two years
FEWEST_DIGITS = 6  # of a phone number; those of small countries are short


class PageForm(GovukForm):
    """One page. `title` is its heading."""

    title: ClassVar[str | Promise]

    def typed(self) -> dict[str, str]:
        """What was typed into its fields, boxes of a date included, and nothing else that was sent along."""
        dates = [name for name, field in self.fields.items() if isinstance(field, GovukDateField)]
        inputs = [*self.fields, *(f"{name}-{box}" for name in dates for box in BOXES)]
        return {name: self.data[name] for name in inputs if name in self.data}


class SearchForm(GovukForm):
    """Typed search in the list of authorities."""

    q = forms.CharField(
        label=_("Search for the authority"),
        max_length=200,
        error_messages={"required": _("Enter the name of the authority, or part of it")},
    )
    govuk = {
        "q": {
            "called": _("Name of the authority"),
            "hint": _(
                "A council, a government department, an NHS trust or another public body. Part of the name is enough."
            ),
            "classes": "govuk-!-width-two-thirds",
            "spellcheck": False,
        }
    }


class AuthorityForm(PageForm):
    """The choice among what the search found."""

    title = _("Who ran the procurement?")
    authority = forms.ChoiceField(
        label=_("Which authority is it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an authority, or say that it is not in this list"),
            "invalid_choice": _("The authority you chose is no longer in the list. Search for it again"),
        },
    )
    authority_given = forms.CharField(label=_("Name of the authority"), max_length=200, required=False)
    govuk = {
        "authority": {
            "seen_by": INVESTIGATOR_SEES,
            "size": "m",
            "reveals": {NOT_IN_LIST: "authority_given"},
        },
    }

    def __init__(self, *args: Any, found: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """`found`: value, name and hint of each authority to choose from."""
        super().__init__(*args, **kwargs)
        choices = [(value, name) for value, name, _hint in found]
        self.fields["authority"].choices = [*choices, (NOT_IN_LIST, _("It is not in this list"))]  # type: ignore[attr-defined]
        hints = {value: hint for value, _name, hint in found if hint}
        dividers = {NOT_IN_LIST: _("or")} if found else {}
        self.govuk = {"authority": {**type(self).govuk["authority"], "item_hints": hints, "dividers": dividers}}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("authority") != NOT_IN_LIST:
            # It may have been typed before the choice was changed.
            answers["authority_given"] = ""
        elif not answers.get("authority_given") and not self.errors:
            self.add_error("authority_given", _("Enter the name of the authority"))
        return answers


class ProcurementForm(PageForm):
    title = _("Which procurement is it about?")
    procurement_title = forms.CharField(
        label=_("What was being bought?"),
        max_length=200,
        error_messages={"required": _("Enter what was being bought")},
    )
    procurement_reference = forms.CharField(
        label=_("Notice number or web address (optional)"), max_length=300, required=False
    )
    stage = forms.ChoiceField(
        label=_("When did things go wrong?"),
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when things went wrong")},
    )
    happened_on = GovukDateField(
        label=_("When did this happen?"),
        called=_("The date it happened"),
        latest=timezone.localdate,
        error_messages={"required": _("Enter the date it happened")},
    )
    govuk = {
        "procurement_title": {
            "hint": _("The name of the tender or contract. For example, grounds maintenance."),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("What was being bought"),
        },
        "procurement_reference": {
            "hint": _("From Contracts Finder or Find a Tender, if you have it."),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("Notice number or web address"),
            "spellcheck": False,
        },
        "stage": {"seen_by": INVESTIGATOR_SEES},
        "happened_on": {
            "hint": _("If you are not sure, give the nearest date you can. It must be in the last 2 years."),
            "seen_by": INVESTIGATOR_SEES,
        },
    }

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        today = timezone.localdate()
        if (day.year + YEARS_BACK, day.month, day.day) < (today.year, today.month, today.day):
            raise forms.ValidationError(
                _("The date it happened must be in the last 2 years. We are sorry: we can’t look further back.")
            )
        return day


class WhatHappenedForm(PageForm):
    title = _("What went wrong?")
    subject = forms.ChoiceField(
        label=_("What is it mainly about?"),
        choices=Subject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is mainly about")},
    )
    sub_issue = forms.ChoiceField(
        label=_("Which of these comes closest?"),
        choices=[("", _("Choose one")), *PLAIN_SUB_ISSUES.items()],
        error_messages={"required": _("Choose which comes closest")},
    )
    own_words = forms.CharField(
        label=_("Tell us what happened, in your own words"),
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": _("Tell us what happened")},
    )
    govuk = {
        "subject": {"seen_by": INVESTIGATOR_SEES, "item_hints": SUBJECT_HINTS},
        "sub_issue": {"seen_by": INVESTIGATOR_SEES},
        "own_words": {
            "hint": _(
                "What did the authority do? What should it have done? "
                "Leave out names, and anything only you could know: it helps us to keep your name back."
            ),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("What happened"),
            "rows": 10,
        },
    }


class OrganisationForm(PageForm):
    title = _("What kind of organisation are you?")
    provider_kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=ProviderKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of organisation")},
    )
    provider_size = forms.ChoiceField(
        label=_("How many people work there?"),
        choices=ProviderSize.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many people work there")},
    )
    govuk = {
        "provider_kind": {"seen_by": STATISTICS_SEE, "item_hints": KIND_HINTS},
        "provider_size": {"hint": _("Count everybody who is paid."), "seen_by": STATISTICS_SEE},
    }


class ContactForm(PageForm):
    title = _("How can we reach you?")
    name = forms.CharField(label=_("Your name"), max_length=100, error_messages={"required": _("Enter your name")})
    organisation = forms.CharField(
        label=_("Name of your organisation"),
        max_length=200,
        error_messages={"required": _("Enter the name of your organisation")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
    )
    phone = forms.CharField(label=_("Phone number (optional)"), max_length=30, required=False)
    govuk = {
        "name": {"seen_by": NOBODY_ELSE_SEES, "autocomplete": "name", "spellcheck": False, "width": 20},
        "organisation": {"seen_by": NOBODY_ELSE_SEES, "autocomplete": "organization", "spellcheck": False},
        "email": {
            "hint": _("We write only to say that there is news. What the news is stays on this site."),
            "seen_by": NOBODY_ELSE_SEES,
            "autocomplete": "email",
            "spellcheck": False,
        },
        "phone": {
            "seen_by": NOBODY_ELSE_SEES,
            "called": _("Phone number"),
            "autocomplete": "tel",
            "inputmode": "tel",
            "width": 20,
        },
    }

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(map(str.isdecimal, phone)) < FEWEST_DIGITS:
            raise forms.ValidationError(_("Enter a phone number, like 020 7946 0000, or leave it out"))
        return phone


# In the order in which they are asked.
PAGES: dict[str, type[PageForm]] = {
    "authority": AuthorityForm,
    "procurement": ProcurementForm,
    "what-happened": WhatHappenedForm,
    "organisation": OrganisationForm,
    "contact": ContactForm,
}
