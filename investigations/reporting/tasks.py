"""What is owed to who asked for figures, worked off by Celery."""

from investigations.models import FiguresDigest
from mysteryshopper.owed import works_off

from . import digest


@works_off(FiguresDigest)
def send_figures(row: FiguresDigest) -> None:
    digest.send(row)
