"""The measured sets, made from a seed: letters that name nobody, and letters that name a provider in a disguise."""

import base64
import csv
import json
import quopri
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import quote

from .invented import DEVELOPMENT, HELD_OUT, Provider


def _list(words: str) -> list[str]:
    return words.split()


DATA = Path(__file__).parents[3] / "complaints" / "data"
SEEDS = {"development": (20260101, DEVELOPMENT), "held-out": (77310, HELD_OUT)}
MONTHS = _list(
    """
    January February March April May June July August September October November December
    """
)
# Everyday names, as officers and investigators have them.
FORENAMES = _list(
    """
    James Sarah David Susan Mohammed Karen Paul Emma Andrew Helen Priya Michael Julie Stephen Laura Daniel Aisha
    Robert Claire Mark Rachel Peter Hannah Simon Amy Grace Rose Will Hope
    """
)
SURNAMES = _list(
    """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Edwards Green Hall Thomas
    Clarke Jackson Wood Harris Martin Cooper King Ward Hughes Baker Hill Khan Shah Begum Price Young
    """
)
OPENINGS = [
    "Dear {officer}", "Dear Sir or Madam", "Dear {title} {surname}", "To the head of procurement at {authority}",
    "For the attention of {officer}, {authority}", "Dear colleague",
]  # fmt: skip
SENTENCES = [
    "We are looking into how {authority} ran the procurement “{notice}”.",
    "A supplier has told us that it was not given reasons for the decision.",
    "Please send us the evaluation report, the moderated scores and the award letters by {date}.",
    "The tender documents say that price counts for {percent}% and quality for {percent}% of the marks.",
    "We understand that the deadline was moved from {date} to {date}.",
    "By the Procurement Act 2023 an authority must have regard to the barriers that smaller suppliers face.",
    "Public bodies should pay valid and undisputed invoices within 30 days.",
    "We have not been told of any other concern about this contract.",
    "In a similar case {other} agreed to publish its scoring guide beside the tender.",
    "The contract was valued at £{amount} when the notice was published.",
    "{officer} of {authority} told us on {date} that the panel had three members.",
    "We hope that the council will mark this as a priority and come back to us before {date}.",
    "Community services and voluntary organisations told us that the timescales were too short.",
    "Will you confirm who moderated the scores, and on which day?",
    "A charity may find it hard to give three years of accounts.",
    "We would be grateful if {officer} could explain why the framework was used.",
    "The threshold for turnover was set at £{amount}, which is {number} times the yearly value of the contract.",
    "Our reference is MS-7K3P-9QXD-T. Please quote it when you reply to us.",
    "Prices rose by {percent}% between {month} and {month}, according to the authority’s own paper.",
    "The green spaces in the north of the borough are looked after under another contract.",
    "Home care, day care and respite were let together as one lot.",
    "We recommend that the authority publishes the weightings of all sub-criteria in future.",
    "We do not share anything that could tell you who came to us, and we ask you not to try to find out.",
    "The portal recorded {number} submissions on {date}, the last of them at {hour}.",
    "Open the procurement pack, page {number}, and you will see that question {number} carries {percent} marks.",
    "Payment of £{amount} fell due on {date} under clause {number}.{number}.",
    "The terms of reference ask for {number} years of experience in training and support.",
    "{authority} has {number} working days to answer, which is until {date}.",
    "This was a light-touch procedure for social and other specific services.",
    "We have also written to {other} about its use of the same framework.",
    "You can reach us on 020 7946 0999 or at review@service.example.",
    "The standstill letter was dated {date} and said only that the bid had “not scored highly enough”.",
    "There is a duty of care in step with the contract, and it does not end when the school closes.",
    "The first lot is for cleaning, the second for catering and the third for security.",
    "It is good practice to talk to the market early, in an open day or in writing.",
    "The trust said that its finance system was down for {number} weeks from {date}.",
    "Nobody on the panel had declared an interest, {officer} wrote.",
    "The award notice (CPV {cpv}) was published {number} days after the contract began.",
    "We found that {authority} kept to its own rules on {date}, but that the rules were not clear.",
    "May we suggest that {title} {surname} reads the guidance on social value?",
    "Digital solutions of this kind peak in demand at the end of the financial year.",
    "There were fewer than £{amount} of savings in the first year, {percent}% of what was planned.",
    "One voice in the minutes asks for faith groups, youth projects and arts bodies to be told earlier.",
    "A helping hand with the forms is offered at the town hall on {date}.",
    "The old framework ended in {month}; the new one starts on {date}.",
    "Of the {number} lots {number} were not awarded, and the reasons were not recorded.",
    "The lantern parade, the summer fair and the market are let by another team.",
    "The field tests took place in {month}. Long lists of questions do not help a bright small firm.",
    "A second chance to clarify was given to one tenderer, which is what we are asking about.",
    "City and county share the service, and a partnership board meets each {month}.",
    "We heard of water meters, heat pumps and timber frames being specified by brand.",
    "King Street depot was closed, so deliveries went to the stone yard near the river.",
]  # fmt: skip
# Only in the held-out letters: the check was not changed for any of these.
MORE_SENTENCES = [
    "Thank you for your letter of {date}, which {title} {surname} passed to us.",
    "{officer} joined the team in {month} and was not there when the bids were opened.",
    "Families and carers were asked in {month} what they thought of the old contract.",
    "Was any of the {number} clarification questions answered for one tenderer alone?",
    "Blue Badge parking, bright lighting and safe crossings were part of the specification.",
    "The lots for coaching, mentoring and family support are worth £{amount} a year.",
    "By common ground we mean what both sides agree: that the notice of {date} was late.",
    "Morning and evening visits were priced together; night visits were not.",
    "{authority} relies on regulation {number}; we read it otherwise.",
    "Please keep the papers of this procurement until {date}.",
    "No part of this letter says that anybody acted in bad faith.",
    "A fair chance for small firms means that the documents are out for at least {number} days.",
    "We read in the minutes of {date} that the cabinet member asked for three prices and got two.",
    "The abnormally low bid was looked into on {date} and let stand.",
    "An apple is not a pear: the model answers for lots {number} and {number} cannot be the same.",
    "New beginnings for the service were promised in {month}, in the local paper.",
    "We thank {officer} for the open way in which {authority} has answered.",
    "The river walk, the rose garden and the old mill are kept by volunteers.",
    "A link worker, a job coach and a peer mentor are named in the specification.",
    "On page {number} the word “must” is used where {other} says “should”.",
    "Value for money, £{amount} over {number} years, was the reason given to the board.",
    "Clear water, clean air and safe streets are the council’s three aims.",
    "Young people’s services are due to be bought again in {month}.",
    "It took {number} days for the invoice to be matched with the order.",
]
CLOSINGS = ["Yours sincerely\n{officer}", "Kind regards\n{officer}\nInvestigator", "Yours faithfully\n{officer}, lead"]


