"""The authority was told something otherwise than by a letter: as a value, and as somebody fills it in."""

from datetime import date

from investigations.reaching import Reached, Way

REACHED = Reached(Way.TELEPHONE, date(2026, 6, 1), "The head of buying: we asked for the scores.")
# On the day on which the tests’ clock begins.
TYPED = {
    "way": "telephone",
    "reached_on-day": "1",
    "reached_on-month": "6",
    "reached_on-year": "2026",
    "words": "The head of buying: we asked for the scores.",
}
