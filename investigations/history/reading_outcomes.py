"""Which coded outcome the text of a published case says, if it says one. Tables of phrases, no database.

It is strict on purpose. A phrase must say that something was done; where its clause has a word of denial or doubt
(“process was not changed”, “should have”, “said that”) it decides nothing, nor may another clause decide the same; and
phrases that disagree decide nothing. What is left open stays `uncoded` until a person codes it.
"""

import re
from functools import reduce

from investigations.models import CHANGED, Outcome

_TENDER = r"the (tender|procurement|competition)"
_IN_SCOPE = r"(scope|remit)"

PHRASES: list[tuple[str, Outcome]] = [
    (r"not upheld", Outcome.NOT_UPHELD),
    (r"(wholly|entirely) in the \w+[’']s favour", Outcome.NOT_UPHELD),
    (rf"(re-?advertised|re-?opened|re-?ran) {_TENDER}", Outcome.CHANGED_LIVE),
    (rf"opened {_TENDER} to", Outcome.CHANGED_LIVE),
    (r"(shortened|simplified) the (pqq|questionnaire|tender)", Outcome.CHANGED_LIVE),
    (r"(accepted|agreed)\b[^.;!?\n]{0,120}\band (removed|withdrew) it", Outcome.CHANGED_LIVE),
    (r"procedural change made", Outcome.CHANGED_FUTURE),
    (r"process (was )?(changed|strengthened|amended|improved)", Outcome.CHANGED_FUTURE),
    (r"(revised|altered|changed|amended) its (approach|process|procedures?|policy|practice)", Outcome.CHANGED_FUTURE),
    (r"(outstanding|overdue) (invoices?|payments?) (were |was )?(paid|made)", Outcome.PAID),
    (r"(rejected|refused|did not accept) the recommendations?", Outcome.REFUSED),
    (rf"(outside|out of) (our|the service[’']s) {_IN_SCOPE}", Outcome.OUT_OF_SCOPE),
    (rf"(case|complaint|concern|enquiry) (was )?(outside|out of) {_IN_SCOPE}", Outcome.OUT_OF_SCOPE),
    (r"(case|complaint|concern|enquiry) (was )?withdrawn by the (supplier|provider|complainant)", Outcome.WITHDRAWN),
]
_FOUND = [(re.compile(rf"\b{phrase}\b", re.IGNORECASE), outcome) for phrase, outcome in PHRASES]

# Denied, partly true, not yet true, or only what somebody says.
DOUBTS = (
    r"not|no|never|nor|none|nothing|neither|nobody|without|cannot|fail\w*|refus\w*|declin\w*|reject\w*|unable|"
    r"unwilling|instead|rather|only|some|partly|partial\w*|most|half|except|hardly|barely|scarcely|yet|until|"
    r"unless|if|whether|be|will|would|should|could|might|may|must|shall|ought|can|expect\w*|hope\w*|intend\w*|"
    r"plan\w*|propos\w*|promis\w*|consider\w*|recommend\w*|suggest\w*|ask\w*|request\w*|want\w*|urg\w*|"
    r"demand\w*|said|say\w*|claim\w*|alleg\w*|assert\w*|argu\w*|insist\w*|maintain\w*|believ\w*|appear\w*|"
    r"seem\w*|apparent\w*|disput\w*|deny|denied|denies"
)
_DOUBT = re.compile(rf"\b({DOUBTS})\b|n[’']t\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[;!?\n]|\.(?=\s|$)")


def outcome_in(text: str) -> Outcome:
    """The outcome that the text decides, or `uncoded`."""
    said, doubted = set[Outcome](), set[Outcome]()
    for clause in _CLAUSES.split(text):
        outcomes = {outcome for phrase, outcome in _FOUND if phrase.search(clause)}
        (doubted if _DOUBT.search(_without_phrases(clause)) else said).update(outcomes)
    if len(said & CHANGED) == 1:
        said.discard(Outcome.PAID)  # a change of process counts as one even where money was released too
    return said.pop() if len(said) == 1 and not said & doubted else Outcome.UNCODED


def _without_phrases(clause: str) -> str:
    """What stands around them: “not upheld” is no denial of itself."""
    return reduce(lambda text, phrase: phrase[0].sub("…", text), _FOUND, clause)