@dataclass(frozen=True)
class Hidden:
    """A letter in which a secret of the provider stands in a disguise: letter[start:end]."""

    letter: str
    start: int
    end: int
    provider: Provider
    disguise: str
    secret: str
    public: str


@dataclass(frozen=True)
class Innocent:
    letter: str
    provider: Provider
    public: str


@cache
def authorities() -> list[str]:
    with (DATA / "authorities.csv").open(encoding="utf-8") as file:
        return [row["name"] for row in csv.DictReader(file)]


@cache
def notices() -> list[str]:
    releases = json.loads((DATA / "ocds_contracts_finder.json").read_text(encoding="utf-8"))["releases"]
    return [release["tender"]["title"] for release in releases]


def _sentences(providers: list[Provider]) -> list[str]:
    return [*SENTENCES, *MORE_SENTENCES] if providers is HELD_OUT else SENTENCES


def innocent(seed: int, providers: list[Provider], count: int) -> Iterator[Innocent]:
    rng = random.Random(seed)
    for number in range(count):
        letter, public = _letter(rng, _sentences(providers))
        yield Innocent(letter, providers[number % len(providers)], public)


def hidden(seed: int, providers: list[Provider], count: int) -> Iterator[Hidden]:
    rng = random.Random(seed + 1)
    for number in range(count):
        name, secrets, disguise = DISGUISES[number % len(DISGUISES)]
        provider = rng.choice(providers)
        secret = rng.choice(secrets)
        told = disguise(rng, SECRETS[secret](rng, provider))
        letter, public = _letter(rng, _sentences(providers))
        paragraphs = letter.split("\n\n")
        place = rng.randrange(1, len(paragraphs))
        lead = rng.choice(
            ["We spoke to ", "This concerns ", "It was raised by ", "You wrote to ", "The papers mention "]
        )
        before = "\n\n".join([*paragraphs[:place], lead])
        yield Hidden(
            before + told + ".\n\n" + "\n\n".join(paragraphs[place:]),
            len(before), len(before) + len(told), provider, name, secret, public,
        )  # fmt: skip


def _letter(rng: random.Random, sentences: list[str]) -> tuple[str, str]:
    """A letter to an authority, and what is public about the procurement."""
    authority, notice = rng.choice(authorities()), rng.choice(notices())
    body = rng.sample(sentences, rng.randint(6, 16))
    lines = [rng.choice(OPENINGS), *_paragraphs(rng, body), rng.choice(CLOSINGS)]
    letter = "\n\n".join(_filled(rng, line, authority, notice) for line in lines)
    return letter, f"{authority}\n{notice}"


