"""What a provider may expect of a complaint that is being written, in plain Python: no form, no rule of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

KEPT_FOR, MOST_FILES = timedelta(days=28), 10
Typed = dict[str, Any]

GROUNDS = ["payment:payment", "procurement_process:feedback", "technology:e_portal", "bureaucracy:pqq"]
LISTED, LONG = "LISTED", "LONG"  # stand for the key of an authority, and for more than any field takes


def kind_of(page: str) -> str:
    return page.rstrip("-0123456789")


def date_of(name: str, day: object, month: object, year: object) -> Typed:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def _typed(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> st.SearchStrategy[Typed]:
    return st.fixed_dictionaries(dict(required), optional=dict(optional or {}))


_some = st.sampled_from(["Words", "<b>“Two” & more</b>", "Zwölf\nLinien", " kept "])
_kind, _size = st.sampled_from(["charity", "company", "cic"]), st.sampled_from(["micro", "small"])
_title, _due = st.just("Grounds maintenance"), date_of("due_on", 1, 5, 2026)
_bad_due = date_of("due_on", 31, 2, 2026)

# What can be typed on a page, by kind of page: what will do, and what will not.
GOOD: dict[str, st.SearchStrategy[Typed]] = {
    "organisation": _typed({"provider_kind": _kind, "provider_size": _size}, {"is_first_time": st.just("no")}),
    "notice": _typed({}, {"procurement_reference": st.sampled_from(["", "012345-2026"])}),
    "authority": st.one_of(
        _typed({"authority": st.just(LISTED)}), _typed({"authority": st.just("other"), "authority_given": _title})
    ),
    "what-happened": st.one_of(
        _typed({"ground": st.sampled_from(GROUNDS), "own_words": _some}), st.just({"ground": GROUNDS[0]})
    ),
    "invoice": st.integers(1, 10**6).map(lambda pounds: {"amount": f"£{pounds:,}.50", **_due}),
    "procurement": _typed(
        {"procurement_title": _title, "stage": st.sampled_from(["tender", "contract"])},
        {"happened_on-day": st.just("1"), "happened_on-month": st.just("5"), "happened_on-year": st.just("2026")},
    ).filter(lambda typed: sum("happened" in name for name in typed) in (0, 3)),
    "outcome": _typed({}, {"tried": _some, "wanted": _some}),
    "name": _typed({}, {"name": _some, "organisation": _some, "consents": st.just(["name", "evidence"])}),
    "contact": _typed({}, {"email": st.just("ada@provider.example")}).map(
        lambda typed: typed or {"looks_here": "true"}
    ),
}
BAD: dict[str, st.SearchStrategy[Typed]] = {
    "organisation": st.one_of(_typed({"provider_size": _size}), _typed({"provider_kind": _kind}), st.just({})),
    "notice": st.just({"procurement_reference": LONG}),
    "authority": st.sampled_from([{}, {"authority": "other"}, {"authority": "999999"}, {"authority": "\x00"}]),
    "what-happened": st.sampled_from([{}, {"ground": GROUNDS[1]}, {"own_words": "x"}, {"ground": "x"}]),
    "invoice": st.sampled_from([{}, {"amount": "lots", **_due}, {"amount": "1"}, {"amount": "1", **_bad_due}]),
    "procurement": st.sampled_from([{}, {"stage": "tender"}, {"procurement_title": "x", "happened_on-day": "1"}]),
    "outcome": st.just({"tried": LONG}),
    "name": st.sampled_from([{"number": "12"}, {"for_other": "true"}, {"name": LONG}]),
    "contact": st.sampled_from([{}, {"email": "ada@"}, {"phone": "ring me", "looks_here": "true"}]),
}  # fmt: skip
ALL_PAGES = [*GOOD, "what-happened-2", "what-happened-3", "invoice-2"]


@dataclass
class Kept:
    """What is being written under one token."""

    written_at: datetime
    answers: dict[str, Typed] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def is_about_payment(self) -> bool:
        return self.answers.get("what-happened", {}).get("ground") == GROUNDS[0]

    def asked(self) -> list[str]:
        """Pages that have to be answered before it can be sent."""
        again = [page for page in self.answers if page[-1].isdigit()]
        pages = {"organisation", "authority", "what-happened", "invoice", "procurement", "contact", *again}
        return sorted(page for page in pages if self.is_about_payment or kind_of(page) != "invoice")

    def to_do(self) -> list[str]:
        """Pages without which it can't be sent."""
        lacks_stage = not self.is_about_payment and "stage" not in self.answers.get("procurement", {})
        return [page for page in self.asked() if page not in self.answers or (page == "procurement" and lacks_stage)]

    def is_whole(self) -> bool:
        return not self.to_do()

    def accept(self, page: str, typed: Typed) -> None:
        if page == "procurement" and self.is_about_payment:  # there the stage is not asked
            typed = {name: value for name, value in typed.items() if name != "stage"}
        self.answers[page] = typed

    def of_kind(self, kind: str) -> list[Typed]:
        return [self.answers[page] for page in sorted(self.answers) if kind_of(page) == kind]

    def amounts(self) -> list[str]:
        return [re.sub("[£,]", "", one["amount"]) for one in self.of_kind("invoice")]

    def as_filed(self, authority_pk: str) -> dict[str, Any]:
        """What the complaint must hold, told as `tests.complaints.filing.test_sequences.told` tells it."""
        get = lambda page, name: str(self.answers.get(page, {}).get(name, "")).strip()  # noqa: E731
        is_listed = get("authority", "authority") == authority_pk
        consents = self.answers.get("name", {}).get("consents", [])
        return {
            "authority": authority_pk if is_listed else "",
            "authority_given": "" if is_listed else get("authority", "authority_given"),
            "provider": (get("organisation", "provider_kind"), get("organisation", "provider_size")),
            "reference": get("notice", "procurement_reference"),
            "grounds": [(one["ground"], one.get("own_words", "").strip()) for one in self.of_kind("what-happened")],
            "invoices": [re.sub("[£,]", "", one["amount"]) for one in self.of_kind("invoice")]
            if self.is_about_payment
            else [],
            "title": get("procurement", "procurement_title"),
            "stage": "payment" if self.is_about_payment else get("procurement", "stage"),
            "tried": get("outcome", "tried"),
            "wanted": get("outcome", "wanted"),
            "name": get("name", "name"),
            "organisation": get("name", "organisation"),
            "consents": sorted(purpose for purpose in consents if purpose != "invoices" or self.is_about_payment),
            "email": get("contact", "email"),
            "files": sorted(self.files),
        }
