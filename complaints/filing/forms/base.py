"""What every page of a complaint has in common."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise

from mysteryshopper.govuk.dates import BOXES
from mysteryshopper.govuk.forms import GovukDateField, GovukForm

Answers = Mapping[str, Mapping[str, Any]]


class PageForm(GovukForm):
    """One page. `title` is its heading; `answers` are those of all pages so far, by page."""

    title: ClassVar[str | Promise]
    # On pages that can be given again: what the button for one more says, and the heading of one of several.
    another: ClassVar[str | Promise] = ""
    numbered: ClassVar[str | Promise] = ""

    def __init__(self, data: Mapping[str, Any] | None = None, *, answers: Answers, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.answers = answers

    def typed(self) -> dict[str, Any]:
        """What was typed into its fields, boxes of a date included, and nothing else that was sent along."""
        dates = [name for name, field in self.fields.items() if isinstance(field, GovukDateField)]
        inputs = [*self.fields, *(f"{name}-{box}" for name in dates for box in BOXES)]
        return {name: self._typed(name) for name in inputs if name in self.data}

    def _typed(self, name: str) -> Any:
        is_list = isinstance(self.fields.get(name), forms.MultipleChoiceField)
        return self.data.getlist(name) if is_list and isinstance(self.data, QueryDict) else self.data[name]
