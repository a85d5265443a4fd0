"""What stands around an input of any kind: label or legend, hint, error message."""

from typing import Any

from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .dates import BOXES, GovukDateWidget
from .options import Options, Words

Params = dict[str, Any]

# Attributes of Django's widgets that the components set themselves, or that get in people's way: an input
# that cuts off what is pasted (maxlength), a label that goes away (placeholder).
_NOT_PASSED_ON = {
    "autocapitalize", "autocomplete", "class", "cols", "id", "inputmode", "max", "maxlength", "min", "minlength",
    "placeholder", "required", "rows", "spellcheck", "step", "style",
}  # fmt: skip


def input_id(field: BoundField) -> str:
    return field.auto_id or field.html_name


def first_input_id(field: BoundField) -> str:
    """Where a link to the field goes: the date's first box in error, else the only or first input."""
    if not isinstance(field.field.widget, GovukDateWidget):
        return input_id(field)
    boxes = boxes_in_error(field) or BOXES
    return f"{input_id(field)}-{boxes[0]}"


def boxes_in_error(field: BoundField) -> tuple[str, ...]:
    """Of a date's boxes, those that its error is about."""
    for error in field.errors.as_data():
        return tuple((error.params or {}).get("boxes", BOXES))
    return ()


def label(field: BoundField, asked: Options) -> Params:
    classes = f"govuk-label--{asked.size}" if asked.size else ""
    return {"label": {"text": field.label, "classes": classes, "isPageHeading": asked.page_heading}}


def fieldset(field: BoundField, asked: Options, legend: Words = "") -> Params:
    classes = f"govuk-fieldset__legend--{asked.size}" if asked.size else ""
    text = {"text": legend or field.label, "classes": classes, "isPageHeading": asked.page_heading}
    return {"fieldset": {"legend": text}}


def hint(field: BoundField, asked: Options) -> Params | None:
    text = asked.hint or field.help_text
    if not asked.seen_by:
        return {"text": text} if text else None
    before = format_html("{} ", text) if text else ""
    return {"html": format_html('{}<span class="app-seen-by">{}</span>', before, asked.seen_by)}


def error(field: BoundField) -> Params | None:
    """All of them, each on its own line. The macro escapes the text of one."""
    if not field.errors:
        return None
    # Read out before the message; the macro adds the colon.
    params: Params = {"visuallyHiddenText": _("Error")}
    if len(field.errors) == 1:
        return params | {"text": field.errors[0]}
    return params | {"html": format_html_join(mark_safe("<br>"), "{}", ((text,) for text in field.errors))}


def passed_on(field: BoundField, asked: Options) -> Params:
    """Attributes of the input that no parameter of the component stands for."""
    given = field.field.widget.attrs | asked.attributes
    return {
        name: "" if value is True else value
        for name, value in given.items()
        if name not in _NOT_PASSED_ON and value is not False
    }
