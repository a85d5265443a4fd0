"""Lists among 1,000 and 100,000 cases: as many questions to the database with either, at most 20, and how long each is.

`make bench-lists`. In a database of its own, gone afterwards. Ends with 1 when a number of questions grows."""

import os
import random
import sys
import timeit
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ["DEMONSTRATION"] = "true"  # no second factor to be set up first
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from complaints.authorities.loading import load  # noqa: E402
from complaints.authorities.search import search  # noqa: E402
from investigations.models import Case  # noqa: E402
from mysteryshopper.staff.models import Role, User  # noqa: E402
from tests.investigations.costing import Page, compare, costs  # noqa: E402
from tests.investigations.many import fill  # noqa: E402

MOST_QUERIES = 20
CASE, MISSPELT = "one case, opened from a list", "cases of a misspelt authority"
DATA = Path(__file__).parents[3] / "complaints" / "data"
DAY = "{0}-day=1&{0}-month=6&{0}-year=2020"
QUERIES = [
    "", "page=2000", "authority=Camden Council", "authority=council",
    "authority_sector=health", "subject=payment", "sub_issue=e_portal", "status=asked", "counted=open",
    "counted=reported", "counted=changed", "outcome=paid", "owner=nobody", "owner=me", "provider=vcse", "size=large",
    "origin=referral", "live=yes", "live=no", "payment=yes", "cpv=45", "year=2020", DAY.format("received_from"),
    DAY.format("received_to"), DAY.format("due_before"), "demonstration=yes", "q=insurance", "q=rareword",
    "q=camden scoring", 'q="framework deadline"', "q=portal OR insurance -feedback", "q=7K3P-9", "q=nothinglikeit",
    "q=council", "q=Manchseter", "q=payment&status=closed&subject=payment&provider=vcse",
]  # fmt: skip


def pages(client: Client) -> dict[str, list[Page]]:
    oldest, newest = Case.objects.earliest("pk"), Case.objects.newest_first()[9]
    addresses = ["/staff/queue/", "/staff/queue/?view=all", *(f"/staff/cases/?{query}" for query in QUERIES)]
    found = {address: [Page(client, address)] for address in addresses}
    # There is something to be found among few cases too.
    misspelt = urlencode({"authority": oldest.authority_name[:1] + oldest.authority_name[2:]})
    return {
        **found,
        MISSPELT: [Page(client, f"/staff/cases/?{misspelt}")],
        CASE: [Page(client, f"/staff/cases/{newest.reference}/?from=")],
    }


def searched() -> dict[str, float]:
    """How long the search of authorities takes for a name as it is and for misspelt ones, in times of the first."""
    took = {}
    for text in ("manchester city council", "Manchster", "minstry of defense"):
        took[text] = min(timeit.repeat(lambda text=text: search(text), number=1, repeat=5))
    return {text: seconds / took["manchester city council"] for text, seconds in took.items()}


def main() -> int:
    call_command("migrate", verbosity=0)
    load(DATA / "authorities.csv")
    dice = random.Random(1)
    users = [User.objects.create_user(f"{name}@staff.example", name=name, role=Role.LEAD) for name in "ab"]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(users[0])
    found = []
    for total in (1_000, 100_000):
        fill(total, dice, users)
        found.append(costs(pages(client)))
    is_held = compare(*found, most=MOST_QUERIES)
    print("Search of authorities:", ", ".join(f"{text} {ratio:.1f}" for text, ratio in searched().items()))
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
