"""allauth's forms in our words and look. What they check is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as code
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp

from mysteryshopper.govuk.forms import GovukMixin

_CODE = {"width": 10, "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": False}


class _Ours(GovukMixin):
    # By field: its label, and what to say when it is left empty.
    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, missing) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = missing


class SignInForm(_Ours, account.LoginForm):
    words = {
        "login": ("Email address", "Enter your email address"),
        "password": ("Password", "Enter your password"),
    }
    govuk = {"login": {"autocomplete": "username"}}


class ConfirmPasswordForm(_Ours, account.ReauthenticateForm):
    words = {"password": ("Password", "Enter your password")}


class ChangePasswordForm(_Ours, account.ChangePasswordForm):
    words = {
        "oldpassword": ("Current password", "Enter your current password"),
        "password1": ("New password", "Enter a new password"),
        "password2": ("New password, once more", "Enter the new password once more"),
    }
    govuk = {"password1": {"hint": "At least 12 characters. Three words that do not belong together are a good start."}}


class SetPasswordForm(_Ours, account.ResetPasswordKeyForm):
    words = {
        "password1": ("New password", "Enter a new password"),
        "password2": ("New password, once more", "Enter the new password once more"),
    }
    govuk = ChangePasswordForm.govuk


class CodeForm(_Ours, code.AuthenticateForm):
    words = {"code": ("Code", "Enter the code that your app shows, or a recovery code")}
    govuk = {"code": {"hint": "6 numbers from your app, or one of your recovery codes.", **_CODE}}


class ConfirmCodeForm(_Ours, code.ReauthenticateForm):
    words, govuk = CodeForm.words, CodeForm.govuk


class SetUpAppForm(_Ours, totp.ActivateTOTPForm):
    words = {"code": ("Code that your app shows now", "Enter the code that your app shows now")}
    govuk = {"code": {"hint": "6 numbers.", **_CODE}}


class RemoveAppForm(_Ours, totp.DeactivateTOTPForm):
    pass


class NewRecoveryCodesForm(_Ours, recovery.GenerateRecoveryCodesForm):
    pass
