"""Which coded outcome the text of a published case says, if it says one. A table of phrases, no database.

It is strict on purpose: a phrase must say that something was done, and two phrases that disagree decide nothing.
What it leaves open stays `uncoded` until a person codes it.
"""

import re

from investigations.models import Outcome

PHRASES: list[tuple[str, Outcome]] = [
    (r"\bnot upheld\b", Outcome.NOT_UPHELD),
    (r"\b(wholly|entirely) in the \w+[’']s favour\b", Outcome.NOT_UPHELD),
    (
        r"\b(re-?advertised|reopened|re-?ran|withdrew|opened) the (tender|procurement|competition)\b",
        Outcome.CHANGED_LIVE,
    ),
    (r"\b(shortened|simplified) the (pqq|questionnaire|tender)\b", Outcome.CHANGED_LIVE),
    (r"\b(accepted|agreed)\b.*\b(removed|withdrew) it\b", Outcome.CHANGED_LIVE),
    (r"\bprocedural change made\b", Outcome.CHANGED_FUTURE),
    (r"\bprocess (was )?(changed|strengthened|amended|improved)\b", Outcome.CHANGED_FUTURE),
    (
        r"\b(revised|altered|changed|amended) its (approach|process|procedures?|policy|practice)\b",
        Outcome.CHANGED_FUTURE,
    ),
    (r"\bauthority to (refine|review|change|amend|improve)\b", Outcome.CHANGED_FUTURE),
    (r"\b(all|the)? ?(outstanding|overdue) (invoices?|payments?) (were |was )?(paid|made)\b", Outcome.PAID),
    (r"\b(rejected|refused|did not accept) the recommendation", Outcome.REFUSED),
    (r"\b(outside|out of) (our |the )?(scope|remit)\b", Outcome.OUT_OF_SCOPE),
    (r"\bwithdrawn by the (supplier|provider|complainant)\b", Outcome.WITHDRAWN),
]

# A change of process counts as one even where money was released too.
_OUTRANKED = {(Outcome.PAID, Outcome.CHANGED_FUTURE), (Outcome.PAID, Outcome.CHANGED_LIVE)}


def outcome_in(text: str) -> Outcome:
    """The outcome that the text decides, or `uncoded`."""
    found = {outcome for phrase, outcome in PHRASES if re.search(phrase, text, re.IGNORECASE)}
    found -= {less for less, more in _OUTRANKED if {less, more} <= found}
    return found.pop() if len(found) == 1 else Outcome.UNCODED
