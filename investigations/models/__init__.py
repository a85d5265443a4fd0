"""Rows of what we do about a complaint."""

from .answer import AuthorityNews, GroundAnswer, LetterReceipt, MoreTime, MoreTimeMail
from .authority_document import AuthorityDocument
from .authority_satisfaction import AuthoritySatisfaction
from .benchmark import Benchmark, BenchmarkChange
from .bulk import BulkAction, BulkItem
from .case import Case
from .case_choices import FollowedUpAs, Readers
from .chase import Chase, ChaseStep
from .clock import RUNNING, CaseClock, ClockChange, ClockPause, ClockSetting, Holiday, WhyStopped
from .contact import Contact
from .edition import Comparison, Edition, EditionCase
from .event import CaseEvent
from .figures_digest import FiguresDigest
from .finding import Finding, Issue, Verdict
from .held_text import Audience, HeldText, HeldTextOpening, Override
from .incoming import IncomingFile, IncomingMail, Mailbox
from .letter import Letter, LetterMail
from .letter_template import ChasingTemplate, LetterKind, LetterTemplate
from .mention import Mention
from .officer import Officer
from .outcome import CHANGED, NOT_INVESTIGATED, Outcome
from .pace import Measure, Pace
from .presence import Presence
from .recommendation import Recommendation, RecommendationEvent
from .register import EntryVersion, RegisterEntry
from .reminder import Reminder
from .report import Report
from .rule import Rule, RuleChange
from .saved_view import SavedView
from .second_call import SecondCall
from .spot_check import Draw, SpotCheck
from .standing import Standing
from .summary import Publication, ReplyRedaction, RightOfReply, Summary
from .tag import CaseLink, CaseTag
from .tally import Tally
from .task import Task, TaskTemplate
from .theme_count import ThemeCount

__all__ = [
    "CHANGED", "NOT_INVESTIGATED", "RUNNING", "Audience", "AuthorityDocument", "AuthorityNews",
    "AuthoritySatisfaction", "Benchmark", "BenchmarkChange", "BulkAction", "BulkItem", "Case", "CaseClock",
    "CaseEvent", "CaseLink", "CaseTag", "Chase", "ChaseStep", "ChasingTemplate", "ClockChange", "ClockPause",
    "ClockSetting", "Comparison", "Contact", "Draw", "Edition", "EditionCase", "EntryVersion", "FiguresDigest",
    "Finding", "FollowedUpAs", "GroundAnswer", "HeldText", "HeldTextOpening", "Holiday", "IncomingFile",
    "IncomingMail", "Issue", "Letter", "LetterKind", "LetterMail", "LetterReceipt", "LetterTemplate", "Mailbox",
    "Measure", "Mention", "MoreTime",
    "MoreTimeMail", "Officer", "Outcome", "Override", "Pace", "Presence", "Publication", "Readers",
    "Recommendation", "RecommendationEvent", "RegisterEntry", "Reminder", "ReplyRedaction", "Report", "RightOfReply",
    "Rule", "RuleChange", "SavedView", "SecondCall", "SpotCheck", "Standing", "Summary", "Tally", "Task",
    "TaskTemplate", "ThemeCount", "Verdict", "WhyStopped",
]  # fmt: skip
