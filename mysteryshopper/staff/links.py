"""The link with which somebody sets a password: works once, for a limited time, and until another one is sent."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from mysteryshopper.mail import send as send_mail

from .models import PasswordLink, User


class _Tokens(PasswordResetTokenGenerator):
    """Django's, of one row: so a token of a link that is used up, replaced or taken back is none."""

    key_salt = "mysteryshopper.staff.links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        link: PasswordLink = user.password_link
        return f"{link.pk}:{timestamp}:{user.password}:{user.email}"


_tokens = _Tokens()


def send(owed: PasswordLink) -> None:
    """Mails the link. It is made here and stands nowhere else. Raises as mail.send does."""
    link = reverse("account_set_password", args=[owed.user_id, _tokens.make_token(owed.user)])
    context = {"link": settings.BASE_URL + link, "until": _lifetime() + timezone.now(), "name": owed.user.name}
    send_mail(
        to=owed.user.email,
        subject="Set your password",
        body=render_to_string("staff/mail/password.txt", context),
        message_id=owed.message_id,
    )


def user_of(pk: int, token: str) -> User | None:
    """Who may set a password with this token. None: nobody, any more."""
    user = User.objects.select_related("password_link").filter(pk=pk, is_active=True).first()
    is_theirs = user is not None and hasattr(user, "password_link") and _tokens.check_token(user, token)
    return user if is_theirs else None


def works_until(link: PasswordLink) -> datetime | None:
    """None: its mail is not sent yet."""
    return link.done_at and link.done_at + _lifetime()


def _lifetime() -> timedelta:
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
