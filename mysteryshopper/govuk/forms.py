"""The base of every form: plain messages, and the options for asking each field as a GOV.UK component."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from .dates import GovukDateField, GovukDateWidget
from .options import options
from .wording import check_required_is_said, set_messages

__all__ = ["GovukDateField", "GovukDateWidget", "GovukForm", "GovukMixin"]


class GovukMixin(forms.BaseForm):
    """For forms made elsewhere. `govuk` holds the Options of each field by its name."""

    govuk: Mapping[str, Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            set_messages(field, self.called(name))

    def called(self, name: str) -> str:
        """What messages call the answer. A label that is a question would not make a sentence."""
        label = str(self.fields[name].label or name.replace("_", " ").capitalize())
        return str(options(self, name).called) or (_("Your answer") if label.endswith("?") else label)

    def questions(self) -> Iterator[BoundField]:
        """The fields in the order of the page. One that appears with another's answer comes with that other."""
        revealed = {
            inner
            for name in self.fields
            for value in options(self, name).reveals
            for inner in options(self, name).revealed_by(value)
        }
        return (self[name] for name in self.fields if name not in revealed)

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """Browsers send two characters for a line break; people, and the counter below the box, count one."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class GovukForm(GovukMixin, forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        check_required_is_said(self)
