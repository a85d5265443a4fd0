"""Rows of what a provider tells us, and of what they tell us about."""

from .asking import Asking
from .authority import Authority, AuthorityName, Sector
from .clean_copy import CleanCopy
from .complaint import (
    Bidders,
    Channel,
    Complaint,
    HeardFrom,
    ProviderKind,
    ProviderSector,
    ProviderSize,
    Stage,
)
from .consent import Consent
from .disclosure import Disclosure
from .draft import Draft
from .evidence import Evidence
from .filing_count import FilingCount
from .ground import Ground, SubIssue, Subject
from .identity import Identity
from .identity_key import IdentityKey
from .identity_reading import IdentityReading
from .identity_search import IdentitySearch
from .invoice import Invoice
from .message import Message
from .notice import Notice
from .notification import Notification
from .progress import Progress
from .provider_news import ProviderNews
from .released import Released
from .return_mail import ReturnMail

__all__ = [
    "Asking", "Authority", "AuthorityName", "Bidders", "Channel", "CleanCopy", "Complaint", "Consent",
    "Disclosure", "Draft",
    "Evidence", "FilingCount", "Ground", "HeardFrom", "Identity", "IdentityKey",
    "IdentityReading", "IdentitySearch", "Invoice", "Message", "Notice",
    "Notification", "Progress", "ProviderKind", "ProviderNews", "ProviderSector", "ProviderSize", "Released",
    "ReturnMail",
    "Sector", "Stage", "SubIssue", "Subject",
]  # fmt: skip
