"""Lists among 1,000 and 100,000 cases: as many questions to the database with either, at most 20, and how long each is.

`make bench-lists`. In a database of its own, gone afterwards. Ends with 1 when a number of questions grows."""

import os
import random
import sys
import timeit
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import django

os.environ["DEMONSTRATION"] = "true"  # no second factor to be set up first
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from complaints.authorities.loading import load  # noqa: E402
from complaints.authorities.search import search  # noqa: E402
from complaints.models import Authority, ProviderKind, ProviderSize, SubIssue, Subject  # noqa: E402
from complaints.reference import new_reference  # noqa: E402
from investigations.lifecycle import OPEN, Status  # noqa: E402
from investigations.models import Case, Outcome  # noqa: E402
from mysteryshopper.staff.models import Role, User  # noqa: E402

MOST_QUERIES = 20
CASE = "one case, opened from a list"
DATA = Path(__file__).parents[3] / "complaints" / "data"
WORDS = ["supplier", "framework", "deadline", "criteria", "scoring", "insurance", "feedback", "questionnaire", "portal"]
DAY = "{0}-day=1&{0}-month=6&{0}-year=2020"
QUERIES = [
    "", "page=2000", "authority=Camden Council", "authority=Manchster City Council", "authority=council",
    "authority_sector=health", "subject=payment", "sub_issue=e_portal", "status=asked", "counted=open",
    "counted=reported", "counted=changed", "outcome=paid", "owner=nobody", "owner=me", "provider=vcse", "size=large",
    "origin=referral", "live=yes", "live=no", "payment=yes", "cpv=45", "year=2020", DAY.format("received_from"),
    DAY.format("received_to"), DAY.format("due_before"), "demonstration=yes", "q=insurance", "q=rareword",
    "q=camden scoring", 'q="framework deadline"', "q=portal OR insurance -feedback", "q=7K3P-9", "q=nothinglikeit",
    "q=council", "q=Manchseter", "q=payment&status=closed&subject=payment&provider=vcse",
]  # fmt: skip


def new_case(dice: random.Random, authorities: list[Authority], users: list[User]) -> Case:
    is_open = dice.random() < 0.02
    day = date(2011, 2, 1) + timedelta(days=dice.randrange(5500))
    # Camden often: what is there among 1,000 is asked for as it is among 100,000.
    authority = dice.choice(
        authorities if dice.random() < 0.95 else [one for one in authorities if "Camden" in one.name]
    )
    return Case(
        reference=new_reference(),
        authority=authority,
        authority_sector=authority.sector,
        provider_kind=dice.choice(ProviderKind.values),
        provider_size=dice.choice(ProviderSize.values),
        subject=dice.choice(Subject.values),
        sub_issue=dice.choice(SubIssue.values),
        received_on=day,
        status_on=day,
        status=dice.choice(sorted(OPEN)) if is_open else Status.CLOSED,
        outcome=None if is_open else dice.choice([one for one in Outcome if one != Outcome.UNCODED]),
        closed_on=None if is_open else day,
        next_due_on=day if is_open else None,
        live_until=datetime(2100, 1, 1, tzinfo=UTC) if dice.random() < 0.5 else None,
        owner=dice.choice([None, *users]) if is_open else None,
        case_issue=" ".join(dice.choices(WORDS, k=40)) + " rareword" * (dice.random() < 0.002),
        is_demonstration=True,
    )


def measured(client: Client) -> dict[str, tuple[int, float]]:
    """Page to number of queries and seconds, of the best of three."""
    newest = Case.objects.newest_first()[len(WORDS)].reference
    pages = {page: page for page in ("/staff/queue/", "/staff/queue/?view=all")}
    pages |= {f"/staff/cases/?{query}": f"/staff/cases/?{query}" for query in QUERIES}
    pages[CASE] = f"/staff/cases/{newest}/?from="
    found = {}
    for page, address in pages.items():
        times = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as queries:
                start = perf_counter()
                answer = client.get(address)
                times.append(perf_counter() - start)
            assert answer.status_code == 200, (address, answer.status_code)
        found[page] = (len(queries), min(times))
    return found


def searched() -> dict[str, float]:
    """How long the search of authorities takes for a name as it is and for misspelt ones, in times of the first."""
    took = {}
    for text in ("manchester city council", "Manchster", "minstry of defense"):
        took[text] = min(timeit.repeat(lambda text=text: search(text), number=1, repeat=5))
    return {text: seconds / took["manchester city council"] for text, seconds in took.items()}


def main() -> int:
    call_command("migrate", verbosity=0)
    load(DATA / "authorities.csv")
    dice, authorities = random.Random(1), list(Authority.objects.all())
    users = [User.objects.create_user(f"{name}@staff.example", name=name, role=Role.LEAD) for name in "ab"]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(users[0])
    found = []
    for total in (1_000, 100_000):
        for start in range(Case.objects.count(), total, 5_000):
            Case.objects.bulk_create(new_case(dice, authorities, users) for _ in range(min(5_000, total - start)))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        found.append(measured(client))
    small, large = found
    fastest = min(seconds for _, seconds in large.values())
    for address, (queries, seconds) in sorted(large.items(), key=lambda item: -item[1][1]):
        times = f"{seconds * 1000:7.0f} ms {seconds / fastest:6.1f} times the fastest"
        print(f"{queries:3} queries {times}  {small[address][1] * 1000:6.0f} ms of 1,000  {address}")
    print("Search of authorities:", ", ".join(f"{text} {ratio:.1f}" for text, ratio in searched().items()))
    grown = [page for page in large if large[page][0] > small[page][0]]
    many = [page for page in large if large[page][0] > MOST_QUERIES]
    print(f"{len(large)} pages; with more queries among 100,000: {grown}; with more than {MOST_QUERIES}: {many}")
    return 1 if grown or many else 0


if __name__ == "__main__":
    sys.exit(main())
