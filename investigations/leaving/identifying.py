"""From what a provider told us to the marks to look for. Pure: no database."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import naming, rarity
from .amounts import amounts_in, significant_figures
from .disguises import plain, words
from .marks import Amount, Kind, Mark, Marks, Needs


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Mail that everybody uses names nobody.
_PUBLIC_MAIL = _set(
    """
    aol btinternet fastmail gmail gmx googlemail hotmail icloud live mail me msn outlook proton protonmail sky
    talktalk tiscali virginmedia yahoo zoho
    """
)
_ENDINGS = _set(
    """
    ac biz charity cloud co com coop cymru eu gov info io ltd me net nhs ngo org plc scot uk wales
    """
)
_BUYERS = re.compile(r"\b(?:gov|nhs|police|mod|parliament)\b")
_ROLE_MAIL = _set(
    """
    admin bids contact enquiries finance hello help info mail office sales tenders team
    """
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"\b(?:https?://|www\.)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+44|0044|0)[\d \t().-]{8,16}\d")
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_OWN_PEOPLE = re.compile(
    r"\b(?:[Ww]e are|I am|[Mm]y name is|(?:[Oo]ur|[Mm]y) (?:[a-z]+ ){0,3}?(?:director|manager|chief executive|chair|"
    r"colleague|founder|owner|trustee|partner|lead|officer|secretary|treasurer))[, ]+"
    r"((?:[A-ZÀ-Þ][\w’'-]+ ){1,2}[A-ZÀ-Þ][\w’'-]+)"
)
_STREETS = {
    "road": "rd", "street": "st", "lane": "ln", "avenue": "ave", "drive": "dr", "close": "cl", "court": "ct",
    "square": "sq", "place": "pl", "crescent": "cres", "terrace": "terr", "gardens": "gdns", "saint": "st",
}  # fmt: skip
_FEW_BID = (
    "sole bidder", "only bidder", "single bidder", "only bid", "sole bid", "other bidder", "both bidders",
    "two bidders", "three bidders", "one of two", "one of three", "sole tenderer", "only tenderer", "other tenderer",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one complaint tells of its provider. Empty where it does not."""

    people: Sequence[str] = ()
    organisations: Sequence[str] = ()
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    addresses: Sequence[str] = ()
    numbers: Sequence[str] = ()
    invoice_numbers: Sequence[str] = ()
    amounts: Sequence[Decimal] = ()
    files: Sequence[str] = ()
    written: Sequence[str] = ()
    few_bid: bool = False


def identify(told: Iterable[Told], *, public: str = "") -> Marks:
    """The marks of a provider, from all that they told us. What stands in `public` is no secret."""
    told = list(told)
    # Whole words only: a name is not public because a longer word of the notice happens to hold its letters.
    public_words = f" {' '.join(words(public))} "
    public_amounts = {value for value, *_ in amounts_in(plain(public))}
    spelled = dict.fromkeys(mark for one in told for mark in _spelled(one))
    return Marks(
        spelled=tuple(mark for mark in spelled if f" {' '.join(mark.words)} " not in public_words),
        amounts=frozenset(
            Amount(value, significant_figures(value) < rarity.AMOUNT_FIGURES)
            for one in told
            for value in _amounts(one)
            if value not in public_amounts
        ),
        written=tuple(text for one in told for text in one.written if text),
        public=public,
    )


def _spelled(told: Told) -> Iterator[Mark]:
    written = "\n".join(told.written)
    for person in [*told.people, *_OWN_PEOPLE.findall(written)]:
        yield from naming.people(person)
    for organisation in told.organisations:
        yield from naming.organisations(organisation)
    for email in [*told.emails, *_not_buyers(_EMAIL.findall(written))]:
        yield from _email(email)
    for domain in _not_buyers(_WEB.findall(written)):
        yield from _domain(domain)
    for phone in [*told.phones, *_PHONE.findall(written)]:
        yield from _phone(phone)
    for address in told.addresses:
        yield from _address(address)
    for number in told.numbers:
        yield from _number(number)
    for number in told.invoice_numbers:
        yield from _invoice(number)
    for name in told.files:
        yield from _file(name)
    if told.few_bid:
        yield from (Mark(Kind.BIDDERS, tuple(words(phrase))) for phrase in _FEW_BID)


