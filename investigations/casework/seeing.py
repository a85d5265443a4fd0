"""What is news of a case until somebody has seen it."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Message, ProviderNews
from complaints.tracking import news as provider_news
from complaints.tracking import writing
from investigations import access
from investigations.models import AuthorityNews, Case
from mysteryshopper.staff.models import User

from . import mentioning


@transaction.atomic
def see(case: Case, news: list[ProviderNews], messages: list[Message], *, by: User) -> None:
    """Marks what is news to `by` as seen: their mentions, and what the provider did, if the case is theirs.

    A lead who looks in takes no news from the owner, who would never hear of it."""
    mentioning.seen(case, by=by, at=timezone.now())
    if case.owner_id == by.pk and access.can_work_on(by, case):
        provider_news.seen(news)
        writing.seen_by_us(messages, at=timezone.now())


@transaction.atomic
def see_authority(case: Case, news: list[AuthorityNews], *, by: User) -> None:
    """Marks what the authority did as seen, if the case is theirs."""
    if case.owner_id == by.pk and access.can_work_on(by, case):
        AuthorityNews.objects.seen(news)
