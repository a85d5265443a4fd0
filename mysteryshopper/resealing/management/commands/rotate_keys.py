"""`manage.py rotate_keys`: seals everything under the newest key. How a key is changed: docs/keys.md."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from mysteryshopper.resealing.resealing import stores
from mysteryshopper.sealed import new_key as fresh_key


class Command(BaseCommand):
    help = (
        "Seals everything anew under the first key in SEAL_KEYS. Afterwards the others open nothing and can be taken "
        "away. Can be broken off and begun again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-key", action="store_true", help="print a fresh key, and do nothing else")

    def handle(self, *, new_key: bool, **options: object) -> None:
        if new_key:
            self.stdout.write(fresh_key())
            return
        broken, resealed = [], 0
        for store in stores():
            for failed in tqdm(store.reseal(), desc=store.name, total=store.older(), file=self.stderr, unit=""):
                resealed += failed is None
                broken += [failed] if failed else []
        self.stdout.write(f"{resealed:,} sealed anew.")
        if broken:
            shown = "\n".join(broken[:20])
            raise CommandError(f"{len(broken):,} open with no key in SEAL_KEYS, and stay as they are:\n{shown}")
        if left := sum(store.older() for store in stores()):
            raise CommandError(
                f"{left:,} were sealed under an older key meanwhile. Restart web and workers, so that all of them seal "
                "with the first key, then run this again."
            )
        self.stdout.write("Nothing is left that an older key opens. Take the older keys out of SEAL_KEYS.")
