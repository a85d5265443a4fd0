"""What a letter brings to the authority: its words, and the recommendations that stand in it."""

import re

from investigations.lifecycle import State
from investigations.models import Letter, LetterKind, Recommendation


def recommendations_in(letter: Letter) -> list[Recommendation]:
    """Those of the case that are not sent yet and that a letter of findings tells, word for word, under their number.

    One that was taken out of the letter, or put in other words there, is not: the authority’s page shows what stands
    in the row, so that has to be what it was sent."""
    if letter.kind != LetterKind.FINDINGS:
        return []
    proposed = letter.case.recommendations.filter(state=State.PROPOSED)
    return [one for one in proposed if _tells(letter.body, one)]


def _tells(body: str, one: Recommendation) -> bool:
    """A line begins with its number and its words, and goes on with nothing but the day in brackets."""
    words = r"\s+".join(map(re.escape, one.text.split()))
    return re.search(rf"^[ \t]*{one.number}\.\s+{words}[ \t]*(\(by [^()\n]*\))?[ \t]*$", body, re.MULTILINE) is not None


def texts_of(letter: Letter) -> list[str]:
    """All that the leak check reads before it leaves: everything but the copies that go with it."""
    with_it = letter.recommendations.all() if letter.released_at else recommendations_in(letter)
    return [letter.words, *(one.owner for one in with_it if one.owner)]
