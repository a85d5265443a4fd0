"""What pages cost with few cases and with many: how often they ask the database, and how long they take."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

_SLOW_SECONDS = 2


class Page(NamedTuple):
    client: Client
    address: str
    data: dict[str, str] | None = None  # None: it is a GET

    def ask(self) -> None:
        """Reads the whole answer, and keeps none of it."""
        answer = self.client.get(self.address) if self.data is None else self.client.post(self.address, self.data)
        assert answer.status_code in {200, 302}, (self.address, answer.status_code)
        for _ in answer:
            pass


class Cost(NamedTuple):
    queries: int
    seconds: float


def cost(ask: Callable[[], object], rounds: int) -> Cost:
    """The best of some rounds, of what is slow the first; and then, when what is remembered is there, the queries."""
    times: list[float] = []
    while len(times) < rounds and sum(times) < _SLOW_SECONDS:
        start = perf_counter()
        ask()
        times.append(perf_counter() - start)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return Cost(len(queries), min(times))


def costs(groups: Mapping[str, list[Page]]) -> dict[str, Cost]:
    """Of pages that are looked at together: the most queries that one takes, and how long one takes in the mean."""
    found = {}
    for name, pages in groups.items():
        each = [cost(page.ask, 3 if len(pages) == 1 else 1) for page in pages]
        found[name] = Cost(max(one.queries for one in each), sum(one.seconds for one in each) / len(each))
    return found


def compare(small: Mapping[str, Cost], large: Mapping[str, Cost], most: int) -> bool:
    """Prints both, and whether none asks more often among many, or more than `most` times."""
    print("queries of 1,000 and of 100,000; ms of each; ratio")
    for name in sorted(large, key=lambda name: -large[name].seconds / small[name].seconds):
        few, many = small[name], large[name]
        times = f"{few.seconds * 1000:7.0f} {many.seconds * 1000:7.0f} {many.seconds / few.seconds:6.1f}"
        print(f"{few.queries:3} {many.queries:3} {times}  {name}")
    grown = [name for name in large if large[name].queries > small[name].queries]
    above = [name for name in large if large[name].queries > most]
    print(f"{len(large)} kinds; with more queries among 100,000: {grown}; with more than {most}: {above}")
    return not grown and not above
