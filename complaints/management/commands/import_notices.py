"""`manage.py import_notices FILE.json`: takes in a release package of Contracts Finder or Find a Tender."""

from complaints.authorities.receiving import receive
from complaints.importing import ImportCommand, Report


class Command(ImportCommand):
    help = "Imports procurement notices from an OCDS release package. Importing the same file twice changes nothing."

    def import_file(self, file: str) -> Report:
        return receive(file)
