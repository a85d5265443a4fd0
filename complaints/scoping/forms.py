"""The questions of “Can we help?”: they ask what complaints.scope needs to know, and nothing about who asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.scope import ASKED, About, Body, Court, When
from mysteryshopper.govuk.forms import GovukForm


class ScopeForm(GovukForm):
    body = forms.ChoiceField(
        label=ASKED["body"],
        choices=Body.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you had trouble with")},
    )
    about = forms.ChoiceField(
        label=ASKED["about"],
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about")},
    )
    when = forms.ChoiceField(
        label=ASKED["when"],
        choices=When.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it happened")},
    )
    court = forms.ChoiceField(
        label=ASKED["court"],
        choices=Court.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is in court")},
    )
