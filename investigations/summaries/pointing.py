"""What in a summary may point to a supplier without naming it: days, amounts, how many took part. Pure.

Nothing is held for it: whether it points to anybody is for who writes and who approves to say."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a (?:single|few|handful of))"
_WHO = (
    r"(?:bidders?|bids?|tenderers?|tenders?|suppliers?|providers?|contractors?|firms?|companies|company|charit(?:y|ies)|"
    r"organisations?|quotes?|quotations?|submissions?|applicants?|of (?:us|them))"
)
_KINDS = {
    "a day": rf"\b{_DAY}(?: of)? {_MONTH}\b(?:,? \d{{4}})?|\b{_MONTH} {_DAY}\b(?:,? \d{{4}})?|\b{_MONTH} \d{{4}}\b|"
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b",
    "an amount": r"£ ?\d[\d,.]*\d?(?: ?(?:k|m|bn|thousand|million|billion)\b)?|"
    r"\b\d[\d,.]*(?: (?:thousand|million|billion))? ?(?:pounds|gbp)\b",
    "a number of suppliers": rf"\b{_NUMBER} (?:[a-z-]+ ){{0,2}}?{_WHO}\b|\b(?:only|sole|other) {_WHO}\b",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}


class Points(NamedTuple):
    """`kind` in words, with its article."""

    text: str
    kind: str


def pointing(text: str) -> list[Points]:
    """Each once, in the order of the text."""
    found = sorted(_found(text))
    return list(dict.fromkeys(points for _, points in found))


def _found(text: str) -> Iterator[tuple[int, Points]]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield match.start(), Points(" ".join(match[0].split()), kind)
