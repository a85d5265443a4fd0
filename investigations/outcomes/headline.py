"""The three figures at the top: how often process changed, of two bases, and how often that was verified."""

from dataclasses import dataclass

from .cells import Cell, Measured, Number, Share, Words
from .counting import Counted, whole
from .narrowing import Asked
from .rates import Difference, Rate
from .tables import Row, Table


@dataclass(frozen=True)
class Figure:
    """`of`, `base`: addresses of the cases in the numerator and the denominator, or empty.

    `change`: against the period before. None: there is none."""

    key: str
    title: str
    definition: str
    rate: Rate
    of: str
    base: str
    change: Difference | None


@dataclass(frozen=True)
class Headline:
    figures: list[Figure]
    counted: Counted


_FIGURES = [
    (
        "reported",
        "Process changed, of reported cases",
        "Of all closed cases with a coded outcome, those in which this procurement was changed, or the authority "
        "changed its process or accepted a recommendation to.",
        "of_reported",
        "changed",
        "reported",
    ),
    (
        "investigated",
        "Process changed, of investigated cases",
        "The same, without cases that were out of scope or withdrawn.",
        "of_investigated",
        "changed",
        "investigated",
    ),
    (
        "verified",
        "Change verified at follow-up",
        "Of the cases in which process changed and that were followed up since, those where the change was made.",
        "verified",
        "verified",
        "followed_up",
    ),
]


def headline(asked: Asked) -> Headline:
    """One query, and one more for the period before."""
    now, before = whole(asked.narrowed), whole(asked.before) if asked.before else None
    figures = [
        Figure(
            key=key,
            title=title,
            definition=definition,
            rate=getattr(now, name),
            of=asked.behind({"counted": of}),
            base=asked.behind({"counted": base}),
            change=Difference(getattr(now, name), getattr(before, name)) if before else None,
        )
        for key, title, definition, name, of, base in _FIGURES
    ]
    return Headline(figures, now)


def headline_table(made: Headline, asked: Asked, key: str = "headline") -> Table:
    """With what each is a share of; and beside the period before, where there is one."""
    rows = []
    for figure in made.figures:
        rate, change = figure.rate, figure.change
        cells: list[Cell] = [Number(rate.numerator), Number(rate.denominator), Share(rate)]
        if change:
            chance = "–" if change.value is None else "clear" if change.is_clear else "may be chance"
            moved = Measured(change.value, change.interval, "points")
            cells += [Share(change.against), moved, Words(chance)]
        rows.append(Row(figure.title, cells))
    columns = ["Cases", "Of", "Share", *([asked.before_words, "Change", "Clear or chance"] if asked.before else [])]
    return Table(key, "How often process changed", "Figure", columns, rows)
