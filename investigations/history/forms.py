"""Forms for imported history. `seen`: what was there when the form was opened, so that two people don't overwrite
each other."""

from typing import Any

from django import forms

from investigations.models import CHANGED, Outcome
from mysteryshopper.govuk.forms import GovukForm

_HINTS = dict.fromkeys(CHANGED, "Counts as process changed.") | {
    Outcome.PAID: "Does not count as process changed. It is shown beside it.",
    Outcome.UNCODED: "Counts in no rate.",
}


class CodeForm(GovukForm):
    seen = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Which outcome does the text say?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which outcome the text says"},
    )
    note = forms.CharField(label="Note (optional)", max_length=1000, widget=forms.Textarea, required=False)
    govuk = {"outcome": {"item_hints": _HINTS}, "note": {"called": "Note", "rows": 3}}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") and said["outcome"] == said.get("seen"):
            self.add_error("outcome", "Choose another outcome, or go back: the case is coded like this already")
        return said


class SearchForm(GovukForm):
    q = forms.CharField(label="Search the list of authorities", max_length=300, required=False)
    govuk = {"q": {"spellcheck": False}}


class MatchForm(GovukForm):
    seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    authority = forms.ChoiceField(
        label="Which authority is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which authority it is"},
    )

    def __init__(self, *args: Any, found: list[tuple[str, str, str]], **kwargs: Any) -> None:
        """`found`: value, name and hint of each authority to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [(value, name) for value, name, _hint in found]  # type: ignore[attr-defined]
        self.govuk = {"authority": {"item_hints": {value: hint for value, _name, hint in found if hint}}}
