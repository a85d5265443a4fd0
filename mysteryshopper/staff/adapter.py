"""How allauth behaves here: accounts are made by administrators, messages are plain, second factors are sealed."""

import base64
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from mysteryshopper.sealed import seal, unseal

from .models import PasswordLink, User

_SECRETS = "mfa_authenticator.data"


class StaffAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "Check your email address and password: together they do not match an account that can sign in"
        ),
        "too_many_login_attempts": (
            "There were too many failed attempts to sign in from where you are. Wait 5 minutes, then try again"
        ),
        "rate_limited": "There were too many wrong codes. Wait 5 minutes, then try again",
        "incorrect_password": "That is not your password. Enter it again",
        "enter_current_password": "That is not your current password. Enter it again",
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("staff:account")

    def set_password(self, user: User, password: str) -> None:
        """A link that was sent for it is of no use any more."""
        super().set_password(user, password)
        PasswordLink.objects.filter(user=user).delete()

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages only, whatever the headers say."""
        return False

    def reauthenticate(self, user: User, password: str) -> bool:
        """By the account's own address: there is no table of further addresses here."""
        known = self.authenticate(self.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **rest: object) -> bool:
        """Not of somebody who has just signed in."""
        records = get_authentication_records(self.request, self.request.user)
        recent = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or no longer valid. Enter the code that your app shows now",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, column=_SECRETS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), column=_SECRETS)

    def build_totp_svg(self, url: str) -> str:
        """For the page itself: without the XML declaration, and with a name for those who don't see it."""
        svg: str = super().build_totp_svg(url)
        described = '<svg role="img" aria-label="QR code for your app" '
        return svg[svg.index("<svg") :].replace("<svg ", described, 1)
