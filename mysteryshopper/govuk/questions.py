"""A field of a form as its GOV.UK component."""

from collections.abc import Callable

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from . import choices, inputs
from .dates import GovukDateWidget
from .options import Options, options
from .parts import Params, error, hint, input_id, passed_on
from .worded import worded

# The first that fits: Django's widgets inherit from each other.
_COMPONENTS: list[tuple[type[forms.Widget], str, Callable[[BoundField, Options], Params]]] = [
    (GovukDateWidget, "date-input", inputs.date),
    (forms.CheckboxSelectMultiple, "checkboxes", choices.checkboxes),
    (forms.RadioSelect, "radios", choices.radios),
    (forms.CheckboxInput, "checkboxes", choices.checkbox),
    (forms.Select, "select", choices.select),
    (forms.FileInput, "file-upload", inputs.file),
    (forms.PasswordInput, "password-input", inputs.password),
    (forms.Textarea, "textarea", inputs.textarea),
    (forms.widgets.Input, "input", inputs.text),
]


def questions(form: forms.BaseForm) -> SafeString:
    """All fields of a form; those that an answer reveals stand inside the question they belong to."""
    fields = form.questions() if hasattr(form, "questions") else form
    return mark_safe("\n".join(question(field) for field in fields))  # noqa: S308 each is safe


def question(field: BoundField) -> SafeString:
    if field.is_hidden:
        return field.as_hidden()
    asked = options(field.form, field.name)
    component, params = _component(field, asked)
    common = {
        "id": input_id(field),
        "name": field.html_name,
        "hint": hint(field, asked),
        "errorMessage": error(field),
        "disabled": field.field.disabled,
        "attributes": passed_on(field, asked),
    }
    return worded(component, common | params | _revealing(field, asked, params))


def _component(field: BoundField, asked: Options) -> tuple[str, Params]:
    for widget, component, builder in _COMPONENTS:
        if isinstance(field.field.widget, widget):
            params = builder(field, asked)
            return "character-count" if params.get("maxlength") else component, params
    raise NotImplementedError(f"No GOV.UK component for {type(field.field.widget).__name__}.")


def _revealing(field: BoundField, asked: Options, params: Params) -> Params:
    if not asked.reveals:
        return {}
    return {"items": [item | _revealed(field, asked.revealed_by(item.get("value", ""))) for item in params["items"]]}


def _revealed(field: BoundField, names: list[str]) -> Params:
    inside = "\n".join(question(field.form[name]) for name in names)
    return {"conditional": {"html": mark_safe(inside)}} if inside else {}  # noqa: S308 each is safe
