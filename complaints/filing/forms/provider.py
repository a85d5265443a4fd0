"""The pages about the provider: what they are, who they are, how to reach them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from complaints.filing.questions import (
    FEW_BIDDERS,
    INVESTIGATOR_SEES,
    KIND_HINTS,
    PURPOSE_HINTS,
    SEALED,
    STATISTICS_SEE,
)
from complaints.models import Bidders, Consent, HeardFrom, ProviderKind, ProviderSector, ProviderSize

from .base import PageForm
from .procurement import is_about_payment

FEWEST_DIGITS = 6  # of a phone number; those of small countries are short
# Companies House: eight digits, or two letters and six. Charity Commission: six or seven digits; Scotland SC and six,
# Northern Ireland NIC and six. A linked charity adds -1.
_NUMBER = re.compile(r"\d{8}|[A-Z]{2}\d{6}|\d{6,7}(-\d{1,3})?|NIC\d{6}|[A-Z]{2}\d{5}R")


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
    provider_sector = forms.ChoiceField(
        label=_("What do you do? (optional)"),
        choices=[("", _("Choose one, or leave it")), *ProviderSector.choices],
        required=False,
    )
    is_first_time = forms.TypedChoiceField(
        label=_("Is this the first time that you complain to us? (optional)"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    heard_from = forms.ChoiceField(
        label=_("How did you hear of us? (optional)"),
        choices=[("", _("Choose one, or leave it")), *HeardFrom.choices],
        required=False,
    )
    govuk = {
        "provider_kind": {"seen_by": STATISTICS_SEE, "item_hints": KIND_HINTS},
        "provider_size": {"hint": _("Count everybody who is paid."), "seen_by": STATISTICS_SEE},
        "provider_sector": {"seen_by": STATISTICS_SEE},
        "is_first_time": {"inline": True, "seen_by": STATISTICS_SEE},
        "heard_from": {"seen_by": STATISTICS_SEE},
    }


class NameForm(PageForm):
    title = _("Your name, and who may see it")
    organisation = forms.CharField(label=_("Name of your organisation (optional)"), max_length=200, required=False)
    number = forms.CharField(label=_("Charity or company number (optional)"), max_length=20, required=False)
    name = forms.CharField(label=_("Your own name (optional)"), max_length=100, required=False)
    for_other = forms.BooleanField(label=_("I am complaining for another organisation"), required=False)
    agreed_by = forms.CharField(label=_("Who there agreed to this?"), max_length=200, required=False)
    filed_for = forms.CharField(label=_("Name of that organisation (optional)"), max_length=200, required=False)
    bidders = forms.ChoiceField(
        label=_("How many bid, as far as you know? (optional)"),
        choices=Bidders.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    consents = forms.MultipleChoiceField(
        label=_("What may we show the authority? (optional)"),
        choices=Consent.Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    govuk = {
        "organisation": {
            "seen_by": SEALED,
            "called": _("Name of your organisation"),
            "autocomplete": "organization",
            "spellcheck": False,
        },
        "number": {
            "hint": _("For example, 1234567, SC012345 or 01234567."),
            "seen_by": SEALED,
            "called": _("The number"),
            "spellcheck": False,
            "width": 10,
        },
        "name": {
            "seen_by": SEALED,
            "called": _("Your own name"),
            "autocomplete": "name",
            "spellcheck": False,
            "width": 20,
        },
        "for_other": {
            "legend": _("Is it about somebody else?"),
            "hint": _("For example, you are an umbrella body and it happened to a member."),
            "reveals": {"true": ["agreed_by", "filed_for"]},
        },
        "agreed_by": {
            "hint": _("We need to know that they agree."),
            "seen_by": SEALED,
            "called": _("The name of who agreed"),
            "spellcheck": False,
        },
        "filed_for": {"seen_by": SEALED, "spellcheck": False, "called": _("The name of that organisation")},
        "bidders": {"seen_by": INVESTIGATOR_SEES, "item_hints": FEW_BIDDERS},
        "consents": {
            "hint": _("We show none of this unless you tick it. You can change your mind at any time."),
            "item_hints": PURPOSE_HINTS,
        },
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_about_payment(self.answers):
            consents: Any = self.fields["consents"]
            consents.choices = [choice for choice in consents.choices if choice[0] != Consent.Purpose.INVOICES]
            if "consents" in self.data:
                # It may have been ticked before what went wrong was changed.
                ticked = [purpose for purpose in self._typed("consents") if purpose != Consent.Purpose.INVOICES]
                self.data = {**dict(self.data.items()), "consents": ticked}

    def clean_number(self) -> str:
        number = re.sub(r"\s", "", self.cleaned_data["number"]).upper()
        if number and not _NUMBER.fullmatch(number):
            raise ValidationError(
                _("Enter a charity number, like 1234567, or a company number, like 01234567, or leave it out")
            )
        return number

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not clean.get("for_other"):
            # They may have been typed before the tick was taken away.
            clean["agreed_by"] = clean["filed_for"] = ""
        elif not clean.get("agreed_by") and "agreed_by" not in self.errors:
            self.add_error("agreed_by", _("Enter who there agreed to this"))
        return clean


class ContactForm(PageForm):
    title = _("How can we reach you?")
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Enter an email address in the correct format, like name@example.com")},
    )
    phone = forms.CharField(label=_("Phone number"), max_length=30, required=False)
    voicemail = forms.BooleanField(label=_("It is safe to leave a message on this phone"), required=False)
    address = forms.CharField(label=_("Postal address"), widget=forms.Textarea, max_length=500, required=False)
    post = forms.BooleanField(label=_("It is safe to write to this address"), required=False)
    looks_here = forms.BooleanField(label=_("Do not contact me: I will look on this site"), required=False)
    when = forms.CharField(label=_("When is a good time? (optional)"), max_length=200, required=False)
    govuk = {
        "email": {
            "hint": _("We write only to say that there is news. What the news is stays on this site."),
            "seen_by": SEALED,
            "autocomplete": "email",
            "spellcheck": False,
        },
        "phone": {
            "seen_by": SEALED,
            "called": _("Phone number"),
            "autocomplete": "tel",
            "inputmode": "tel",
            "width": 20,
        },
        "address": {"seen_by": SEALED, "rows": 3, "autocomplete": "street-address"},
        "when": {"hint": _("For example, mornings, or not on Fridays."), "called": _("The good time")},
    }

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(map(str.isdecimal, phone)) < FEWEST_DIGITS:
            raise ValidationError(_("Enter a phone number, like 020 7946 0000, or leave it out"))
        return phone

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        ways = [clean.get(way) for way in ("email", "phone", "address")]
        if clean.get("looks_here") and any(ways):
            text = _(
                "You ticked “Do not contact me” and gave us a way to reach you. "
                "Take away the tick, or leave the email, phone and address empty."
            )
            self.add_error("looks_here", text)
        if not self.errors and not any(clean.get(way) for way in ("email", "phone", "address", "looks_here")):
            self.add_error(
                "email",
                _("Enter an email address, a phone number or a postal address, or say that you will look on this site"),
            )
        return clean
