"""Fills in the labelled demonstration: staff accounts and history."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from investigations.demonstration.accounts import add_accounts
from investigations.demonstration.corresponding import add_letters
from investigations.demonstration.edition import add_edition
from investigations.demonstration.history import add_history
from investigations.demonstration.open_cases import add_open_cases
from investigations.demonstration.recommended import add_recommended_cases
from investigations.summaries.entering import enter_history


class Command(BaseCommand):
    help = "Adds demonstration staff accounts and made-up history, labelled as such. Run again, it adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--cases", type=int, metavar="N", help="about N closed cases in all, none open (0: accounts only)"
        )
        parser.add_argument("--seed", type=int, default=2011, help="the same seed gives the same history")

    def handle(self, *args: Any, cases: int | None, seed: int, **options: Any) -> None:
        if not settings.DEMONSTRATION or not settings.DEMONSTRATION_PASSWORD:
            raise CommandError("This is not a demonstration. Set DEMONSTRATION=1 and DEMONSTRATION_PASSWORD first.")
        if cases is not None and cases < 0:
            raise CommandError("--cases must be 0 or more.")
        add_accounts(settings.DEMONSTRATION_PASSWORD)
        added = add_history(seed=seed, cases=cases)
        if cases is None:
            now = timezone.now()
            added += add_open_cases(now=now) + add_recommended_cases(now=now) + add_letters(now=now)
            add_edition(timezone.localdate())
        enter_history()
        self.stdout.write(f"{added} demonstration cases added.")
