"""Choosing files to send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Cleans to a list of uploads. What they hold is looked at when they are kept."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        return super().clean(data[-1] if data else None, initial) and data


class FilesForm(GovukForm):
    evidence = _Files(
        label=_("Choose one or more files"),
        # An empty one is refused by its name, like others that will not do.
        allow_empty_file=True,
        error_messages={"required": _("Choose a file"), "invalid": _("Choose a file, and send it again")},
    )
    govuk = {
        "evidence": {
            "called": _("The file"),
            "seen_by": _("Who sees this: our investigators. The authority only if you agree."),
        }
    }
