"""The pages about the procurement: its notice, the authority, how far it has got."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.filing.questions import INVESTIGATOR_SEES
from complaints.models import Stage
from complaints.scope import Body
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

from .base import Answers, PageForm

NOT_IN_LIST = "other"
YEARS_BACK = 2  # complaints must be about the last two years
NOON = time(12)


class NoticeForm(PageForm):
    title = _("Do you have the notice of the procurement?")
    procurement_reference = forms.CharField(
        label=_("Web address, notice number or ocid (optional)"), max_length=300, required=False
    )
    govuk = {
        "procurement_reference": {
            "hint": _(
                "Copy it from Contracts Finder or Find a Tender, and we fill in what the notice says. "
                "Leave it empty if you do not have it."
            ),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("Notice number or web address"),
            "spellcheck": False,
        }
    }


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

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        answers: Answers,
        found: list[tuple[str, str, str]],
        **kwargs: Any,
    ) -> None:
        """`found`: value, name and hint of each authority to choose from."""
        super().__init__(data, answers=answers, **kwargs)
        if is_about_company(answers):
            self._ask_for_company()
            return
        choices = [(value, name) for value, name, _hint in found]
        self.fields["authority"].choices = [*choices, (NOT_IN_LIST, _("It is not in this list"))]  # type: ignore[attr-defined]
        hints = {value: hint for value, _name, hint in found if hint}
        dividers = {NOT_IN_LIST: _("or")} if found else {}
        self.govuk = {"authority": {**type(self).govuk["authority"], "item_hints": hints, "dividers": dividers}}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if "authority" not in self.fields:
            answers["authority"] = NOT_IN_LIST
        elif answers.get("authority") != NOT_IN_LIST:
            # It may have been typed before the choice was changed.
            answers["authority_given"] = ""
        elif not answers.get("authority_given") and not self.errors:
            self.add_error("authority_given", _("Enter the name of the authority"))
        return answers

    def _ask_for_company(self) -> None:
        """One that holds a government contract and does not pay us. No list has them all, so its name is typed."""
        del self.fields["authority"]
        name: Any = self.fields["authority_given"]
        name.label, name.required = _("Name of the company"), True
        name.error_messages["required"] = _("Enter the name of the company")
        hint = _("As on your contract with it. Later you can tell us which public body it works for.")
        self.govuk = {"authority_given": {"hint": hint, "seen_by": INVESTIGATOR_SEES, "spellcheck": False}}


class ProcurementForm(PageForm):
    title = _("Which procurement is it about?")
    procurement_title = forms.CharField(
        label=_("What was being bought?"),
        max_length=200,
        error_messages={"required": _("Enter what was being bought")},
    )
    stage = forms.ChoiceField(
        label=_("When did things go wrong?"),
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when things went wrong")},
    )
    live_until = GovukDateField(
        label=_("If bids can still be sent: what is the last day? (optional)"),
        called=_("The last day for bids"),
        required=False,
    )
    live_time = forms.TimeField(
        label=_("At what time? (optional)"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I %p", "%I:%M%p", "%I:%M %p", "%I.%M%p"],
        error_messages={"invalid": _("Enter a time, like 12:00 or 5pm")},
    )
    happened_on = GovukDateField(
        label=_("What day did it happen? (optional)"),
        called=_("The date it happened"),
        latest=timezone.localdate,
        required=False,
    )
    govuk = {
        "procurement_title": {
            "hint": _("The name of the tender or contract. For example, grounds maintenance."),
            "seen_by": INVESTIGATOR_SEES,
            "called": _("What was being bought"),
        },
        "stage": {"seen_by": INVESTIGATOR_SEES, "reveals": {Stage.TENDER: ["live_until", "live_time"]}},
        "live_until": {"hint": _("We work on it first while there is time to put it right.")},
        "live_time": {"hint": _("If you leave it empty, we take 12:00, midday."), "called": _("The time"), "width": 5},
        "happened_on": {
            "hint": _("If you are not sure, give the nearest date you can. It must be in the last 2 years."),
            "seen_by": INVESTIGATOR_SEES,
        },
    }

    def __init__(self, data: Mapping[str, Any] | None = None, *, answers: Answers, **kwargs: Any) -> None:
        super().__init__(data, answers=answers, **kwargs)
        if is_about_payment(answers):
            # The stage is plain, and there is no tender to save.
            for name in ("stage", "live_until", "live_time"):
                del self.fields[name]

    def clean_happened_on(self) -> date | None:
        day: date | None = self.cleaned_data["happened_on"]
        today = timezone.localdate()
        if day and (day.year + YEARS_BACK, day.month, day.day) < (today.year, today.month, today.day):
            raise forms.ValidationError(
                _("The date it happened must be in the last 2 years. We are sorry: we can’t look further back.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        # They may have been typed before the stage was changed.
        if clean.get("stage") != Stage.TENDER:
            clean.pop("live_until", None), clean.pop("live_time", None)
        elif clean.get("live_time") and not clean.get("live_until") and "live_until" not in self.errors:
            self.add_error("live_until", _("Enter the last day for bids, or leave out the time"))
        return clean

    def deadline(self) -> datetime | None:
        """The last moment for bids, in London's time. For a form that is valid."""
        day = self.cleaned_data.get("live_until")
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["live_time"] or NOON)) if day else None


def is_about_company(answers: Answers) -> bool:
    """Whether it is about a company that holds a government contract, as was said to “Can we help?”."""
    return answers.get("scope", {}).get("body") == Body.PRIME


def is_about_payment(answers: Answers) -> bool:
    """Whether the first thing that went wrong is that somebody was not paid."""
    return str(answers.get("what-happened", {}).get("ground", "")).startswith("payment:")
