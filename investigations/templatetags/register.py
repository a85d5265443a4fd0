"""What the register says of an entry, for templates."""

from django import template

from investigations.models import RegisterEntry
from investigations.register import reading

register = template.Library()


@register.filter
def theme(entry: RegisterEntry) -> str:
    return reading.theme(entry)


@register.filter
def published_when(entry: RegisterEntry) -> str:
    return reading.when(entry.listed_on, entry.listed_precision)


@register.filter
def outcome_name(outcome: str) -> str:
    return reading.outcome_name(outcome)
