"""What a provider and the investigators write to each other, and who has seen it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from complaints.models import Complaint, Message, Notification, ProviderNews
from complaints.tracking import news, telling
from mysteryshopper.staff.models import User

LONGEST = 10_000


@transaction.atomic
def write_to_us(complaint: Complaint, text: str, *, at: datetime) -> None:
    """The provider writes. The same text while nobody has seen it is one message: a button pressed twice."""
    if not _waits(complaint, text, is_ours=False):
        Message.objects.create(complaint=complaint, text=text, at=at)
        news.add(complaint, ProviderNews.Kind.MESSAGE, at=at)


@transaction.atomic
def write_to_provider(complaint: Complaint, text: str, *, by: User, at: datetime) -> None:
    """Somebody of the staff writes, and the provider is mailed that there is news. The same text while the provider has
    not seen it is one message."""
    if not _waits(complaint, text, is_ours=True):
        Message.objects.create(complaint=complaint, by=by, text=text, at=at)
        telling.mail(complaint, Notification.Kind.NEWS)


def _waits(complaint: Complaint, text: str, *, is_ours: bool) -> bool:
    # One at a time, or two presses at the same moment would not see each other.
    Complaint.objects.select_for_update().get(pk=complaint.pk)
    waiting = complaint.messages.filter(by__isnull=not is_ours, seen_at=None)
    return any(message.text == text for message in waiting)


def seen_by_provider(messages: Iterable[Message], *, at: datetime) -> None:
    """Marks what the staff wrote among what was just shown to the provider."""
    _mark([message.pk for message in messages if message.by_id is not None and message.seen_at is None], at)


def seen_by_us(messages: Iterable[Message], *, at: datetime) -> None:
    """Marks what the provider wrote among what was just shown to somebody who works on it."""
    _mark([message.pk for message in messages if message.by_id is None and message.seen_at is None], at)


def _mark(shown: list[int], at: datetime) -> None:
    # By their keys: a message that came after the page was read has not been seen.
    if shown:
        Message.objects.filter(pk__in=shown, seen_at=None).update(seen_at=at)
