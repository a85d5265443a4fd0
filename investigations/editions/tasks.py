"""A draft's figures, and what other ways of cutting its tables would withhold, made by a worker."""

from investigations.models import Comparison, Edition
from mysteryshopper.owed import works_off

from . import building


@works_off(Edition)
def build(draft: Edition) -> None:
    building.build(draft)


@works_off(Comparison)
def compare(comparison: Comparison) -> None:
    building.compare(comparison)
