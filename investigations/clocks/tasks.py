"""What is owed to clocks, worked off by Celery."""

from investigations.models import ClockChange
from mysteryshopper.owed import works_off

from . import changing


@works_off(ClockChange)
def count_again(change: ClockChange) -> None:
    changing.count_again(change)
