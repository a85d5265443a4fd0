"""Forms of the templates that letters begin with."""

from typing import Any

from django import forms

from investigations.colliding import Sides, differing
from investigations.models import LetterKind, LetterTemplate
from mysteryshopper.govuk.forms import GovukForm

from .filling import FIELDS, unknown_fields
from .forms import LONGEST

_FIELDS_ARE = "These are filled in: " + ", ".join(f"{{{name}}}" for name in FIELDS) + "."


class TemplateForm(GovukForm):
    # The version that the page showed.
    seen = forms.IntegerField(
        min_value=1, max_value=2**15 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter a name"})
    subject = forms.CharField(label="Subject", max_length=200, error_messages={"required": "Enter a subject"})
    body = forms.CharField(
        label="Text", widget=forms.Textarea, max_length=LONGEST, error_messages={"required": "Enter the text"}
    )
    needs_release = forms.BooleanField(label="A second person has to release it", required=False)
    is_retired = forms.BooleanField(label="Not in use any more", required=False)
    govuk = {
        "body": {
            "hint": f"{_FIELDS_ARE} A paragraph that begins with [?] may be left out of a letter.",
            "rows": 24,
        }
    }

    def clean_subject(self) -> str:
        return self._with_known_fields("subject")

    def clean_body(self) -> str:
        return self._with_known_fields("body")

    def _with_known_fields(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if unknown := unknown_fields(text):
            raise forms.ValidationError(f"There is no field {{{unknown[0][:40]}}}. {_FIELDS_ARE}".rstrip("."))
        return text


def template_sides(theirs: LetterTemplate, mine: dict[str, Any]) -> list[Sides]:
    """Each text that the two have made different."""
    labels = {"name": "Name", "subject": "Subject", "body": "Text"}
    return differing([(label, getattr(theirs, name), mine[name]) for name, label in labels.items()])


class NewTemplateForm(TemplateForm):
    kind = forms.ChoiceField(
        label="For what?",
        choices=LetterKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select for what it is", "invalid_choice": "Select for what it is"},
    )
    seen = None  # type: ignore[assignment]  # there is nothing before it
    is_retired = None  # type: ignore[assignment]
    field_order = ("name", "kind")
