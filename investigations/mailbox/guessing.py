"""On which case a mail in the tray may belong, and why. A guess files nothing: a person does."""

import re
from collections.abc import Collection
from typing import NamedTuple

from complaints.reference import ALPHABET, read_reference
from investigations.models import Case, Contact, LetterMail

from .parsing import Parsed

_MOST = 20
# As people write it, with O for 0 and I or L for 1.
_LETTER = f"[{ALPHABET}ILO]"
_REFERENCE = re.compile(rf"\bMS[\s-]?{_LETTER}{{4}}[\s-]?{_LETTER}{{4}}[\s-]?{_LETTER}\b", re.IGNORECASE)


class Guess(NamedTuple):
    """`case` is None where the mail may belong on more than one, or on none."""

    case: Case | None
    why: str


def guess(parsed: Parsed, *, addressed: Collection[str], letters: Collection[LetterMail]) -> Guess:
    """`addressed`: the references in addresses it was sent to; `letters`: those of ours that it answers."""
    return (
        _by_address(addressed)
        or _by_letters(letters)
        or _by_reference(parsed)
        or _by_sender(parsed)
        or Guess(None, "Nothing in it says which case it belongs on.")
    )


def _by_address(references: Collection[str]) -> Guess | None:
    cases = list(Case.objects.filter(reference__in=list(references)[:_MOST]))
    if len(cases) > 1:
        return Guess(None, "It was sent to the addresses of several cases.")
    if cases:
        return Guess(cases[0], "It was sent to an address like that of this case, but the check in it is wrong.")
    return None


def _by_letters(letters: Collection[LetterMail]) -> Guess | None:
    cases = {letter.letter.case for letter in letters}
    if len(cases) > 1:
        return Guess(None, "It answers letters of several cases.")
    if cases:
        return Guess(cases.pop(), "It answers a letter of this case, but its sender is no contact of the authority.")
    return None


def _by_reference(parsed: Parsed) -> Guess | None:
    text = "\n".join([parsed.subject, parsed.body, *(name for name, _ in parsed.files())])
    found = {read_reference(written) for written in _REFERENCE.findall(text)}
    cases = list(Case.objects.filter(reference__in=list(filter(None, found))[:_MOST]))
    if len(cases) > 1:
        return Guess(None, f"It names several cases: {', '.join(sorted(case.reference for case in cases)[:5])}.")
    return Guess(cases[0], f"It names the reference {cases[0].reference}.") if cases else None


def _by_sender(parsed: Parsed) -> Guess | None:
    domains = {sender.rpartition("@")[2] for sender in parsed.senders[:1]}
    for domain in domains:
        of_domain = Contact.objects.current().filter(email__iendswith=f"@{domain}")
        authorities = {contact.authority for contact in of_domain.select_related("authority")[:_MOST]}
        if len(authorities) != 1:
            continue
        authority = authorities.pop()
        cases = list(Case.objects.open().filter(authority=authority)[:2])
        why = f"Its sender writes from the domain of {authority.name}"
        if len(cases) == 1:
            return Guess(cases[0], f"{why}, which has this one open case."[:300])
        return Guess(None, f"{why}, which has {'several open cases' if cases else 'no open case'}."[:300])
    return None
