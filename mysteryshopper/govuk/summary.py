"""The list at the top of a page of what is wrong with its forms."""

from collections.abc import Iterator

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .components import render
from .parts import Params, first_input_id


def error_summary(*forms: BaseForm) -> SafeString:
    errors = [line for form in forms for line in _lines(form)]
    params = {"titleText": _("There is a problem"), "errorList": errors}
    return render("error-summary", params) if errors else SafeString()


def _lines(form: BaseForm) -> Iterator[Params]:
    """What is wrong with the whole, then field by field. A hidden field is no place to go to."""
    first = next(iter(form.visible_fields()), None)
    href = f"#{first_input_id(first)}" if first else None
    yield from ({"text": text, "href": href} for text in form.non_field_errors())
    for field in form:
        link = None if field.is_hidden else f"#{first_input_id(field)}"
        yield from ({"text": text, "href": link} for text in field.errors)