def _paragraphs(rng: random.Random, sentences: list[str]) -> Iterator[str]:
    while sentences:
        length = rng.randint(1, 4)
        yield " ".join(sentences[:length])
        sentences = sentences[length:]


def _filled(rng: random.Random, line: str, authority: str, notice: str) -> str:
    def value(match: re.Match[str]) -> str:
        date = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {rng.randint(2024, 2026)}"
        amount = rng.choice(
            [f"{rng.randint(1, 900)},000", f"{rng.randint(1, 99)},{rng.randint(100, 999)}", "5 million"]
        )
        return {
            "officer": f"{rng.choice(FORENAMES)} {rng.choice(SURNAMES)}",
            "title": rng.choice(["Mr", "Mrs", "Ms", "Dr"]),
            "surname": rng.choice(SURNAMES),
            "authority": authority,
            "other": rng.choice(authorities()),
            "notice": notice,
            "date": date,
            "month": rng.choice(MONTHS),
            "percent": str(rng.randint(2, 80)),
            "amount": amount,
            "number": str(rng.randint(1, 40)),
            "hour": f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
            "cpv": f"{rng.randint(30, 98)}{rng.randint(0, 9)}00000",
        }[match[1]]

    return re.sub(r"\{(\w+)\}", value, line)


# --- secrets ------------------------------------------------------------------------------------


def _phrase(rng: random.Random, provider: Provider) -> str:
    words = provider.words.split()
    length = rng.randint(9, 13)
    start = rng.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length]).rstrip(".,")


def _core(provider: Provider) -> str:
    return re.sub(r" (?:Ltd|CIC|LLP|Cyf|Cyfyngedig|OÜ)$", "", provider.organisation.split(" (")[0])


SECRETS: dict[str, Callable[[random.Random, Provider], str]] = {
    "person": lambda rng, provider: provider.person,
    "organisation": lambda rng, provider: provider.organisation.split(" (")[0],
    "core": lambda rng, provider: _core(provider),
    "email": lambda rng, provider: provider.email,
    "domain": lambda rng, provider: provider.email.partition("@")[2],
    "phone": lambda rng, provider: provider.phone,
    "address": lambda rng, provider: provider.address.split(", ")[0],
    "postcode": lambda rng, provider: provider.address.rpartition(", ")[2],
    "number": lambda rng, provider: provider.number,
    "invoice": lambda rng, provider: f"invoice {provider.invoice}",
    "amount": lambda rng, provider: f"an invoice of £{Decimal(provider.amount):,.2f}",
    "phrase": _phrase,
}
NAMES = ["person", "organisation", "core"]
LETTERS = [*NAMES, "email", "domain", "phrase"]
FIGURES = ["phone", "number", "postcode"]
ALL = [*LETTERS, *FIGURES, "address", "invoice"]

# --- disguises ----------------------------------------------------------------------------------

CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
LEET = str.maketrans("aeiostAEIOST", "431057431057")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e"
ACCENTS = "\u0300\u0301\u0302\u0308\u0327\u0330"
FIGURE_WORDS = _list(
    """
    oh one two three four five six seven eight nine
    """
)


def _each(rng: random.Random, text: str, share: float, change: Callable[[str], str]) -> str:
    """A share of the letters and figures changed, one at least."""
    places = [index for index, character in enumerate(text) if character.isalnum()]
    chosen = {*rng.sample(places, max(1, round(share * len(places))))}
    return "".join(change(character) if index in chosen else character for index, character in enumerate(text))


def _full_width(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def _bold(text: str) -> str:
    def one(character: str) -> str:
        if "a" <= character <= "z":
            return chr(0x1D41A + ord(character) - ord("a"))
        return chr(0x1D400 + ord(character) - ord("A")) if "A" <= character <= "Z" else character

    return "".join(map(one, text))


def _slip(rng: random.Random, text: str) -> str:
    """One slip of the pen in the longest word."""
    word = max(re.findall(r"[^\W\d_]+", text), key=len)
    at = rng.randrange(1, len(word) - 1)
    wrong = rng.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + rng.choice("aeiou") + word[at + 1 :],
    ])  # fmt: skip
    return text.replace(word, wrong if wrong != word else word[:at] + word[at : at + 1] + word[at:])


def _broken(rng: random.Random, text: str) -> str:
    word = max(re.findall(r"\w+", text), key=len)
    at = rng.randrange(2, len(word) - 1) if len(word) > 3 else 1
    return text.replace(word, word[:at] + rng.choice(["-\n", "\n", "=\n", "-\r\n"]) + word[at:], 1)


def _in_figure_words(rng: random.Random, text: str) -> str:
    return " ".join(FIGURE_WORDS[int(one)] if one.isdecimal() else one for one in text if one.isalnum())


