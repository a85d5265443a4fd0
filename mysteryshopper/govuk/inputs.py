"""Parameters of the components to type into: text, password, longer text, file, date."""

from django import forms
from django.forms import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .dates import BOX_LABELS, BOXES
from .options import Options
from .parts import Params, boxes_in_error, fieldset, input_id, label


def text(field: BoundField, asked: Options) -> Params:
    widget = field.field.widget
    is_number = isinstance(widget, forms.NumberInput)
    number_keys = "numeric" if type(field.field) is forms.IntegerField else "decimal"
    width = f"govuk-input--width-{asked.width}" if asked.width else ""
    return label(field, asked) | {
        # Not type="number": a scroll of the wheel changes it, and what is not a number is lost on the way.
        "type": "text" if is_number else widget.input_type,
        "value": widget.format_value(field.value()),
        "classes": f"{asked.classes} {width}".strip(),
        "autocomplete": asked.autocomplete or widget.attrs.get("autocomplete"),
        "autocapitalize": asked.autocapitalize or widget.attrs.get("autocapitalize"),
        "inputmode": asked.inputmode or widget.attrs.get("inputmode") or (number_keys if is_number else None),
        "spellcheck": False if asked.spellcheck is None and widget.input_type == "email" else asked.spellcheck,
        "prefix": {"text": asked.prefix} if asked.prefix else None,
        "suffix": {"text": asked.suffix} if asked.suffix else None,
    }


def password(field: BoundField, asked: Options) -> Params:
    """Never with what was typed."""
    params = text(field, asked)
    return {name: params[name] for name in ("label", "classes", "autocomplete")}


def textarea(field: BoundField, asked: Options) -> Params:
    return label(field, asked) | {
        "value": _multiline(field.field.widget.format_value(field.value())),
        "classes": asked.classes,
        "rows": asked.rows,
        "autocomplete": asked.autocomplete,
        "spellcheck": asked.spellcheck,
        "maxlength": getattr(field.field, "max_length", None),
    }


def file(field: BoundField, asked: Options) -> Params:
    widget = field.field.widget
    return label(field, asked) | {
        "classes": asked.classes,
        "multiple": getattr(widget, "allow_multiple_selected", False),
        "javascript": True,
    }


def date(field: BoundField, asked: Options) -> Params:
    parts = field.field.widget.format_value(field.value())
    wrong = boxes_in_error(field)
    boxes = [
        {
            "name": box,
            "label": BOX_LABELS[box],
            "value": getattr(parts, box),
            "classes": f"govuk-input--width-{4 if box == 'year' else 2}" + " govuk-input--error" * (box in wrong),
        }
        for box in BOXES
    ]
    return fieldset(field, asked) | {"id": input_id(field), "namePrefix": field.html_name, "items": boxes}


def _multiline(value: str | None) -> SafeString:
    """Line breaks as references: the macros indent what they nest, and the text would grow with every rendering.

    A first one is written twice, because browsers drop it.
    """
    text = (value or "").replace("\r\n", "\n")
    text = "\n" + text if text.startswith("\n") else text
    return mark_safe(escape(text).replace("\n", "&#10;"))  # noqa: S308 escaped in this line
