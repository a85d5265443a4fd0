"""Amounts of money in a text, however they are written: £12,345.60, 12345.6, £12.3k."""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .marks import Amount

_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<sign>£|gbp)?\s?(?P<whole>\d{1,3}(?:[,' ]\d{3}){1,3}|\d{1,10})(?P<part>\.\d{1,2})?"
    r"\s?(?P<scale>k|m|million|thousand)?(?P<unit>\s?(?:pounds|gbp))?(?![\w,]?\d|[a-z])"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_BESIDE = 80  # characters
_PAYMENT = re.compile(r"\b(?:invoic\w+|paid|unpaid|owe[ds]?|owing|outstanding|overdue|bill(?:ed)?)\b")


class AmountSaid(NamedTuple):
    """`step`: how exact it is, £12.3k to the nearest hundred. `is_money`: it says so."""

    value: Decimal
    step: Decimal
    is_money: bool
    first: int
    after: int


def amounts_in(plain_text: str) -> Iterator[AmountSaid]:
    for match in _AMOUNT.finditer(plain_text):
        scale = _SCALES.get(match["scale"] or "", 1)
        value = Decimal(re.sub(r"\D", "", match["whole"]) + (match["part"] or "")) * scale
        step = Decimal(10) ** -len((match["part"] or ".")[1:]) * scale
        yield AmountSaid(value, step, bool(match["sign"] or match["unit"]), match.start("whole"), match.end())


def told_amounts(plain_text: str, amounts: Iterable[Amount]) -> Iterator[tuple[int, int]]:
    """Where one of the amounts stands in the text."""
    amounts = list(amounts)
    for said in amounts_in(plain_text) if amounts else ():
        if any(_is_the_same(said, amount, plain_text) for amount in amounts):
            yield said.first, said.after


def significant_figures(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _is_the_same(said: AmountSaid, amount: Amount, text: str) -> bool:
    exact = {amount.value.quantize(said.step, rounding) for rounding in (ROUND_DOWN, ROUND_HALF_UP)}
    if said.step > 1:
        exact = {(amount.value / said.step).quantize(Decimal(1), rounding) * said.step
                 for rounding in (ROUND_DOWN, ROUND_HALF_UP)}  # fmt: skip
    if said.value not in exact:
        return False
    # Rounded to a figure or two, or a number that does not say it is money, it is anybody's.
    is_round = amount.is_round or significant_figures(said.value) < 3
    looks_like_any = not said.is_money and said.step >= 1 and (said.value < 10_000 or said.value != amount.value)
    if not (is_round or looks_like_any):
        return True
    around = text[max(0, said.first - _BESIDE) : said.after + _BESIDE]
    return bool(_PAYMENT.search(around)) and not (1900 <= said.value <= 2100 and not said.is_money)
