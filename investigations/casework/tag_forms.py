"""Forms of tags and links."""

from typing import Any

from django import forms

from complaints.reference import read_reference
from investigations.models import Case, CaseLink, CaseTag
from mysteryshopper.govuk.forms import GovukForm


class TagForm(GovukForm):
    name = forms.CharField(label="Tag", max_length=CaseTag.LONGEST, error_messages={"required": "Enter a tag"})
    govuk = {
        "name": {
            "hint": "A word by which to find cases of this kind again. Do not name anybody.",
            "seen_by": "Who sees this: all who work the queue.",
            "width": 20,
            "autocomplete": "off",
            "attributes": {"list": "tags-there-are"},
        }
    }

    def clean_name(self) -> str:
        name = CaseTag.normalised(self.cleaned_data["name"])
        if not any(letter.isalnum() for letter in name):
            raise forms.ValidationError("Enter a tag of letters or numbers")
        if len(name) > CaseTag.LONGEST:
            raise forms.ValidationError(f"Tag must be {CaseTag.LONGEST} characters or fewer")
        return name


class LinkForm(GovukForm):
    kind = forms.ChoiceField(
        label="How do they belong together?",
        choices=[("related", "This case is related to it"), ("duplicate", "This case is a duplicate of it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they belong together"},
    )
    other = forms.CharField(
        label="Reference of the other case",
        max_length=50,
        error_messages={"required": "Enter the reference of the other case"},
    )
    govuk = {
        "kind": {"hint": "Not because one provider may have made both complaints: a link would say so to all."},
        "other": {"hint": "For example, MS-7K3P-9QXD-T", "width": 20, "autocomplete": "off"},
    }

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self._case = case

    def clean_other(self) -> Case:
        other = Case.objects.filter(reference=read_reference(self.cleaned_data["other"])).first()
        if other is None:
            raise forms.ValidationError("There is no case with this reference. Check it")
        if other == self._case:
            raise forms.ValidationError("Enter the reference of another case, not of this one")
        return other

    def clean_kind(self) -> CaseLink.Kind:
        return CaseLink.Kind(self.cleaned_data["kind"])
