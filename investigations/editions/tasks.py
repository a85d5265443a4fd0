"""A draft's figures, made by a worker."""

from investigations.models import Edition
from mysteryshopper.owed import works_off

from . import building


@works_off(Edition)
def build(draft: Edition) -> None:
    building.build(draft)
