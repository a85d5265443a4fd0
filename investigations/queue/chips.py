"""What a list is narrowed to, in words, each with the address of the list without it."""

from datetime import date
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.formats import date_format

from .filters import CaseFilter


class Chip(NamedTuple):
    label: str
    value: str
    query_without: str


def chips(asked: CaseFilter) -> list[Chip]:
    """One for each filter that is chosen; of a wrong query none."""
    if not asked.is_valid_query:
        return []
    chosen = asked.form.chosen()
    return [
        Chip(str(asked.form[name].label), _in_words(asked, name, value), _without(asked, name))
        for name, value in chosen
    ]


def _without(asked: CaseFilter, name: str) -> str:
    query = QueryDict(asked.form.query(), mutable=True)
    for parameter in asked.form.parameters(name):
        query.pop(parameter, None)
    return query.urlencode()


def _in_words(asked: CaseFilter, name: str, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if name == "authority":
        return _authorities(asked, value)
    choices = getattr(asked.form.fields[name], "choices", ())
    return str({str(key): label for key, label in choices}.get(value, value))


def _authorities(asked: CaseFilter, typed: str) -> str:
    """What was typed, and whom we took it to mean."""
    names = [authority.name for authority in asked.authorities]
    if [typed] == names:
        return typed
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{typed} ({', '.join(names[:3])}{more})" if names else f"{typed} (not in our list)"
