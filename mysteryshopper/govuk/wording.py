"""What a field says when an answer will not do, in plain words."""

from django import forms
from django.core.exceptions import ImproperlyConfigured

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
    how_many = "one or more" if is_multiple else "one"
    messages = {
        "max_length": f"{called} must be %(limit_value)d characters or fewer",
        "min_length": f"{called} must be %(limit_value)d characters or more",
        "max_value": f"{called} must be %(limit_value)s or less",
        "min_value": f"{called} must be %(limit_value)s or more",
        "null_characters_not_allowed": f"{called} must not contain characters we can’t read",
        "invalid_choice": f"Select {how_many} of the answers on this page",
        "invalid_list": f"Select {how_many} of the answers on this page",
        "invalid_pk_value": f"Select {how_many} of the answers on this page",
    }
    if invalid := _invalid(field, called):
        messages["invalid"] = invalid
    if isinstance(field, forms.FileField):
        messages |= {
            "max_length": "The name of the file must be %(max)d characters or fewer",
            "empty": "The selected file is empty",
            "missing": "Select a file",
            "invalid": "The file did not arrive. Select it again",
        }
    return messages


def _invalid(field: forms.Field, called: str) -> str:
    """Nothing for plain text: there only a validator of the form's own says "invalid", and it has its own words."""
    match field:
        case forms.EmailField():
            return "Enter an email address in the correct format, like name@example.com"
        case forms.URLField():
            return "Enter a web address in the correct format, like www.example.com"
        case forms.FloatField() | forms.DecimalField():
            return f"{called} must be a number"
        case forms.IntegerField():
            return f"{called} must be a whole number"
        case _:
            return ""