def _amounts(told: Told) -> Iterator[Decimal]:
    yield from told.amounts
    for text in told.written:
        yield from (amount.value for amount in amounts_in(plain(text)) if amount.is_money)


def _not_buyers(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if not _BUYERS.search(address)]


def _email(email: str) -> Iterator[Mark]:
    local, _, domain = email.rpartition("@")
    user, host = words(local), words(domain)
    if not (user and host):
        return
    yield Mark(Kind.EMAIL, (*user, *host), small=_said([*user, *host], at=len(user)))
    joined = "".join(user)
    if len(joined) >= 6 and joined not in _ROLE_MAIL and rarity.is_rare(joined):
        yield Mark(Kind.EMAIL, (joined,), is_solid=len(joined) >= 8)
    yield from _domain(domain)


def _domain(domain: str) -> Iterator[Mark]:
    host = [word for word in words(domain) if word != "www"]
    label = [*host]
    while label and label[-1] in _ENDINGS:
        label.pop()
    if not label or "".join(label) in _PUBLIC_MAIL:
        return
    yield Mark(Kind.DOMAIN, tuple(host), small=_said(host))
    joined = "".join(label)
    if len(joined) >= 6 and rarity.is_rare(joined):
        yield Mark(Kind.DOMAIN, (joined,), is_solid=True, may_be_misspelt=True)


def _said(parts: Sequence[str], at: int = 0) -> tuple[tuple[str, ...], ...]:
    """As people write addresses to hide them: "ada at provider dot example"."""
    return tuple(("at",) if index == at else ("dot",) for index in range(1, len(parts)))


def _phone(phone: str) -> Iterator[Mark]:
    figures = re.sub(r"\D", "", plain(phone).replace("(0)", ""))
    figures = re.sub(r"^(?:0044|44(?=\d{9,10}$)|0)", "", figures)
    if len(figures) < 9:
        return
    for prefix in ("", "0", "44", "0044", "440"):
        yield Mark(Kind.PHONE, (prefix + figures,))
    # As neighbours dial it. A six-figure number might be anything.
    local = {"2": 8, "1": 7}.get(figures[0])
    if local:
        yield Mark(Kind.PHONE, (figures[-local:],))


def _address(address: str) -> Iterator[Mark]:
    folded = plain(address)
    for outward, inward in _POSTCODE.findall(folded):
        yield Mark(Kind.POSTCODE, (outward + inward,))
    for index, line in enumerate(re.split(r"[,\n;]", _POSTCODE.sub("", folded))):
        parts = tuple(re.findall(r"[a-z0-9]+", line))
        is_telling = any(part[0].isdecimal() for part in parts) or any(map(rarity.is_rare, parts))
        if len(parts) >= 2 and is_telling:
            yield Mark(Kind.ADDRESS, parts)
            yield Mark(Kind.ADDRESS, tuple(_STREETS.get(part, part) for part in parts))
        elif len(parts) >= 2 and not index:
            # The name of a house.
            yield Mark(Kind.ADDRESS, parts, Needs.CAPITALS)


def _number(number: str) -> Iterator[Mark]:
    joined = "".join(words(number))
    if len(joined) >= 5:
        yield Mark(Kind.NUMBER, (joined,))
    # Companies House writes leading noughts, people do not.
    if len(joined.lstrip("0")) >= 6:
        yield Mark(Kind.NUMBER, (joined.lstrip("0"),))


def _invoice(number: str) -> Iterator[Mark]:
    joined = "".join(words(number))
    if not joined:
        return
    if len(joined) >= 7 or (len(joined) >= 5 and not joined.isdecimal()):
        yield Mark(Kind.INVOICE, (joined,))
    for said in ("invoice", "invoices", "inv"):
        yield Mark(Kind.INVOICE, (said, joined), small=(("no", "number", "num", "ref", "reference"),))


def _file(name: str) -> Iterator[Mark]:
    stem = words(name.rpartition(".")[0] or name)
    if len(stem) >= 2 and (len(stem) >= 4 or any(map(rarity.is_rare, stem))):
        yield Mark(Kind.FILE, tuple(stem[:20]), Needs.NOTHING)
