"""From the answers of a draft to what check answers shows, and to a filing that can be submitted."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, cast

from django.forms import BooleanField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from complaints.authorities import notices
from complaints.authorities.search import search
from complaints.models import Authority, Channel, Invoice, Notice, Stage
from mysteryshopper.staff.models import User

from .assisted import assisted_in
from .forms.base import Answers, PageForm
from .forms.events import GroundForm, InvoiceForm
from .forms.procurement import NOT_IN_LIST, AuthorityForm, ProcurementForm
from .path import form_class, kind_of, number_of, path
from .questions import PLAIN_GROUNDS, codes_of
from .submitting import Filing, GroundTold, InvoiceTold

# What a question says last when it may be left out, in any language. An answer was given: it need not be said again.
_OPTIONAL = re.compile(r"\s*\([^()]*\)$")


class Incomplete(Exception):
    """Some pages still need an answer: `missing` names them."""


@dataclass(frozen=True)
class AnswerRow:
    """One line of check answers."""

    question: str
    answer: str  # empty: it was left out
    page: str
    # It follows from other answers: there is nothing to change.
    is_derived: bool = False


def form_of(
    page: str,
    data: Mapping[str, Any] | None,
    answers: Answers,
    *,
    found: list[tuple[str, str, str]] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> PageForm:
    """The page's form with what was typed, checked again. Without that an empty one, or with the `initial` values.

    `answers`: of all pages. `found`: the authorities to choose from, when they come from a search."""
    form = form_class(page)
    more = {"found": found or _chosen(data or {})} if form is AuthorityForm else {}
    return form(data, answers=answers, initial=initial, **more)


def rows(answers: Answers) -> list[AnswerRow]:
    """Everything answered so far, page by page, in words."""
    return [row for page in path(answers) for row in _rows_of(page, form_of(page, answers.get(page), answers))]


def missing(answers: Answers) -> list[str]:
    """Names of the pages that are not answered well, in order. One that asks nothing that is required is never."""
    return [page for page in path(answers) if not form_of(page, answers.get(page, {}), answers).is_valid()]


def filing(answers: Answers) -> Filing:
    """The whole complaint. Raises Incomplete. Whether staff may send what they typed in is not asked here."""
    forms = {page: form_of(page, answers.get(page, {}), answers) for page in path(answers)}
    if any([not form.is_valid() for form in forms.values()]):  # noqa: C419 all are checked: each has to be clean
        raise Incomplete
    clean = {name: value for form in forms.values() for name, value in form.cleaned_data.items()}
    chosen = clean["authority"]
    typed_in = assisted_in(answers)
    fields = {field.name for field in dataclasses.fields(Filing)}
    return Filing(
        **{name: value for name, value in clean.items() if name in fields}
        | {
            "authority": None if chosen == NOT_IN_LIST else Authority.objects.get(pk=chosen),
            "notice": notices.find(clean["procurement_reference"]),
            "stage": clean.get("stage", Stage.PAYMENT),
            "live_until": cast(ProcurementForm, forms["procurement"]).deadline(),
            "scope_answers": answers.get("scope", {}),
            "grounds": [_ground(page, form) for page, form in forms.items() if isinstance(form, GroundForm)],
            "invoices": [_invoice(form) for form in forms.values() if isinstance(form, InvoiceForm)],
            "channel": typed_in.channel if typed_in else Channel.WEB,
            "entered_by": User.objects.get(pk=typed_in.by) if typed_in else None,
            "reach": {name: clean[name] for name in ("when", "voicemail", "post")},
        }
    )


def grounds_of(answers: Answers) -> list[tuple[str, str]]:
    """Key and words of each thing that went wrong, as far as it was answered."""
    told = {page: str(given.get("ground", "")) for page, given in answers.items() if kind_of(page) == "what-happened"}
    return [(str(number_of(page)), str(PLAIN_GROUNDS.get(told[page], ""))) for page in path(answers) if page in told]


def notice_of(answers: Answers) -> Notice | None:
    """The notice that the provider named, if we hold it."""
    return notices.find(str(answers.get("notice", {}).get("procurement_reference", "")))


def is_unknown_notice(answers: Answers) -> bool:
    """Whether the provider named a notice that we do not hold."""
    return bool(answers.get("notice", {}).get("procurement_reference")) and notice_of(answers) is None


def authorities_of(notice: Notice) -> list[tuple[str, str, str]]:
    """Who may have published the notice: its authority, or those with a name like the buyer's."""
    if notice.authority:
        return [(str(notice.authority_id), notice.authority.name, "")]
    return [(str(found.id), found.name, found.note) for found in search(notice.buyer_name, 5)]


def from_notice(page: str, notice: Notice) -> dict[str, Any]:
    """What the notice already answers on a page."""
    if page == "authority":
        return {"authority": notice.authority_id or ""}
    if page != "procurement":
        return {}
    filled: dict[str, Any] = {"procurement_title": notice.title[:200]}
    if notice.deadline_at and notice.deadline_at > timezone.now():
        deadline = timezone.localtime(notice.deadline_at)
        filled |= {"stage": Stage.TENDER, "live_until": deadline.date(), "live_time": deadline.strftime("%H:%M")}
    return filled


def _ground(page: str, form: GroundForm) -> GroundTold:
    subject, sub_issue = codes_of(form.cleaned_data["ground"])
    return GroundTold(subject, sub_issue, form.cleaned_data["own_words"], key=str(number_of(page)))


def _invoice(form: InvoiceForm) -> InvoiceTold:
    clean = {name: value for name, value in form.cleaned_data.items() if name != "payment_terms_days"}
    return InvoiceTold(**clean)


def _chosen(answers: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The authority that was chosen, as the one choice there is, if it still exists."""
    pk = str(answers.get("authority", ""))
    found = Authority.objects.filter(pk=int(pk)) if pk.isascii() and pk.isdecimal() and len(pk) < 10 else []
    return [(str(authority.pk), authority.name, "") for authority in found]


def _rows_of(page: str, form: PageForm) -> list[AnswerRow]:
    if not form.is_valid():
        return []
    rows = [
        AnswerRow(_OPTIONAL.sub("", str(form[name].label)), _in_words(form, name, value), page)
        for name, value in form.cleaned_data.items()
        if _is_told(form, name, value) and (name, value) != ("authority", NOT_IN_LIST)
    ]
    if isinstance(form, InvoiceForm):
        days = Invoice(due_on=form.cleaned_data["due_on"]).days_overdue(timezone.localdate())
        overdue = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        rows.append(AnswerRow(gettext("Overdue by"), overdue, page, is_derived=True))
    return rows


def _is_told(form: PageForm, name: str, value: Any) -> bool:
    """What was answered, and what may still be: not a box that was not ticked, nor what another answer opens."""
    asked = {question.name for question in form.questions()}
    return bool(value) or name in asked and not isinstance(form.fields[name], BooleanField)


def _in_words(form: PageForm, name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    choices = dict(getattr(form.fields[name], "choices", []))
    if isinstance(value, list):
        return "\n".join(str(choices[each]) for each in value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if value in choices:
        return str(choices[value])
    if isinstance(value, Decimal):
        return f"£{value:,.2f}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