def _other_amount(rng: random.Random, text: str) -> str:
    value = Decimal(re.sub(r"[^\d.]", "", text))
    forms = [
        f"an invoice of {value:.2f}",
        f"an invoice for £ {value}",
        f"an invoice of £{value:.0f}",
        f"an invoice of GBP {value}",
    ]
    if value >= 10_000:
        forms.append(f"an invoice of about £{value / 1000:.1f}k")
    return rng.choice(forms)


def _turned(rng: random.Random, text: str) -> str:
    first, _, last = text.rpartition(" ")
    return rng.choice([f"{last}, {first}", f"{last} {first}", f"{text.split()[0][0]}. {last}"])


def _spelled_address(rng: random.Random, text: str) -> str:
    return text.replace("@", rng.choice([" at ", " [at] ", "(at)"])).replace(".", rng.choice([" dot ", "[dot]", "(.)"]))


def _regrouped(rng: random.Random, text: str) -> str:
    figures = "".join(one for one in text if one.isalnum())
    size = rng.choice([2, 3, 4])
    return rng.choice([" ", "-", ".", " - ", "/"]).join(figures[at : at + size] for at in range(0, len(figures), size))


def _quoted_printable(rng: random.Random, text: str) -> str:
    return rng.choice([
        lambda: quopri.encodestring(text.encode(), quotetabs=True).decode(),
        lambda: "".join(f"={byte:02X}" for byte in text.encode()),
    ])()  # fmt: skip


def _with_entities(rng: random.Random, text: str) -> str:
    return _each(rng, text, 0.5, lambda one: rng.choice([f"&#{ord(one)};", f"&#x{ord(one):x};"]))


def _with_percents(rng: random.Random, text: str) -> str:
    return rng.choice([quote(text), "".join(f"%{byte:02x}" for byte in text.encode())])


def _with_other_spaces(rng: random.Random, text: str) -> str:
    return text.replace(" ", rng.choice(["\n", "\t ", "\u00a0", "  \n"]))


Disguise = Callable[[random.Random, str], str]
DISGUISES: list[tuple[str, list[str], Disguise]] = [
    ("as it is", [*ALL, "amount"], lambda rng, text: text),
    ("other case", LETTERS, lambda rng, text: rng.choice([text.upper, text.lower, text.swapcase, text.title])()),
    ("accents", LETTERS, lambda rng, text: _each(rng, text, 0.4, lambda one: one + rng.choice(ACCENTS))),
    ("invisible characters", ALL, lambda rng, text: _each(rng, text, 0.5, lambda one: one + rng.choice(INVISIBLE))),
    ("full width", [*ALL, "amount"], lambda rng, text: _full_width(text)),
    ("bold letters of mathematics", LETTERS, lambda rng, text: _bold(text)),
    ("Cyrillic lookalikes", LETTERS, lambda rng, text: text.translate(CYRILLIC)),
    ("figures for letters", NAMES, lambda rng, text: _each(rng, text, 0.5, lambda one: one.translate(LEET))),
    ("spaced letters", LETTERS, lambda rng, text: " ".join(text)),
    ("dots or dashes between", NAMES, lambda rng, text: rng.choice(".-_·*|").join(text)),
    ("broken by a line", LETTERS, _broken),
    ("white space", [*NAMES, "phrase", "postcode"], _with_other_spaces),
    ("tags", LETTERS, lambda rng, text: _each(rng, text, 0.2, lambda one: f"<b>{one}</b>")),
    ("entities", ALL, _with_entities),
    ("percent-encoded", ALL, _with_percents),
    ("quoted-printable", ALL, _quoted_printable),
    ("base64", ALL, lambda rng, text: base64.b64encode(text.encode()).decode()),
    ("a slip of the pen", NAMES, _slip),
    ("backwards", NAMES, lambda rng, text: text[::-1]),
    ("joined", NAMES, lambda rng, text: re.sub(r"[^\w]", "", text.title()) + rng.choice(["", "Bid", "2026", "_v2"])),
    ("possessive", NAMES, lambda rng, text: text + rng.choice(["’s", "'s", "s’"]) + " bid"),
    ("name turned round", ["person"], _turned),
    ("address spelled out", ["email", "domain"], _spelled_address),
    ("figures grouped otherwise", FIGURES, _regrouped),
    ("figures in words", ["phone"], _in_figure_words),
    ("amount written otherwise", ["amount"], _other_amount),
    ("words taken over", ["phrase"], lambda rng, text: rng.choice([text.upper, text.lower, text.title])()),
    ("two at once", NAMES, lambda rng, text: "\u200b".join(" ".join(text.translate(CYRILLIC).upper()))),
]  # fmt: skip
