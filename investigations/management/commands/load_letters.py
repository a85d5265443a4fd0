"""`manage.py load_letters`: the templates of letters with which the service comes."""

from typing import Any

from django.core.management.base import BaseCommand

from investigations.letters import starters


class Command(BaseCommand):
    help = "Adds the templates of letters that are not there yet. What leads have changed stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{starters.load()} templates of letters added.")
