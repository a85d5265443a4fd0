"""Rows of what we do about a complaint."""

from .benchmark import Benchmark
from .bulk import BulkAction, BulkItem
from .case import Case, Readers
from .event import CaseEvent
from .held_text import Audience, HeldText, Override
from .outcome import CHANGED, NOT_INVESTIGATED, Outcome
from .standing import Standing
from .tally import Tally

__all__ = [
    "CHANGED", "NOT_INVESTIGATED", "Audience", "Benchmark", "BulkAction", "BulkItem", "Case", "CaseEvent",
    "HeldText", "Outcome", "Override", "Readers", "Standing", "Tally",
]  # fmt: skip
