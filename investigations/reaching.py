"""How the authority was told something otherwise than by a letter of ours: what is written down of it."""

from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices

from investigations.clocks.keeping import in_words
from investigations.lifecycle import Status

# The provider is told that we have asked the authority, or told it what we found.
SAYS_TOLD = frozenset({Status.ASKED, Status.RECOMMENDED})


class Way(TextChoices):
    ELSEWHERE = "elsewhere", "By a letter or mail sent from elsewhere"
    TELEPHONE = "telephone", "By telephone"
    MEETING = "meeting", "In a meeting"


class Reached(NamedTuple):
    """`words`: to whom it was said, and what."""

    way: Way
    on: date
    words: str

    def __str__(self) -> str:
        return f"{self.way.label}, on {in_words(self.on)}. {self.words}"
