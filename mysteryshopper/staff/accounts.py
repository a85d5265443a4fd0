"""The verbs on staff accounts. Each is one transaction, and leaves a row of who did it."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from mysteryshopper.mail import new_message_id

from . import links
from .models import AccountEvent, PasswordLink, Role, User

_Kind = AccountEvent.Kind


class Refused(Exception):
    """Carries a sentence fit for the page."""


@transaction.atomic
def add(*, name: str, email: str, role: str, by: User | None) -> User:
    """Owes them the mail with the link for their password. `by`: None on the command line. Raises Refused."""
    email = email.lower()
    said = {"name": name, "role": role, "password": make_password(None)}
    user, is_new = User.objects.get_or_create(email=email, defaults=said)
    if not is_new:
        raise Refused(f"There is an account with this address already: {user}.")
    _record(user, _Kind.ADDED, f"{name}, {Role(role).label}", by=by)
    _owe_link(user)
    return user


@transaction.atomic
def change(user: User, *, name: str, role: str, by: User) -> None:
    """The same again changes nothing. Raises Refused."""
    user = _locked(user)
    if role != user.role:
        _check_is_not_last(user, "gets another role")
        _record(user, _Kind.ROLE, f"{Role(user.role).label} → {Role(role).label}", by=by)
    if name != user.name:
        _record(user, _Kind.NAMED, f"{user.name} → {name}", by=by)
    user.name, user.role = name, role
    user.save(update_fields=["name", "role"])


@transaction.atomic
def shut(user: User, *, by: User) -> None:
    """Their sessions end with their next click, and no link lets them in. Again changes nothing. Raises Refused."""
    user = _locked(user)
    if not user.is_active:
        return
    _check_is_not_last(user, "is shut")
    user.is_active = False
    user.save(update_fields=["is_active"])
    PasswordLink.objects.filter(user=user).delete()
    _record(user, _Kind.SHUT, by=by)


@transaction.atomic
def open_again(user: User, *, by: User) -> None:
    """With the password and the second factor that they had. Again changes nothing."""
    user = _locked(user)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        _record(user, _Kind.OPENED, by=by)


@transaction.atomic
def send_link(user: User, *, by: User) -> None:
    """Another link for their password; one that was sent before works no longer. Raises Refused."""
    user = _locked(user)
    _check_is_open(user)
    _owe_link(user)
    _record(user, _Kind.LINK, by=by)


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """With their password, and their sessions end: else whoever knows it alone could set up a factor of their own.

    They get a link for another password. Raises Refused."""
    user = _locked(user)
    _check_is_open(user)
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise Refused(f"{user} has no second factor.")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _record(user, _Kind.FACTOR, by=by)
    _owe_link(user)


@transaction.atomic
def set_password(pk: int, token: str, password: str) -> None:
    """What the link is for. Raises Refused when it was used up meanwhile."""
    User.objects.select_for_update(no_key=True).filter(pk=pk).first()
    user = links.user_of(pk, token)
    if user is None:
        raise Refused("This link does not work any more.")
    get_adapter().set_password(user, password)
    _record(user, _Kind.PASSWORD, by=user)


def _locked(user: User) -> User:
    """As it is now. All administrators first: of two who shut each other, the second sees that they are the last."""
    list(User.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR).order_by("pk"))
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _check_is_not_last(user: User, what: str) -> None:
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and user.is_active and not others.exists():
        raise Refused(f"{user} is the last administrator. Make somebody else one before the account {what}.")


def _check_is_open(user: User) -> None:
    if not user.is_active:
        raise Refused(f"The account of {user} is shut. Open it first.")


def _owe_link(user: User) -> None:
    PasswordLink.objects.filter(user=user).delete()
    PasswordLink.objects.create(user=user, message_id=new_message_id())


def _record(user: User, kind: str, note: str = "", *, by: User | None) -> None:
    AccountEvent.objects.create(user=user, kind=kind, note=note, by=by)
