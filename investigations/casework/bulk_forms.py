"""The form of what is to happen to several cases at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from investigations.models import BulkAction
from mysteryshopper.govuk.forms import GovukForm
from mysteryshopper.staff.models import User

from .bulk import Asked
from .forms import STAFF_SEE, ColleagueField


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
    note = forms.CharField(label="Comment (optional)", widget=forms.Textarea, max_length=2_000, required=False)
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
