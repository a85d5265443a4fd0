"""`manage.py load_benchmarks FILE.csv`: what the VCSE share of complaints is held against."""

from complaints.importing import ImportCommand, Report
from investigations.history.benchmarks import load_benchmarks


class Command(ImportCommand):
    help = "Loads benchmarks, each with source and period. Loading the same file twice changes nothing."

    def import_file(self, file: str) -> Report:
        return load_benchmarks(file)
