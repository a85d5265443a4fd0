"""Forms of tasks and of their templates."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from investigations.models import Task, TaskTemplate
from mysteryshopper.govuk.forms import GovukDateField, GovukForm
from mysteryshopper.staff.models import User

_STAFF_SEE = "Who sees this: investigators and leads who may open the case. Never the provider or the authority."


def _due() -> GovukDateField:
    return GovukDateField(label="When is it due? (optional)", called="The day on which it is due", required=False)


class TaskForm(GovukForm):
    text = forms.CharField(
        label="What has to be done?", max_length=Task.LONGEST, error_messages={"required": "Enter what has to be done"}
    )
    due_on = _due()
    for_user = forms.ModelChoiceField(
        label="Who does it?", queryset=User.objects.none(), required=False, empty_label="Whoever owns the case"
    )
    govuk = {"text": {"seen_by": _STAFF_SEE, "called": "The task"}}

    def __init__(self, data: Any = None, *, readers: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["for_user"].queryset = readers  # type: ignore[attr-defined]


class AddAllForm(GovukForm):
    template = forms.ModelChoiceField(
        label="Which template?",
        queryset=TaskTemplate.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a template"},
    )
    due_on = _due()
    govuk = {"due_on": {"hint": "All its tasks are due on this day, and for whoever owns the case."}}


class TemplateForm(GovukForm):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, error_messages={"required": "Open this page again"}
    )
    name = forms.CharField(label="Name", max_length=60, error_messages={"required": "Enter a name"})
    lines = forms.CharField(
        label="Tasks",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter at least one task"},
    )
    govuk = {
        "lines": {
            "hint": "One on each line, in the order in which they are done. Nothing that is about one case.",
            "rows": 10,
        }
    }

    def clean_lines(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > TaskTemplate.MOST_LINES:
            raise forms.ValidationError(f"Enter {TaskTemplate.MOST_LINES} tasks or fewer")
        if any(len(line) > Task.LONGEST for line in lines):
            raise forms.ValidationError(f"Each task must be {Task.LONGEST} characters or fewer")
        return lines
