"""`manage.py load_authorities FILE.csv`: brings the table of authorities up to a list."""

from complaints.authorities.loading import load
from complaints.importing import ImportCommand, Report


class Command(ImportCommand):
    help = "Loads authorities and the names they go by from a CSV file. Loading the same file twice changes nothing."

    def import_file(self, file: str) -> Report:
        return load(file)
