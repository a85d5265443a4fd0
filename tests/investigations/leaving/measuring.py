"""How many disguises are stopped, how many innocent letters held, and how long that takes: `make bench-leakcheck`."""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from investigations.leaving.identifying import identify
from investigations.leaving.leakcheck import check

from . import corpus

HIDDEN, INNOCENT = 200, 500


@dataclass
class Measured:
    tried: Counter[str] = field(default_factory=Counter)
    missed: list[corpus.Hidden] = field(default_factory=list)
    alarms: list[tuple[corpus.Innocent, list[str]]] = field(default_factory=list)

    @property
    def stopped(self) -> float:
        return 1 - len(self.missed) / self.tried.total()

    @property
    def false_alarms(self) -> float:
        return len(self.alarms) / INNOCENT


def measure(name: str, hidden: int = HIDDEN) -> Measured:
    """Stopped is a disguise that a finding overlaps: an alarm elsewhere in the letter does not count."""
    seed, providers = corpus.SEEDS[name]
    measured = Measured()
    for one in corpus.hidden(seed, providers, hidden):
        measured.tried[one.disguise] += 1
        found = check(one.letter, identify([one.provider.told()], public=one.public))
        if not any(finding.start < one.end and finding.end > one.start for finding in found):
            measured.missed.append(one)
    for letter in corpus.innocent(seed, providers, INNOCENT):
        found = check(letter.letter, identify([letter.provider.told()], public=letter.public))
        if found:
            said = [f"{finding.kind.name}: {letter.letter[finding.start : finding.end]!r}" for finding in found]
            measured.alarms.append((letter, said))
    return measured


def seconds(size: int) -> tuple[float, float]:
    """Of the processor, for a letter of so many characters: the check, and one str.find of a word that is not there."""
    seed, providers = corpus.SEEDS["development"]
    letters = "\n\n".join(one.letter for one in corpus.innocent(seed, providers, INNOCENT))
    text, marks = letters[:size], identify([providers[0].told()])
    began = time.process_time()
    check(text, marks)
    checked = time.process_time()
    for _ in range(1000):
        text.find("zzzzzz")
    return checked - began, (time.process_time() - checked) / 1000


def main() -> None:
    for name in corpus.SEEDS:
        measured = measure(name, hidden=int(sys.argv[2]) if len(sys.argv) > 2 else HIDDEN)
        tried = measured.tried.total()
        print(f"{name}: {tried - len(measured.missed)} of {tried} disguises stopped ({measured.stopped:.1%}), "
             f"{len(measured.alarms)} of {INNOCENT} innocent letters held ({measured.false_alarms:.1%})")  # fmt: skip
        missed = Counter(one.disguise for one in measured.missed)
        for disguise, count in measured.tried.items():
            print(f"  {disguise:30} {count - missed[disguise]} of {count}")
        if "-v" in sys.argv:
            for one in measured.missed:
                print(f"  missed: {one.disguise}, {one.secret}: {one.letter[one.start : one.end]!r}")
            for _, said in measured.alarms:
                print(f"  held: {said}")
    for size in (5_000, 50_000, 500_000):
        check_took, find_took = seconds(size)
        each, times = check_took / size * 1e6, check_took / find_took
        print(f"a letter of {size:,} characters: {check_took * 1000:.0f} ms, {each:.1f} µs each, {times:,.0f} str.find")


if __name__ == "__main__":
    main()
