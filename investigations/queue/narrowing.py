"""The form of the filters: one that isn't there, or that would give a provider away, is a named error."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from investigations.models import Outcome
from mysteryshopper.govuk.dates import BOXES
from mysteryshopper.govuk.forms import GovukDateWidget, GovukForm

from .searching import MOST_TERMS, read

# In the address of a list, but no filters.
_BESIDE = frozenset({"page"})


class NarrowingForm(GovukForm):
    """`works_queue`: whoever asks may know of each case what kind of provider it is about."""

    govuk = {
        "q": {"hint": "A reference, an authority, or words"},
        "authority": {"hint": "Any name it goes by, or part of one", "spellcheck": False},
        "tag": {"hint": "As it stands on a case", "spellcheck": False},
        "received_from": {"hint": "For example, 27 3 2026"},
        "received_to": {"hint": "For example, 27 3 2026"},
        "due_before": {"hint": "For example, 27 3 2026"},
    }

    def __init__(self, *args: Any, works_queue: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.works_queue = works_queue

    def parameters(self, name: str) -> list[str]:
        """Those in which a field stands in the address: a date has three."""
        is_date = isinstance(self.fields[name].widget, GovukDateWidget)
        return [f"{name}-{box}" for box in BOXES] if is_date else [name]

    def chosen(self) -> Iterator[tuple[str, Any]]:
        """Name and value of what the list is narrowed to. Of a form that is valid."""
        return ((name, value) for name, value in self.cleaned_data.items() if value not in (None, ""))

    def query(self) -> str:
        """The address of the list, and nothing else that was in it. Of a form that is valid."""
        kept = QueryDict(mutable=True)
        for name, _ in self.chosen():
            for parameter in self.parameters(name):
                kept[parameter] = self.data[parameter]
        return kept.urlencode()

    def clean_q(self) -> str:
        if sum(map(len, read(self.cleaned_data["q"]))) > MOST_TERMS:
            raise ValidationError(f"Search for {MOST_TERMS} words or fewer")
        return self.cleaned_data["q"]

    def clean(self) -> dict[str, Any]:
        known = {parameter for name in self.fields for parameter in self.parameters(name)} | _BESIDE
        for name in sorted(self.data.keys() - known):
            self.add_error(None, f"You can’t filter by “{name[:40]}”. Choose from the filters below")
        self._check_days()
        self._check_provider()
        return self.cleaned_data

    def _check_days(self) -> None:
        first, last = self.cleaned_data.get("received_from"), self.cleaned_data.get("received_to")
        if first and last and first > last:
            message = "“Received to” must be the same day as “Received from”, or later"
            self.add_error("received_to", ValidationError(message, params={"boxes": BOXES}))

    def _check_provider(self) -> None:
        """For officials the provider stands with what a figure counts, and nothing narrower: docs/decisions."""
        if self.works_queue or not self.cleaned_data.get("provider"):
            return
        others = {name for name, _ in self.chosen()} - {"provider"}
        if others <= {"counted"} or (others == {"outcome"} and self.cleaned_data["outcome"] == Outcome.PAID):
            return
        self.add_error("provider", "Remove the other filters, or this one: together they would say who complained")
