"""Forms of the verbs on one case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from complaints import scope
from complaints.tracking.writing import LONGEST
from investigations.checklists.reading import how_many_left
from investigations.deadlines import Basis
from investigations.lifecycle import MOVES, Status
from investigations.models import Case, Outcome
from investigations.reaching import SAYS_TOLD, Reached
from investigations.reaching_forms import FIELDS, ReachedForm
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

from .agreeing import disagreement, needs_findings
from .closing import letters_on_their_way, states_of, verdicts_of, what_is_missing

STAFF_SEE = "Who sees this: investigators and leads who may open the case. Never the provider or the authority."
_TELLS = "The provider gets an email that there is news, and reads where the complaint stands."
_OUTCOME_HINTS = {
    Outcome.CHANGED_LIVE: "Counts as process changed.",
    Outcome.CHANGED_FUTURE: "Counts as process changed.",
    Outcome.PAID: "Does not count as process changed. It is shown beside it.",
}


class ColleagueField(forms.ModelChoiceField):
    """One of the staff, by name and role; of whoever has left, that they have."""

    def label_from_instance(self, colleague: User) -> str:
        role = colleague.get_role_display().lower() if colleague.is_active else "account shut"
        return f"{colleague} ({role})"


class NoteForm(GovukForm):
    text = forms.CharField(
        label="Note", widget=forms.Textarea, max_length=10_000, error_messages={"required": "Enter a note"}
    )
    mention = ColleagueField(
        label="Mention a colleague (optional)", queryset=User.objects.none(), required=False, empty_label="Nobody"
    )
    govuk = {
        "text": {"seen_by": STAFF_SEE},
        "mention": {
            "hint": "They get an email with the reference only, and see it in their queue. They can read the note when "
            "they may read the case."
        },
    }

    def __init__(self, data: Any = None, *, colleagues: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["mention"].queryset = colleagues  # type: ignore[attr-defined]


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


class MoveForm(ReachedForm):
    """Where the provider is then told that we told the authority, it is asked how that was done."""

    seen = forms.ChoiceField(
        choices=Status, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    status = forms.ChoiceField(
        label="Where does the case go next?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the case goes next"},
    )
    basis = forms.ChoiceField(
        label="On what basis do we ask the authority?",
        choices=Basis,
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(label="Note (optional)", widget=forms.Textarea, max_length=10_000, required=False)
    field_order = ["seen", "status", "basis", *FIELDS, "note"]
    govuk = {
        **ReachedForm.govuk,
        "status": {"hint": _TELLS, "reveals": {Status.ASKED.value: "basis"}},
        "basis": {
            "item_hints": {
                Basis.COOPERATION.value: "The usual way. It has about two weeks.",
                Basis.NOTICE.value: "By law it has 30 calendar days.",
            }
        },
        "note": {"seen_by": STAFF_SEE, "called": "Note", "rows": 3},
    }

    def __init__(self, *args: Any, status: Status, case: Case, **kwargs: Any) -> None:
        """`status`: the one the case had when the page was opened."""
        super().__init__(*args, initial={"seen": status.value}, **kwargs)
        nexts = [new for new in Status if new in MOVES[status] and new != Status.CLOSED]
        self.fields["status"].choices = [(new.value, new.label) for new in nexts]  # type: ignore[attr-defined]
        self.says_told = bool(SAYS_TOLD & set(nexts))
        self.not_before(case.received_on)
        if not self.says_told:
            for name in FIELDS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("status") == Status.ASKED and not clean.get("basis") and "basis" not in self.errors:
            self.add_error("basis", "Select on what basis we ask the authority")
        clean["reached"] = self._reached(clean)
        return clean

    def _reached(self, clean: dict[str, Any]) -> Reached | None:
        return self.reached if all(clean.get(name) for name in FIELDS) else None


class CloseForm(GovukForm):
    """Asks why when the outcome is not the one that findings and answers suggest: once it has been chosen."""

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
    signpost = forms.ChoiceField(
        label="Who may help the provider instead?",
        choices=[(key, f"{rule.reason} {rule.signpost}") for key, rule in scope.BY_KEY.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    despite = forms.CharField(
        label="Why is this the outcome all the same?", widget=forms.Textarea, max_length=2_000, required=False
    )
    govuk = {
        "outcome": {
            "item_hints": _OUTCOME_HINTS,
            "hint": f"A case closes with exactly one outcome. {_TELLS}",
            "reveals": {Outcome.OUT_OF_SCOPE: "signpost"},
        },
        "signpost": {"hint": "The provider reads this.", "small": True},
        "note": {"seen_by": STAFF_SEE, "called": "The reason"},
        "despite": {"seen_by": STAFF_SEE, "called": "The reason", "rows": 3},
    }

    def __init__(self, data: Any = None, *, case: Case, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.tasks_left = how_many_left(case)
        self.missing, self.on_their_way = what_is_missing(case), letters_on_their_way(case)
        self._has_provider = case.complaint is not None
        chosen = self["outcome"].value()
        self.surprise = _surprise(case, Outcome(chosen)) if chosen in Outcome.values else ""
        if not self.surprise:
            del self.fields["despite"]
        if not self._has_provider:
            del self.fields["signpost"]
            self.govuk = {**self.govuk, "outcome": {**self.govuk["outcome"], "reveals": {}}}

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        outcome = clean.get("outcome")
        if outcome and self.on_their_way:
            self.add_error("outcome", "Wait until the letter is sent, or take it back")
        elif outcome and needs_findings(Outcome(outcome)) and self.missing:
            self.add_error("outcome", "Do what is left to do, or choose out of scope or withdrawn")
        elif self.surprise and not clean.get("despite") and "despite" not in self.errors:
            self.add_error("despite", f"Enter why: {self.surprise}")
        if outcome == Outcome.OUT_OF_SCOPE and self._has_provider and not clean.get("signpost"):
            self.add_error("signpost", "Select who may help the provider instead")
        return clean


def _surprise(case: Case, outcome: Outcome) -> str:
    return disagreement(outcome, verdicts_of(case), states_of(case))


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
            "seen_by": STAFF_SEE,
            "called": "The reason",
        }
    }
