"""Rows of what we do about a complaint."""

from .benchmark import Benchmark
from .bulk import BulkAction, BulkItem
from .case import Case, Readers
from .clock import RUNNING, CaseClock, ClockChange, ClockPause, ClockSetting, Holiday, WhyStopped
from .event import CaseEvent
from .finding import Finding, Issue, Verdict
from .held_text import Audience, HeldText, Override
from .mention import Mention
from .outcome import CHANGED, NOT_INVESTIGATED, Outcome
from .presence import Presence
from .reminder import Reminder
from .rule import Rule, RuleChange
from .saved_view import SavedView
from .spot_check import Draw, SpotCheck
from .standing import Standing
from .tag import CaseLink, CaseTag
from .tally import Tally
from .task import Task, TaskTemplate

__all__ = [
    "CHANGED", "NOT_INVESTIGATED", "RUNNING", "Audience", "Benchmark", "BulkAction", "BulkItem", "Case",
    "CaseClock", "CaseEvent", "CaseLink", "CaseTag", "ClockChange", "ClockPause", "ClockSetting", "Draw", "Finding",
    "HeldText", "Holiday", "Issue", "Mention", "Outcome", "Override", "Presence", "Readers", "Reminder", "Rule",
    "RuleChange", "SavedView", "SpotCheck", "Standing", "Tally", "Task", "TaskTemplate", "Verdict", "WhyStopped",
]  # fmt: skip
