"""`make bench-disclosure`: 1,000 series of editions published, their pages and files read back and attacked; and which
share of an edition of the demonstration history is withheld."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor

import django
from tqdm import tqdm

os.environ |= {"DEMONSTRATION": "true", "DEMONSTRATION_PASSWORD": "of a bench alone"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from investigations.editions.printing import headline  # noqa: E402
from investigations.editions.tasks import compare  # noqa: E402
from investigations.models import Comparison, Edition  # noqa: E402
from investigations.outcomes.disclosure.publication import Publication  # noqa: E402
from investigations.outcomes.disclosure.withholding import NARROWEST  # noqa: E402
from mysteryshopper.staff.models import Role, User  # noqa: E402
from tests.investigations.editions import public_series  # noqa: E402
from tests.investigations.editions.reading import published  # noqa: E402
from tests.investigations.outcomes.disclosure.attacking import narrow  # noqa: E402


def attacked(read):
    return narrow(read, NARROWEST)


def read_back(seeds):
    """What each series publishes. Nothing of it stays."""
    leads = [User.objects.create_user(f"{n}@staff.example", None, name=n, role=Role.LEAD) for n in ("one", "other")]
    for seed in seeds:
        with transaction.atomic():
            yield [published(Client(), address) for address in public_series.publish(seed, leads)]
            transaction.set_rollback(True)


def figures(read):
    return [value for each in read for t in [*each["headline"], *each["tables"]] for _, value in t["figures"]]


def attack(number):
    """Whether anything was found out."""
    counted, broken = [], []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        waiting = []
        for read in tqdm(read_back(range(number)), total=number, desc="Published and read", disable=None):
            counted += figures(read)
            waiting.append(pool.submit(attacked, read))
        for one in tqdm(waiting, desc="Attacked", disable=None):
            broken += one.result()
    for each in broken:
        print(*each)
    print(f"{number} series, {len(counted)} figures, {counted.count(None)} withheld. {len(broken)} broken.", flush=True)
    return bool(broken)


def demonstrate():
    call_command("seed_demo", verbosity=0)
    edition = Edition.objects.get()
    all_of_it = figures([edition.document])
    share = all_of_it.count(None) / len(all_of_it)
    national = headline(Publication.from_json(edition.document))
    print(f"Demonstration history: {all_of_it.count(None)} of {len(all_of_it)} figures withheld, {share:.0%}.")
    print(f"Kept: {national.of_reported}, {national.of_investigated}.")
    comparison = Comparison.objects.get()
    compare(comparison.pk)
    comparison.refresh_from_db()
    for name, way in comparison.ways.items():
        print(f"  {name} the other way: {way['withheld']} of {way['figures']}, {way['withheld'] / way['figures']:.0%}.")


if __name__ == "__main__":
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    demonstrate()
    sys.exit(attack(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
