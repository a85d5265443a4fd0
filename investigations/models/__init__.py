"""Rows of what we do about a complaint."""

from .benchmark import Benchmark
from .case import Case
from .event import CaseEvent
from .outcome import CHANGED, NOT_INVESTIGATED, Outcome
from .tally import Tally

__all__ = ["CHANGED", "NOT_INVESTIGATED", "Benchmark", "Case", "CaseEvent", "Outcome", "Tally"]
