"""What the pages of a complaint show, and which comes next."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from complaints.authorities.search import search
from complaints.evidence import keeping
from complaints.models import Complaint, Consent, Draft
from complaints.tokens import written
from complaints.tracking import following

from . import assisted, belonging, drafting, reading, submitting, titles
from .forms.base import PageForm
from .forms.procurement import SearchForm
from .path import MOST, kind_of, next_of_kind, number_of, path

MOST_FOUND = 20


def before(token: str) -> dict[str, Any]:
    """The list of pages of what was begun; or that there is none, and why."""
    draft = drafting.draft_of(token)
    answers = draft.answers if draft else {}
    is_filed = draft is None and submitting.filed_with(token) is not None
    return {
        "tasks": _tasks(answers) if answers else [],
        "is_filed": is_filed,
        "is_gone": bool(token) and draft is None and not is_filed,
        "next_page": _next_page(answers),
        "assisted": assisted.assisted_in(answers),
    }


def another(token: str, draft: Draft | None) -> dict[str, Any]:
    """What goes from this browser when another complaint is begun in it: one that is written, or one that was sent."""
    hidden = belonging.sent_along(token)
    if draft is None:
        return {"filed": submitting.filed_with(token), "hidden": hidden}
    return {"code": written(token), "kept_until": draft.erased_at, "hidden": hidden}


def check(token: str, answers: drafting.Answers) -> dict[str, Any]:
    rows = groupby(reading.rows(answers), key=lambda row: row.page)
    return {
        "sections": [(titles.title_and_which(page, answers), list(told)) for page, told in rows],
        "files": keeping.files_of(token),
        "missing": [(name, titles.title(name, answers)) for name in reading.missing(answers)],
        "seen": drafting.fingerprint(answers),
        "assisted": assisted.assisted_in(answers),
    }


def sent(complaint: Complaint) -> dict[str, Any]:
    """What is said of it once it is sent, by what was answered."""
    allowed = list(complaint.consents.filter(taken_back_at=None))
    return {
        "reference": complaint.reference,
        "filed_at": complaint.filed_at,
        "read_by": following.read_by(complaint),
        "has_email": bool(complaint.identity.email),
        "allowed": allowed,
        "may_name": any(consent.purpose == Consent.Purpose.NAME for consent in allowed),
    }


def form(request: HttpRequest, name: str, answers: drafting.Answers, searching: SearchForm) -> PageForm:
    """With what was posted, else with what was answered before or stands in the notice; a search starts afresh."""
    q = searching.cleaned_data["q"] if name == "authority" and searching.is_valid() else ""
    found = [(str(found.id), found.name, found.note) for found in search(q, MOST_FOUND)]
    if request.method == "POST":
        return reading.form_of(name, request.POST, answers, found=found)
    if q:
        return reading.form_of(name, None, answers, found=found, initial={"authority_given": q})
    notice = reading.notice_of(answers)
    if name in answers or notice is None:
        kept = reading.form_of(name, answers.get(name), answers)
        if drafting.is_unfinished(answers.get(name, {})):
            kept.errors.clear()  # they know that it is not finished
        return kept
    initial = reading.from_notice(name, notice)
    return reading.form_of(name, None, answers, found=reading.authorities_of(notice), initial=initial)


def page(name: str, form: PageForm) -> dict[str, Any]:
    """What stands around the form of any page."""
    names = path({**form.answers, name: {}})
    return {
        "form": form,
        "title": titles.title(name, form.answers),
        "back": _back(name, names),
        "number": names.index(name) + 1 if name in names else 1,
        "of": len(names),
        "is_again": number_of(name) > 1,
        "another": form.another if next_of_kind(name, form.answers) else "",
        "most": MOST.get(kind_of(name) or "", 1),
        "notice": reading.notice_of(form.answers) if name in ("authority", "procurement") else None,
        "assisted": assisted.assisted_in(form.answers),
        "is_unknown_notice": name == "procurement" and reading.is_unknown_notice(form.answers),
    }


def authority(form: PageForm, searching: SearchForm) -> dict[str, Any]:
    """What the page of the authority shows besides."""
    choices = form.fields["authority"].choices  # type: ignore[attr-defined]
    is_searched = searching.is_valid()
    # Back to the page as it was before the search.
    back = {"back": reverse("filing:page", args=["authority"])} if searching.is_bound else {}
    return back | {
        "search": searching,
        "is_choice": is_searched or form.is_bound or len(choices) > 1,
        "has_more": len(choices) > MOST_FOUND,
        "nothing_found": is_searched and len(choices) == 1,
    }


def after(name: str, answers: drafting.Answers, *, is_another_wanted: bool) -> str:
    """Address of one more of the same, if that was asked for; else of the next page not seen yet, or check answers."""
    more = next_of_kind(name, answers) if is_another_wanted else None
    if more:
        return reverse("filing:page", args=[more])
    names = path(answers)
    following = names[names.index(name) + 1 :] if name in names else names
    unseen = [page for page in following if page not in answers]
    return reverse("filing:page", args=[unseen[0]]) if unseen else reverse("filing:check")


def _tasks(answers: drafting.Answers) -> list[tuple[str, str, str]]:
    """Each page, its title, and whether it is done: "done", "wrong" or "open"."""
    missing = reading.missing(answers)
    return [
        (
            page,
            titles.title_and_which(page, answers),
            "open" if page not in answers else "wrong" if page in missing else "done",
        )
        for page in path(answers)
    ]


def _next_page(answers: drafting.Answers) -> str:
    """The first page that was not seen, or has an answer missing; then check answers."""
    missing = reading.missing(answers)
    todo = [page for page in path(answers) if page not in answers or page in missing]
    return reverse("filing:page", args=[todo[0]]) if todo else reverse("filing:check")


def _back(name: str, names: list[str]) -> str:
    place = names.index(name) if name in names else 0
    return reverse("filing:page", args=[names[place - 1]]) if place else reverse("filing:before")
