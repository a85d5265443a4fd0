"""What a field says when an answer will not do, in plain words."""

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_DJANGOS_OWN = forms.Field.default_error_messages["required"]


def check_required_is_said(form: forms.BaseForm) -> None:
    """Only whoever asks knows how to say "Enter your email address" or "Select what happened"."""
    for name, field in form.fields.items():
        if field.required and field.error_messages.get("required") == _DJANGOS_OWN and not field.widget.is_hidden:
            raise ImproperlyConfigured(
                f'{type(form).__name__}.{name} is required: say what is missing in error_messages={{"required": "…"}}.'
            )


def set_messages(field: forms.Field, called: str) -> None:
    """Replaces Django's words, never those the form gave itself."""
    plain = _messages(field, called.replace("%", "%%"))
    djangos: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        djangos |= getattr(kind, "default_error_messages", {})
    for code, message in plain.items():
        if field.error_messages.get(code) == djangos.get(code):
            field.error_messages[code] = message


def _messages(field: forms.Field, called: str) -> dict[str, str]:
    is_multiple = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    one, more = _("Select one of the answers on this page"), _("Select one or more of the answers on this page")
    # English has one form for both, other languages may not.
    longest, shortest = getattr(field, "max_length", None) or 0, getattr(field, "min_length", None) or 0
    messages = {
        "max_length": ngettext(
            "%(called)s must be %(limit_value)d characters or fewer",
            "%(called)s must be %(limit_value)d characters or fewer",
            longest,
        ).replace("%(limit_value)d", f"{longest:,}"),
        "min_length": ngettext(
            "%(called)s must be %(limit_value)d characters or more",
            "%(called)s must be %(limit_value)d characters or more",
            shortest,
        ).replace("%(limit_value)d", f"{shortest:,}"),
        "max_value": _("%(called)s must be %(limit_value)s or less"),
        "min_value": _("%(called)s must be %(limit_value)s or more"),
        "null_characters_not_allowed": _("%(called)s must not contain characters we can’t read"),
        **dict.fromkeys(("invalid_choice", "invalid_list", "invalid_pk_value"), more if is_multiple else one),
    }
    if invalid := _invalid(field):
        messages["invalid"] = invalid
    if isinstance(field, forms.FileField):
        messages |= {
            "max_length": ngettext(
                "The name of the file must be %(max)d characters or fewer",
                "The name of the file must be %(max)d characters or fewer",
                longest,
            ),
            "empty": _("The selected file is empty"),
            "missing": _("Select a file"),
            "invalid": _("The file did not arrive. Select it again"),
        }
    # The limits of numbers come from Django when it refuses an answer.
    return {code: message.replace("%(called)s", called) for code, message in messages.items()}


def _invalid(field: forms.Field) -> str:
    """Nothing for plain text: there only a validator of the form's own says "invalid", and it has its own words."""
    match field:
        case forms.EmailField():
            return _("Enter an email address in the correct format, like name@example.com")
        case forms.URLField():
            return _("Enter a web address in the correct format, like www.example.com")
        case forms.FloatField() | forms.DecimalField():
            return _("%(called)s must be a number")
        case forms.IntegerField():
            return _("%(called)s must be a whole number")
    return ""
