"""Whether a text names the provider. Pure: a text and what to look for in, findings out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .amounts import told_amounts
from .decoding import readings
from .disguises import Reading
from .marks import Kind, Marks
from .misspelling import misspelt
from .phrases import Written
from .spelling import has_capitals, spelled

_FAR = 200  # characters


@dataclass(frozen=True)
class Finding:
    """text[start:end] gives the provider away. Never empty."""

    start: int
    end: int
    kind: Kind

    @property
    def reason(self) -> str:
        """In plain words, without saying again what was found."""
        return f"This may be {self.kind.value}."


def check(text: str, marks: Marks) -> list[Finding]:
    """Every place that may name the provider, in order. Takes time in proportion to the text. Never raises."""
    written = Written(marks.written, public=marks.public)
    found = {
        (*reading.span(first, after), kind)
        for reading in readings(text)
        for kind, first, after in _in_reading(reading, marks, written)
    }
    return _widest(found, text)


def _in_reading(reading: Reading, marks: Marks, written: Written) -> Iterator[tuple[Kind, int, int]]:
    for mark in marks.spelled:
        yield from ((mark.kind, *place) for place in spelled(reading, mark))
    may_slip = [mark for mark in marks.spelled if mark.may_be_misspelt]
    for mark, first, after in misspelt(reading, may_slip):
        starts = [word.first for word in reading.words_between(first, after)]
        if has_capitals(reading, mark, starts, first, after):
            yield mark.kind, first, after
    yield from ((Kind.AMOUNT, *place) for place in told_amounts(reading.text, marks.amounts))
    yield from ((Kind.PHRASE, *place) for place in written.in_common(reading))


def _widest(found: Iterable[tuple[int, int, Kind]], text: str) -> list[Finding]:
    """Without what lies inside another, and with neighbours of a kind made one: one place, one reason."""
    kept: list[Finding] = []
    for start, end, kind in sorted(found, key=lambda one: (one[0], -one[1], one[2].name)):
        last = kept[-1] if kept else None
        if last and end <= last.end:
            continue
        if last and last.kind is kind and not any(map(str.isalnum, text[last.end : start][:_FAR])):
            kept[-1] = Finding(last.start, end, kind)
        else:
            kept.append(Finding(start, end, kind))
    return kept
