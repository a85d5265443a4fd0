"""What the pages of a complaint show, and which comes next."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from complaints.authorities.search import search
from complaints.evidence import keeping

from . import assisted, drafting, reading, submitting
from .forms.base import PageForm
from .forms.procurement import SearchForm
from .path import MOST, form_class, kind_of, next_of_kind, number_of, path

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


def check(token: str, answers: drafting.Answers) -> dict[str, Any]:
    return {
        "rows": reading.rows(answers),
        "files": keeping.files_of(token),
        "missing": [(name, form_class(name).title) for name in reading.missing(answers)],
        "seen": drafting.fingerprint(answers),
        "assisted": assisted.assisted_in(answers),
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
        return reading.form_of(name, answers.get(name), answers)
    initial = reading.from_notice(name, notice)
    return reading.form_of(name, None, answers, found=reading.authorities_of(notice), initial=initial)


def page(name: str, form: PageForm) -> dict[str, Any]:
    """What stands around the form of any page."""
    names = path({**form.answers, name: {}})
    return {
        "form": form,
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
        (page, str(form_class(page).title), "open" if page not in answers else "wrong" if page in missing else "done")
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
