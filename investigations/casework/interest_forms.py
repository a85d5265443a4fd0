"""Forms of who may read a case: conflicts of interest, those who are named, and legal holds."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from investigations.models import Case, Readers, Standing
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

from .forms import STAFF_SEE, ColleagueField


class ConflictForm(GovukForm):
    reason = forms.CharField(
        label="What is your interest?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Enter what your interest is"},
    )
    govuk = {
        "reason": {
            "hint": "For example, you worked for this authority, or know the provider. The case is shut to you at once "
            "and somebody else takes it. Only a lead can open it to you again.",
            "seen_by": STAFF_SEE,
            "called": "Your interest",
            "rows": 3,
        }
    }


class HoldForm(GovukForm):
    # What the page was for, so that a second press does not undo the first.
    lifts = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=2_000, error_messages={"required": "Enter why"}
    )
    govuk = {
        "reason": {
            "hint": "While there is a legal hold, nothing of the case or its complaint can be erased.",
            "seen_by": STAFF_SEE,
            "called": "The reason",
            "rows": 3,
        }
    }


class LiftForm(GovukForm):
    user = ColleagueField(
        label="Whose conflict of interest?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select whose conflict of interest is lifted"},
    )
    reason = forms.CharField(
        label="Why is there none?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Enter why there is no conflict of interest"},
    )
    govuk = {"reason": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3}}

    def __init__(self, data: Any = None, *, users: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class _ColleaguesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, colleague: User) -> str:
        return f"{colleague} ({colleague.get_role_display().lower()})"


class ReadersForm(GovukForm):
    readers = forms.ChoiceField(
        label="Who may read what was complained of?",
        choices=Readers,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who may read it"},
    )
    named = _ColleaguesField(
        label="Who is named?",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="Why? (optional)", widget=forms.Textarea, max_length=2_000, required=False)
    govuk = {
        "readers": {"reveals": {Readers.RESTRICTED: ["named"]}},
        "named": {
            "hint": "You too, if you are to read it: whoever is not named is shut out at once. Unless its owner is a "
            "lead, name at least one: otherwise nobody could release its letters."
        },
        "reason": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3},
    }

    def __init__(self, data: Any = None, *, case: Case, colleagues: QuerySet[User]) -> None:
        named = case.standings.filter(kind=Standing.Kind.NAMED).values_list("user", flat=True)
        super().__init__(data, initial={"readers": case.readers, "named": list(named)})
        self.fields["named"].queryset = colleagues  # type: ignore[attr-defined]
