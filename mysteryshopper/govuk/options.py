"""How one field of a form is to be asked: what the field itself does not know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

# Translatable words are not yet a string.
Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Options:
    """The entry of a field in a form's `govuk` dictionary."""

    # Help below the label. Without it the field's help_text.
    hint: Words = ""
    # Who can see the answer: one sentence, on a line of its own at the end of the hint.
    seen_by: Words = ""
    # What messages call the answer: "Email address" in "Email address must be 100 characters or fewer".
    called: Words = ""
    size: Literal["", "s", "m", "l", "xl"] = "s"
    # The label is the page's h1.
    page_heading: bool = False
    # A legend over a single checkbox, which otherwise has its label only.
    legend: Words = ""
    classes: str = ""
    # Room for so many characters: 2, 3, 4, 5, 10, 20 or 30.
    width: int | None = None
    autocomplete: str = ""
    autocapitalize: str = ""
    inputmode: str = ""
    spellcheck: bool | None = None
    prefix: Words = ""
    suffix: Words = ""
    rows: int | None = None
    # Radios beside each other; radios or checkboxes in the small size.
    inline: bool = False
    small: bool = False
    # All by choice value: help below the item, "or" above it, the fields that appear when it is chosen.
    item_hints: Mapping[str, Words] = field(default_factory=dict)
    dividers: Mapping[str, Words] = field(default_factory=dict)
    reveals: Mapping[str, str | list[str]] = field(default_factory=dict)
    # Further HTML attributes of the input.
    attributes: Mapping[str, str] = field(default_factory=dict)

    def revealed_by(self, value: str) -> list[str]:
        names = self.reveals.get(value, [])
        return [names] if isinstance(names, str) else names


def options(form: object, name: str) -> Options:
    """Those of one field. A misspelt option is a TypeError."""
    given: Mapping[str, Any] = getattr(form, "govuk", {}).get(name, {})
    return Options(**given)
