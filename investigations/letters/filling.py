"""The fields of a template, and a template filled in. Pure: words in, words out."""

import re
from collections.abc import Mapping

# What a template may ask for, and what it then says.
FIELDS = {
    "reference": "The reference of the case",
    "authority": "The name of the authority",
    "contact": "To whom the letter goes",
    "subject": "What the complaint is about, as it is coded",
    "procurement": "Which procurement it is about, as its notice says",
    "grounds": "The grounds, one a line, as they are coded",
    "findings": "What we found, ground by ground",
    "recommendations": "What we recommend, with its number and day",
    "answer_by": "The day by which we ask for an answer",
    "page_address": "The address of the page on which the authority answers",
}
# Made up, to look at a template with.
EXAMPLES = {
    "reference": "MS-0000-0000-0",
    "authority": "Example Council",
    "contact": "Example Contact",
    "subject": "Time to bid was too short",
    "procurement": "Cleaning of schools (ocds-0000)",
    "grounds": "1. Time to bid was too short\n2. No reasons were given",
    "findings": "1. Time to bid was too short: upheld. Bidders had 5 days.\n2. No reasons were given: not upheld.",
    "recommendations": "1. Give bidders at least 10 days. (by 1 April 2030)",
    "answer_by": "15 March 2030",
    "page_address": "https://shopper.example/authority/",
}
# Filled in on the day on which the letter leaves.
LATE = frozenset({"answer_by"})
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_OPTIONAL = "[?]"


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no field, in the order of the text."""
    return [name for name in _FIELD.findall(text) if name not in FIELDS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """With each field as its value says. A value is text, whatever is in it: braces in it are not filled again."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def paragraphs(body: str) -> list[tuple[bool, str]]:
    """Each paragraph, and whether it may be left out."""
    found = (part.strip() for part in re.split(r"\n\s*\n", body))
    return [(part.startswith(_OPTIONAL), part.removeprefix(_OPTIONAL).strip()) for part in found if part]


def begun(body: str, values: Mapping[str, str]) -> str:
    """The text with which a letter begins. Paragraphs that may be left out stand in it still marked."""
    marked = (f"{_OPTIONAL} {text}" if is_optional else text for is_optional, text in paragraphs(body))
    return filled("\n\n".join(marked), values)


def greeting(body: str, before: str, now: str) -> str:
    """The letter goes to somebody else: it greets them, where it greeted the one before."""
    was = f"Dear {before}"
    rest = body.removeprefix(was)
    return f"Dear {now}{rest}" if rest != body and rest[:1] in ("", "\n", ",") else body


def is_undecided(body: str) -> bool:
    """Whether a paragraph is still marked as one that may be left out, or a field is not filled in."""
    return any(is_optional for is_optional, _ in paragraphs(body)) or bool(
        set(_FIELD.findall(body)) & (set(FIELDS) - LATE)
    )
