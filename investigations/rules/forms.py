"""The form of a rule."""

from typing import Any

from django import forms

from complaints.models import Sector, SubIssue, Subject
from investigations import access
from investigations.models import CaseTag, Rule
from investigations.models.rule import YES_OR_NO
from investigations.repeating import CASES, YEARS
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User


def _any_of(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Any"), *choices], required=False)


class SeenForm(GovukForm):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, error_messages={"required": "Open this page again"}
    )


class RuleForm(SeenForm):
    name = forms.CharField(label="Name", max_length=60, error_messages={"required": "Enter a name"})
    authority_sector = _any_of("Sector of the authority", Sector.choices)
    subject = _any_of("Subject", Subject.choices)
    sub_issue = _any_of("Sub-issue", SubIssue.choices)
    is_live = _any_of("Could bids still be sent?", YES_OR_NO)
    is_payment = _any_of("Is it about payment?", YES_OR_NO)
    is_repeat = _any_of("Does the authority come again?", YES_OR_NO)
    effect = forms.ChoiceField(
        label="What is done with the case?",
        choices=Rule.Effect,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is done with the case"},
    )
    tag = forms.CharField(label="Tag", max_length=CaseTag.LONGEST, required=False)
    offer_to = forms.ModelChoiceField(label="Colleague", queryset=User.objects.none(), required=False)
    govuk = {
        "name": {"hint": "What it is for. For example, late payers that come again."},
        "is_live": {"hint": "On the day on which the complaint was made."},
        "is_repeat": {"hint": f"It had {CASES} cases or more in {YEARS} years."},
        "effect": {"reveals": {"tag": "tag", "offer": "offer_to"}},
        "offer_to": {"hint": "They are suggested. Nobody is made the owner of a case by a rule."},
    }

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        able = User.objects.filter(access.who_work_queue()).order_by("name", "pk")
        self.fields["offer_to"].queryset = able  # type: ignore[attr-defined]

    def clean_tag(self) -> str:
        return CaseTag.normalised(self.cleaned_data["tag"])

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        effect, tag = clean.get("effect"), clean.get("tag") or ""
        if not any(clean.get(name) for name in Rule.CONDITIONS) and not self.errors:
            self.add_error("authority_sector", "Choose at least one condition")
        if effect == Rule.Effect.TAG and "tag" not in self.errors:
            if not any(letter.isalnum() for letter in tag):
                self.add_error("tag", "Enter a tag of letters or numbers")
            elif len(tag) > CaseTag.LONGEST:
                self.add_error("tag", f"Tag must be {CaseTag.LONGEST} characters or fewer")
        if effect == Rule.Effect.OFFER and not clean.get("offer_to") and "offer_to" not in self.errors:
            self.add_error("offer_to", "Select a colleague")
        clean["tag"] = tag if effect == Rule.Effect.TAG else ""
        clean["offer_to"] = clean.get("offer_to") if effect == Rule.Effect.OFFER else None
        return clean


class SwitchForm(SeenForm):
    state = forms.TypedChoiceField(
        choices=[("on", "On"), ("off", "Off")], coerce=Rule.State, error_messages={"required": "Open this page again"}
    )
