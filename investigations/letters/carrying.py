"""What a letter brings to the authority: its words, and the recommendations that stand in it.

A letter of findings is written from what stands in the case, and the case can be changed while the letter is written
or waits for its release. What the authority reads in the letter, what its page shows it and what we hold must be the
same. So nobody asks for such a letter, or releases it, while it says otherwise than the case: whoever wrote it changes
it, or the case, and asks again. Sending what is in the letter and marking just that would leave a case whose
recommendations are sent and are not; changing the letter by ourselves would release what nobody has read."""

import re

from investigations.casework.grounds import CaseGround, grounds_of
from investigations.clocks.keeping import in_words
from investigations.lifecycle import Conflict, State
from investigations.models import Letter, LetterKind, Recommendation, Verdict

UNDECIDED = "not decided yet"


def recommendation_line(one: Recommendation) -> str:
    """As a letter tells it."""
    return f"{one.number}. {one.text}{_by(one)}"


def finding_line(ground: CaseGround) -> str:
    """As a letter tells it: the reason too."""
    found = ground.finding
    return f"{ground.number}. {ground}: " + (f"{_verdict(found.verdict)}. {found.text}" if found else UNDECIDED)


def recommendations_in(letter: Letter) -> list[Recommendation]:
    """Those that are not sent yet, and that a letter of findings tells word for word, under their number."""
    return [one for one in _not_sent(letter) if _tells(letter.body, one)]


def left_out(letter: Letter) -> list[Recommendation]:
    """Those that are not sent yet, and that it does not tell as they stand."""
    return [one for one in _not_sent(letter) if not _tells(letter.body, one)]


def check_says_what_stands(letter: Letter) -> None:
    """Raises Conflict for a letter of findings that says otherwise than the case does now."""
    if letter.kind != LetterKind.FINDINGS:
        return
    for one in left_out(letter):
        raise Conflict(
            f"The letter does not have {str(one).lower()} as it stands now: “{recommendation_line(one)}”. It goes with "
            "each one that is not sent yet, word for word, in a line of its own. Change the letter, or take the "
            "recommendation away."
        )
    for ground in grounds_of(letter.case):
        says, found = _verdict_in(letter.body, ground), ground.finding
        now = _verdict(found.verdict) if found else UNDECIDED
        if says and says != now:
            raise Conflict(f"The letter says of ground {ground.number} “{says}”. In the case it is “{now}” now.")


def reworded(letter: Letter) -> list[CaseGround]:
    """Grounds of which a letter of findings has another reason than the case: reworded for it, or old."""
    if letter.kind != LetterKind.FINDINGS:
        return []
    body = _flat(letter.body)
    return [one for one in grounds_of(letter.case) if one.finding and _flat(one.finding.text) not in body]


def texts_of(letter: Letter) -> list[str]:
    """All that the leak check reads before it leaves: everything but the copies that go with it."""
    with_it = letter.recommendations.all() if letter.released_at else recommendations_in(letter)
    return [letter.words, *(one.owner for one in with_it if one.owner)]


def _not_sent(letter: Letter) -> list[Recommendation]:
    if letter.kind != LetterKind.FINDINGS:
        return []
    return list(letter.case.recommendations.filter(state=State.PROPOSED))


def _tells(body: str, one: Recommendation) -> bool:
    """A line begins with its number and its words, and goes on with nothing but its day in brackets."""
    words = r"\s+".join(map(re.escape, one.text.split()))
    by = rf"({re.escape(_by(one).strip())})?" if one.due_on else ""
    return re.search(rf"^[ \t]*{one.number}\.\s+{words}[ \t]*{by}[ \t]*$", body, re.MULTILINE) is not None


def _verdict_in(body: str, ground: CaseGround) -> str:
    """What a line says that begins as ours do. Empty: there is none, or it was put in other words."""
    known = "|".join(re.escape(_verdict(one)) for one in Verdict) + f"|{UNDECIDED}"
    label = r"\s+".join(map(re.escape, str(ground).split()))
    line = re.search(rf"^[ \t]*{ground.number}\.\s+{label}:\s+({known})\b", body, re.MULTILINE | re.IGNORECASE)
    return _flat(line[1]) if line else ""


def _verdict(verdict: str) -> str:
    return Verdict(verdict).label.lower()


def _by(one: Recommendation) -> str:
    return f" (by {in_words(one.due_on)})" if one.due_on else ""


def _flat(text: str) -> str:
    return " ".join(text.split()).lower()
