"""The tags of the GOV.UK components. Built into every template, so nothing has to be loaded."""

from datetime import datetime
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_errors, as_crispy_field, as_crispy_form
from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, to_locale
from django.utils.translation import gettext as _

from mysteryshopper.govuk import components, summary
from mysteryshopper.govuk.questions import question, questions
from mysteryshopper.govuk.worded import worded

register = template.Library()
register.filter("crispy", as_crispy_form)
register.filter("crispy_field", as_crispy_field)
register.filter("crispy_errors", as_crispy_errors)


@register.filter
def moment(at: datetime) -> str:
    """24 November 2026, 11:53am: in London's time, as GOV.UK prints it."""
    here = timezone.localtime(at)
    return date_format(here, "j F Y, g:i") + date_format(here, "A").lower()


@register.simple_tag
def html_language() -> SafeString:
    """Attributes of the page's first tag. A tag, because the plainest error pages have no context."""
    code = to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")
    return format_html('lang="{}" dir="rtl"' if get_language_bidi() else 'lang="{}"', code)


@register.simple_tag
def govuk(component: str, **params: Any) -> SafeString:
    """{% govuk "button" text="Continue" %}; nested parameters as title__text="…"."""
    return worded(component, components.nested(params))


@register.simple_block_tag
def govuk_block(content: SafeString, component: str, **params: Any) -> SafeString:
    """{% govuk_block "inset-text" %}<p>…</p>{% endgovuk_block %}: the block becomes the parameter `html`."""
    return worded(component, {**components.nested(params), "html": content})


@register.simple_tag
def govuk_field(field: BoundField) -> SafeString:
    """One field of a form as its GOV.UK component."""
    return question(field)


@register.simple_tag
def govuk_fields(form: BaseForm) -> SafeString:
    """All fields of a form, without its errors: those belong above the h1."""
    return questions(form)


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """What is wrong with the forms, each line linked to its field; nothing when all is well."""
    return summary.error_summary(*forms)


@register.filter
def has_errors(form: object) -> bool:
    return isinstance(form, BaseForm) and bool(form.errors)


@register.simple_tag
def notification(message: Message, number: int) -> SafeString:
    """A message to the person as a notification banner. Numbered, because ids may not repeat."""
    banner = {"text": message.message, "titleId": f"notification-{number}"}
    kinds = {
        "success": {"type": "success", "titleText": _("Success")},
        "error": {"titleText": _("There is a problem"), "classes": "app-notification-error"},
    }
    return worded("notification-banner", banner | kinds.get(message.level_tag, {}))
