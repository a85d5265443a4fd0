"""Fills in the labelled demonstration: staff accounts and history."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from investigations import demonstration


class Command(BaseCommand):
    help = "Adds demonstration staff accounts and made-up history, labelled as such. Run again, it adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, metavar="N", help="about N cases in all (0: accounts only)")
        parser.add_argument("--seed", type=int, default=2011, help="the same seed gives the same history")

    def handle(self, *args: Any, cases: int | None, seed: int, **options: Any) -> None:
        if not settings.DEMONSTRATION or not settings.DEMONSTRATION_PASSWORD:
            raise CommandError("This is not a demonstration. Set DEMONSTRATION=1 and DEMONSTRATION_PASSWORD first.")
        demonstration.add_staff(settings.DEMONSTRATION_PASSWORD)
        added = demonstration.add_history(seed=seed, cases=cases)
        self.stdout.write(f"{added} demonstration cases added.")
