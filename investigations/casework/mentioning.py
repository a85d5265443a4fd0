"""Colleagues mentioned in a note: who can be, the mail that tells them, and when they have seen it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string

from investigations import access
from investigations.models import Case, Mention, Readers, Standing
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail
from mysteryshopper.staff.models import User


def mentionable(case: Case, *, by: User) -> QuerySet[User]:
    """Whoever could be given the case: nobody with a conflict of interest, and of a restricted one those named."""
    mine = Standing.objects.filter(case=case, user=OuterRef("pk"))
    able = User.objects.filter(~Exists(mine.filter(kind=Standing.Kind.CONFLICT)), access.who_work_queue())
    if case.readers == Readers.RESTRICTED:
        able = able.filter(Exists(mine.filter(kind=Standing.Kind.NAMED)) | Q(pk=case.owner_id))
    return able.exclude(pk=by.pk).order_by("name", "pk")


def mention(case: Case, user: User, *, at: datetime) -> None:
    """Leaves news for them and owes them a mail."""
    Mention.objects.create(case=case, user=user, at=at, message_id=new_message_id())


def send(mention: Mention) -> None:
    """Sends the mail, which has the reference only. Nothing to those who have seen the case meanwhile, or left.

    Raises CannotBeDone, and whatever the mail server raises."""
    if mention.seen_at or not access.can_work_queue(mention.user):
        return
    context = {"reference": mention.case.reference, "BASE_URL": settings.BASE_URL}
    send_mail(
        to=mention.user.email,
        subject="You are mentioned in a case",
        body=render_to_string("investigations/casework/mail/mention.txt", context),
        message_id=mention.message_id,
    )


def seen(case: Case, *, by: User, at: datetime) -> None:
    """They have opened the case."""
    case.mentions.filter(user=by, seen_at=None).update(seen_at=at)
