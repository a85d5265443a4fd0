"""`manage.py import_cases FILE.csv`: published cases in the official seven columns, with two of our own if there."""

from django.utils import timezone

from complaints.importing import ImportCommand, Report
from investigations.history.importing import import_cases


class Command(ImportCommand):
    help = "Imports published cases. Importing the same file twice changes nothing."

    def import_file(self, file: str) -> Report:
        return import_cases(file, today=timezone.localdate())
