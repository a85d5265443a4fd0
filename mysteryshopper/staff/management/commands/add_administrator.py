"""`manage.py add_administrator EMAIL --name NAME`: the first account of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mysteryshopper.staff import accounts
from mysteryshopper.staff.models import Role
from mysteryshopper.staff.people_forms import NewPersonForm


class Command(BaseCommand):
    help = "Adds an administrator, who gets a mail with a link to set a password. They add everybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        form = NewPersonForm({"email": email, "name": name, "role": Role.ADMINISTRATOR})
        if not form.is_valid():
            raise CommandError(" ".join(f"{words}." for errors in form.errors.values() for words in errors))
        try:
            added = accounts.add(by=None, **form.cleaned_data)
        except accounts.Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{added} is an administrator. The running service mails a link to {added.email}.")
