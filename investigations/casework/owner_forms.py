"""Forms of whose a case is, who may read it, and of several cases at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from investigations.models import BulkAction, Case, Readers, Standing
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

from .bulk import Asked
from .forms import STAFF_SEE, ColleagueField


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=2_000, required=False)


class HandOverForm(GovukForm):
    to = ColleagueField(
        label="Who takes the case?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select who takes the case"},
    )
    note = _reason("What should they know? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The note", "rows": 3}}

    def __init__(self, data: Any = None, *, colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class GiveBackForm(GovukForm):
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3}}


class _OwnerField(ColleagueField):
    """One of `owning.owners`, with how many cases it is about."""

    def label_from_instance(self, owner: Any) -> str:
        many = f"{owner.open_cases} open case{'' if owner.open_cases == 1 else 's'}"
        return f"{super().label_from_instance(owner)}: {many}"


class PassOnForm(GovukForm):
    leaver = _OwnerField(
        label="Whose cases?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select whose cases you pass on"},
    )
    to = ColleagueField(
        label="Who takes them?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        # Radio buttons have no empty one otherwise.
        blank=True,
        empty_label="Nobody: back to the queue",
    )
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3}}

    def __init__(self, data: Any = None, *, owners: QuerySet[User], colleagues: QuerySet[User]) -> None:
        # Of nothing, “nobody” would be ticked before anybody chose.
        super().__init__(data, initial={"to": "to be chosen"})
        self.fields["leaver"].queryset = owners  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if "to" not in self.data:
            self.add_error("to", "Select who takes them, or nobody")
        elif clean.get("leaver") and clean.get("leaver") == clean.get("to"):
            self.add_error("to", "Select somebody else, or nobody")
        return clean


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


class PriorityForm(GovukForm):
    # What the page was for, so that a second press does not undo the first.
    goes = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=2_000, error_messages={"required": "Enter why"}
    )
    govuk = {
        "reason": {
            "hint": "Of the cases that are due on one day, those marked as priority come first.",
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
    reason = _reason("Why? (optional)")
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


class BulkForm(GovukForm):
    kind = forms.ChoiceField(
        label="What is to happen?",
        choices=BulkAction.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is to happen"},
    )
    to = ColleagueField(
        label="Who takes them?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
    )
    note = _reason("Comment (optional)")
    govuk = {
        "kind": {"reveals": {BulkAction.Kind.HAND_OVER: ["to"]}},
        "note": {"hint": "It stands in the history of each case.", "seen_by": STAFF_SEE, "rows": 3},
    }

    def __init__(self, data: Any, *, colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("kind") == BulkAction.Kind.HAND_OVER and not clean.get("to") and "to" not in self.errors:
            self.add_error("to", "Select who takes them")
        return clean

    def asked(self, by: User) -> Asked:
        """Of a form that is valid."""
        clean = self.cleaned_data
        return Asked(BulkAction.Kind(clean["kind"]), by=by, to=clean["to"], note=clean["note"])

    @property
    def cleaned(self) -> list[tuple[str, object]]:
        """Name and value of each answer, to be sent again."""
        return [(name, self[name].value() or "") for name in self.fields]

    @property
    def button(self) -> str:
        return BulkAction.Kind(self.cleaned_data["kind"]).label
