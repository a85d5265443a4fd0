"""From the answers of a draft to what check answers shows, and to a filing that can be submitted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from complaints.authorities import notices
from complaints.models import Authority

from .drafting import Answers
from .forms import NOT_IN_LIST, PAGES, AuthorityForm, PageForm
from .submitting import Filing, GroundTold


class Incomplete(Exception):
    """Some pages still need an answer: `missing` names them."""


@dataclass(frozen=True)
class AnswerRow:
    """One line of check answers."""

    question: str
    answer: str
    page: str


def form_of(page: str, answers: dict[str, Any] | None, found: list[tuple[str, str, str]] | None = None) -> PageForm:
    """The page's form, filled with what was answered and checked again. Without answers an empty one.

    `found`: the authorities to choose from, when they come from a search."""
    if page == "authority":
        return AuthorityForm(answers, found=found or _chosen(answers or {}))
    return PAGES[page](answers)


def rows(answers: Answers) -> list[AnswerRow]:
    """Everything answered so far, page by page, in words."""
    return [row for page in PAGES for row in _rows_of(page, form_of(page, answers.get(page)))]


def missing(answers: Answers) -> list[str]:
    """Names of the pages that are not answered well, in order."""
    return [page for page in PAGES if not form_of(page, answers.get(page)).is_valid()]


def filing(answers: Answers) -> Filing:
    """The whole complaint. Raises Incomplete."""
    clean: dict[str, Any] = {}
    for page in PAGES:
        form = form_of(page, answers.get(page))
        if not form.is_valid():
            raise Incomplete
        clean |= form.cleaned_data
    chosen = clean.pop("authority")
    authority = None if chosen == NOT_IN_LIST else Authority.objects.get(pk=chosen)
    ground = GroundTold(clean.pop("subject"), clean.pop("sub_issue"), clean.pop("own_words"))
    return Filing(**clean, grounds=[ground], authority=authority, notice=notices.find(clean["procurement_reference"]))


def _chosen(answers: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The authority that was chosen, as the one choice there is, if it still exists."""
    pk = str(answers.get("authority", ""))
    found = Authority.objects.filter(pk=int(pk)) if pk.isascii() and pk.isdecimal() and len(pk) < 10 else []
    return [(str(authority.pk), authority.name, "") for authority in found]


def _rows_of(page: str, form: PageForm) -> list[AnswerRow]:
    if not form.is_valid():
        return []
    return [
        AnswerRow(str(form[name].label), _in_words(form, name, value), page)
        for name, value in form.cleaned_data.items()
        if value and (name, value) != ("authority", NOT_IN_LIST)
    ]


def _in_words(form: PageForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", []))
    if value in choices:
        return str(choices[value])
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
