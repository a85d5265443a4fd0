"""The recommendations of one case: all of them with their history, and a page for each verb."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, unsent
from investigations.casework.findings import letter_too
from investigations.casework.grounds import grounds_of
from investigations.colliding import SavedMeanwhile
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.lifecycle import Conflict, State
from investigations.models import Case, Recommendation
from investigations.reaching_forms import ReachedForm
from mysteryshopper.govuk.forms import GovukForm

from . import proposing, recommending
from .forms import AnswerForm, CheckForm, ProposeForm, RecommendationForm, as_it_stands, sides
from .reading import recommendations_page


@require_GET
@staff_page(access.check_work_queue)
def of_case(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_read_complaint(request.user, case)
    context = {"case": case, "page": recommendations_page(case, user=request.user)}
    return render(request, "investigations/recommendations/of_case.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def propose(request: StaffRequest, reference: str) -> HttpResponse:
    case = _worked_on(request, reference)
    form = ProposeForm(_typed(request), grounds=grounds_of(case))
    if request.method == "POST" and form.is_valid():
        saved = proposing.propose(case, by=request.user, **form.cleaned_data)
        return _done(request, reference, f"{saved} is added. The authority has not seen it yet.{letter_too(case)}")
    return _page(request, case, form, f"Add {proposing.a_kind_for(case)}")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def one(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Changes one that is not sent yet. One that is sent is on the page of all."""
    case = _worked_on(request, reference)
    there = _one(case, number)
    if there.state != State.PROPOSED and request.method == "GET":
        return redirect("recommendations:of_case", reference)
    form = RecommendationForm(_typed(request), initial=as_it_stands(there))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            proposing.edit(there, by=request.user, **said)
        except SavedMeanwhile as meanwhile:
            # Theirs is before them now: saving once more puts this in its place.
            again = RecommendationForm(initial=said | {"seen": meanwhile.theirs.version})
            return _page(
                request, case, again, f"Change {_in_sentence(there)}", sides=sides(meanwhile.theirs, said), status=409
            )
        return _done(request, reference, f"{there} is saved.{letter_too(case)}")
    return _page(request, case, form, f"Change {_in_sentence(there)}", removable=there)


@require_POST
@staff_page(access.check_work_queue)
def remove(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    there = _one(_worked_on(request, reference), number)
    proposing.remove(there, by=request.user)
    return _done(request, reference, f"{there} is taken away.")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def send_otherwise(request: StaffRequest, reference: str) -> HttpResponse:
    """Asks how and when the authority got them: from then on none of them can be changed."""
    case = _worked_on(request, reference)
    proposed = recommending.not_sent(case)
    form = ReachedForm(_typed(request))
    form.not_before(case.received_on)
    if request.method == "POST" and form.is_valid():
        held = recommending.send_otherwise(case, reached=form.reached, by=request.user)
        if held:
            messages.warning(request, "Nothing is sent. This recommendation may name the provider: change it.")
            return redirect("leaving:held", reference, held.pk)
        return _done(request, reference, "Written down: the authority has the recommendations.")
    return _page(request, case, form, "Write down that the authority has them", told=proposed)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def answer(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    case = _worked_on(request, reference)
    there = _one(case, number)
    form = AnswerForm(_typed(request), state=State(there.state), sent_on=recommending.sent_on(there))
    if not form.has_choice:
        raise Conflict(f"{there} is “{there.get_state_display()}”. There is no answer to write down.")
    if request.method == "POST" and form.is_valid():
        recommending.write_down(there, by=request.user, **form.cleaned_data)
        return _done(request, reference, "Written down.")
    return _page(request, case, form, "Write down what the authority says", about=there)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def check(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    case = _worked_on(request, reference)
    there = _one(case, number)
    form = CheckForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        recommending.check(there, by=request.user, **form.cleaned_data)
        return _done(request, reference, f"{there} is checked.")
    return _page(request, case, form, "Check whether it was done", about=there)


def _worked_on(request: StaffRequest, reference: str) -> Case:
    case = case_or_404(reference, "complaint")
    access.check_work_on(request.user, case)
    return case


def _one(case: Case, number: int) -> Recommendation:
    return get_object_or_404(case.recommendations.select_related("ground", "issue", "case"), number=number)


def _typed(request: StaffRequest) -> Any:
    """What a form is bound to: what was sent, or what was typed before they were signed out."""
    return posted(request) if request.method == "POST" else unsent.kept(request)


def _in_sentence(there: Recommendation) -> str:
    return str(there).lower()


def _done(request: StaffRequest, reference: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("recommendations:of_case", reference)


def _page(
    request: StaffRequest, case: Case, form: GovukForm, title: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    is_kept = form.is_bound and request.method == "GET"
    context = {"form": form, "case": case, "title": title, "is_kept": is_kept, **more}
    if form.is_bound and not is_kept:
        status = 422
    return render(request, "investigations/recommendations/form.html", context, status=status)
