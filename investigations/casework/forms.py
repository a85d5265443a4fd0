"""Forms of the verbs on one case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints.tracking.writing import LONGEST
from investigations.lifecycle import MOVES, Status
from investigations.models import Case, Outcome, Readers, Standing
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

_STAFF_SEE = "Who sees this: investigators and leads who may open the case. Never the provider or the authority."
_TELLS = "The provider gets an email that there is news, and reads where the complaint stands."
_OUTCOME_HINTS = {
    Outcome.CHANGED_LIVE: "Counts as process changed.",
    Outcome.CHANGED_FUTURE: "Counts as process changed.",
    Outcome.PAID: "Does not count as process changed. It is shown beside it.",
}


class NoteForm(GovukForm):
    text = forms.CharField(
        label="Note", widget=forms.Textarea, max_length=10_000, error_messages={"required": "Enter a note"}
    )
    govuk = {"text": {"seen_by": _STAFF_SEE}}


class WriteForm(GovukForm):
    text = forms.CharField(
        label="Message",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter a message"},
    )
    govuk = {
        "text": {
            "hint": "The provider gets an email that there is news, and reads this on their page without your name.",
            "seen_by": "Only the provider sees this. It can’t be sent to the authority.",
        }
    }


class MoveForm(GovukForm):
    seen = forms.ChoiceField(
        choices=Status, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    status = forms.ChoiceField(
        label="Where does the case go next?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the case goes next"},
    )
    note = forms.CharField(label="Note (optional)", widget=forms.Textarea, max_length=10_000, required=False)
    govuk = {
        "status": {"hint": _TELLS},
        "note": {"seen_by": _STAFF_SEE, "called": "Note", "rows": 3},
    }

    def __init__(self, *args: Any, status: Status, **kwargs: Any) -> None:
        """`status`: the one the case had when the page was opened."""
        super().__init__(*args, initial={"seen": status.value}, **kwargs)
        nexts = [new for new in Status if new in MOVES[status] and new != Status.CLOSED]
        self.fields["status"].choices = [(new.value, new.label) for new in nexts]  # type: ignore[attr-defined]


class CloseForm(GovukForm):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[(outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.UNCODED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    note = forms.CharField(
        label="Why this outcome?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter why you chose this outcome"},
    )
    govuk = {
        "outcome": {"item_hints": _OUTCOME_HINTS, "hint": f"A case closes with exactly one outcome. {_TELLS}"},
        "note": {"seen_by": _STAFF_SEE, "called": "The reason"},
    }


class ReopenForm(GovukForm):
    note = forms.CharField(
        label="Why is the case opened again?",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter why the case is opened again"},
    )
    govuk = {
        "note": {
            "hint": "Its outcome is taken back, and the figures move. The provider is told that it is open again.",
            "seen_by": _STAFF_SEE,
            "called": "The reason",
        }
    }


class _ColleagueField(forms.ModelChoiceField):
    """One of the staff, by name and role."""

    def label_from_instance(self, colleague: User) -> str:
        return f"{colleague} ({colleague.get_role_display().lower()})"


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea, max_length=2_000, required=False)


class HandOverForm(GovukForm):
    to = _ColleagueField(
        label="Who takes the case?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select who takes the case"},
    )
    note = _reason("What should they know? (optional)")
    govuk = {"note": {"seen_by": _STAFF_SEE, "called": "The note", "rows": 3}}

    def __init__(self, data: Any = None, *, colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class GiveBackForm(GovukForm):
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3}}


class PassOnForm(GovukForm):
    leaver = _ColleagueField(
        label="Whose cases?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select whose cases you pass on"},
    )
    to = _ColleagueField(
        label="Who takes them?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label="Nobody: back to the queue",
    )
    note = _reason("Why? (optional)")
    govuk = {"note": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3}}

    def __init__(self, data: Any = None, *, owners: QuerySet[User], colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["leaver"].queryset = owners  # type: ignore[attr-defined]
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("leaver") and clean.get("leaver") == clean.get("to"):
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
            "seen_by": _STAFF_SEE,
            "called": "Your interest",
            "rows": 3,
        }
    }


class LiftForm(GovukForm):
    user = _ColleagueField(
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
    govuk = {"reason": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3}}

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
        label="Who is named? (optional)",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = _reason("Why? (optional)")
    govuk = {
        "readers": {"reveals": {Readers.RESTRICTED: ["named"]}},
        "named": {"hint": "You too, if you are to read it."},
        "reason": {"seen_by": _STAFF_SEE, "called": "The reason", "rows": 3},
    }

    def __init__(self, data: Any = None, *, case: Case, colleagues: QuerySet[User]) -> None:
        named = case.standings.filter(kind=Standing.Kind.NAMED).values_list("user", flat=True)
        super().__init__(data, initial={"readers": case.readers, "named": list(named)})
        self.fields["named"].queryset = colleagues  # type: ignore[attr-defined]
