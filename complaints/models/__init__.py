"""Rows of what a provider tells us, and of what they tell us about."""

from .authority import Authority, AuthorityName, Sector
from .complaint import Complaint, Ground, ProviderKind, ProviderSize, Stage, SubIssue, Subject
from .draft import Draft
from .identity import Identity
from .notice import Notice
from .notification import Notification
from .progress import Progress

__all__ = [
    "Authority", "AuthorityName", "Complaint", "Draft", "Ground", "Identity", "Notice", "Notification", "Progress",
    "ProviderKind", "ProviderSize", "Sector", "Stage", "SubIssue", "Subject",
]  # fmt: skip
