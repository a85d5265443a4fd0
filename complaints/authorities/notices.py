"""Recognising a notice in what somebody pasted: an address, a notice number, an ocid."""

import re

from django.db.models import Q

from complaints.models import Notice

_LONGEST_TEXT = 2000
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_OCID = re.compile(rf"\bocds-[a-z0-9]{{6}}-(?:{_UUID}|[a-z0-9]+)\b", re.IGNORECASE)
# The address of a notice holds its number: /Notice/1a2b… on Contracts Finder, /Notice/012345-2025 on Find a Tender.
_NUMBER = re.compile(rf"(?<![\w-])({_UUID}|\d{{6}}-20\d\d)(?![\w-])", re.IGNORECASE)
# Find a Tender prints the number 012345-2025 as 2025/S 000-012345.
_PRINTED = re.compile(r"\b(20\d\d)/S ?000-(\d{6})\b", re.IGNORECASE)


def find(text: str) -> Notice | None:
    """The notice that the text names, or None: also when it fits the notices of several buyers."""
    ocid, numbers = ocid_in(text), _numbers_in(text)
    if not (ocid or numbers):
        return None
    found = Notice.objects.filter(Q(number__in=numbers) | Q(ocid__in=[ocid] if ocid else []))[:2]
    return found[0] if len(found) == 1 else None


def ocid_in(text: str) -> str | None:
    """The first ocid in the text, in lower case, as Contracts Finder and Find a Tender write it."""
    found = _OCID.search(text[:_LONGEST_TEXT])
    return found[0].lower() if found else None


def _numbers_in(text: str) -> list[str]:
    text = text[:_LONGEST_TEXT]
    printed = [f"{number}-{year}" for year, number in _PRINTED.findall(text)]
    return [number.lower() for number in _NUMBER.findall(text)] + printed
