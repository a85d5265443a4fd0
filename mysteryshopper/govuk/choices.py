"""Parameters of the components to choose from: radios, checkboxes, select."""

from typing import Any

from django.forms import BoundField

from .options import Options
from .parts import Params, fieldset, hint, input_id, label


def radios(field: BoundField, asked: Options) -> Params:
    classes = [asked.classes, "govuk-radios--inline" * asked.inline, "govuk-radios--small" * asked.small]
    return fieldset(field, asked) | {
        "idPrefix": input_id(field),
        "items": _items(field, asked),
        "classes": " ".join(filter(None, classes)),
    }


def checkboxes(field: BoundField, asked: Options) -> Params:
    return fieldset(field, asked) | {
        "idPrefix": input_id(field),
        "items": _items(field, asked),
        "classes": " ".join(filter(None, [asked.classes, "govuk-checkboxes--small" * asked.small])),
    }


def checkbox(field: BoundField, asked: Options) -> Params:
    """A single one: its label is the question, unless a legend is given."""
    box = {
        "value": "true",
        "text": field.label,
        "checked": field.field.widget.check_test(field.value()),
        "disabled": field.field.disabled,
        "hint": None if asked.legend else hint(field, asked),
    }
    params: Params = {"idPrefix": input_id(field), "items": [box], "classes": asked.classes}
    return params | (fieldset(field, asked, asked.legend) if asked.legend else {"hint": None})


def select(field: BoundField, asked: Options) -> Params:
    items = [
        {"value": _value(option), "text": option["label"], "selected": option["selected"]} for option in _options(field)
    ]
    return label(field, asked) | {"items": items, "classes": asked.classes}


def _items(field: BoundField, asked: Options) -> list[Params]:
    items: list[Params] = []
    for number, option in enumerate(_options(field)):
        value = _value(option)
        if value in asked.dividers:
            items.append({"divider": asked.dividers[value]})
        items.append(
            {
                # The macro would give it to the first item, also when that is a divider, which has none.
                "id": None if number else input_id(field),
                "value": value,
                "text": option["label"],
                "checked": option["selected"],
                "disabled": field.field.disabled,
                "hint": {"text": asked.item_hints[value]} if value in asked.item_hints else None,
            }
        )
    return items


def _options(field: BoundField) -> list[dict[str, Any]]:
    """The choices as the widget sees them. The components have no groups, so groups come one after another."""
    widget = field.field.widget
    groups = widget.optgroups(field.html_name, widget.format_value(field.value()))
    return [option for _, options, _ in groups for option in options]


def _value(option: dict[str, Any]) -> str:
    return str(option["value"])
