"""What an officer does, a page or a button each."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from complaints.evidence import keeping
from complaints.evidence.kinds import WE_TAKE
from complaints.evidence.receiving import SealedUpload
from investigations.lifecycle import Conflict
from investigations.models import Officer
from mysteryshopper.code_door import TIMES

from . import answering, documents, letters, limits, promising, reading
from .door import form_page, let_in_only, typed
from .entering import Ended
from .forms import DocumentsForm, DoneForm, MoreTimeForm, PointForm, RecommendationForm, ReplyForm


@require_POST
@let_in_only
def acknowledge(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    try:
        shown = letters.letter_of(officer.case, number)
    except letters.NotShown:
        raise Http404 from None
    answering.acknowledge(officer, shown.letter, at=timezone.now())
    return _done(request, "Thank you. We know that our letter has arrived.")


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def more_time(request: HttpRequest, officer: Officer) -> HttpResponse:
    bounds = limits.bounds(officer.case, today=timezone.localdate())
    form = MoreTimeForm(typed(request), bounds=bounds)

    def verb() -> None:
        said = form.cleaned_data
        answering.ask_for_time(officer, said["until"], said["reason"], at=timezone.now())

    done = "We have your request for more time. We email you once we have decided: our answer will be on this page."
    return act(request, officer, "more_time.html", form, verb, done, bounds=bounds)


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def point(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    shown = next((one for one in reading.points_shown(officer.case) if one.point.number == number), None)
    if shown is None:
        raise Http404
    there = shown.answer
    form = PointForm(typed(request), initial={"seen": there.version, "text": there.text} if there else {"seen": 0})
    context = {"shown": shown, "may_answer": answering.may_answer(officer.case)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            answering.answer(officer, number, said["text"], seen=said["seen"], at=timezone.now())
        except answering.NoSuchPoint:
            raise Http404 from None
        except answering.AnsweredMeanwhile as meanwhile:
            form = PointForm(initial={"seen": meanwhile.theirs.version, "text": said["text"]})
            return _page(request, officer, "point.html", form, context | {"theirs": meanwhile.theirs}, status=409)
        except Ended:
            raise
        except Conflict as conflict:
            form.add_error("text", str(conflict))
            return _page(request, officer, "point.html", form, context, status=409)
        return _done(request, f"Your answer to point {number} is saved. You can change it until we assess the case.")
    return _page(request, officer, "point.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def reply(request: HttpRequest, officer: Officer) -> HttpResponse:
    shown = reading.summary_shown(officer.case, today=timezone.localdate())
    if shown is None:
        raise Http404
    form = ReplyForm(typed(request))

    def verb() -> None:
        answering.reply(shown.summary, officer, form.cleaned_data["text"], at=timezone.now())

    return act(request, officer, "reply.html", form, verb, "Your reply is with us.", shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def add_documents(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Of several, those that will do are kept."""
    form = DocumentsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        _keep(officer, form, form.cleaned_data["evidence"])
        if not form.errors:
            # The list on the page says it: a message would be lost where a script sends the files.
            return redirect("answering:documents")
    context = {"documents": reading.documents_shown(officer.case), "most": documents.MOST, "kinds": WE_TAKE}
    context |= {"largest": keeping.LARGEST_MB}
    return _page(request, officer, "documents.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def recommendation(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    shown = _recommendation(officer, number)
    form = RecommendationForm(typed(request), nexts=shown.nexts)

    def verb() -> None:
        said = form.cleaned_data
        promising.answer(
            officer, number, said["said"], reasons=said["reasons"], due_on=said["due_on"], at=timezone.now()
        )

    return act(request, officer, "recommendation.html", form, verb, "Your answer is with us.", shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def report_done(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    """Documents are kept whatever else is wrong, so that they need not be sent again."""
    shown = _recommendation(officer, number)
    sent = typed(request)
    form = DoneForm(sent, request.FILES if request.method == "POST" else None)
    form.is_valid()
    kept = _keep(officer, form, getattr(form, "cleaned_data", {}).get("evidence") or [])

    def verb() -> None:
        promising.report_done(officer, number, form.cleaned_data["text"], shown_by=kept, at=timezone.now())

    return act(request, officer, "done.html", form, verb, "Thank you. We check it.", shown=shown, kept=kept)


def _recommendation(officer: Officer, number: int) -> reading.RecommendationShown:
    found = next((one for one in reading.recommendations_shown(officer.case) if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _keep(officer: Officer, form: Form, uploads: Sequence[SealedUpload]) -> list[int]:
    """Keeps what will do, and says of the rest why not. Numbers of what was kept."""
    kept = []
    for upload in uploads:
        try:
            kept.append(documents.keep(officer, upload, at=timezone.now()).pk)
        except keeping.NotTaken as reason:
            form.add_error("evidence", str(reason))
    return [number for number, document in documents.documents_of(officer.case) if document.pk in kept]


def act(
    request: HttpRequest,
    officer: Officer,
    page: str,
    form: Form,
    verb: Callable[[], None],
    done: str,
    **context: object,
) -> HttpResponse:
    """A form, then the verb, then back to the case. What is refused stands above what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except Ended:
            raise
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            return _page(request, officer, page, form, context, status=409)
        return _done(request, done)
    return _page(request, officer, page, form, context)


def _page(
    request: HttpRequest, officer: Officer, page: str, form: Form, context: dict[str, object], status: int = 0
) -> HttpResponse:
    context |= {"form": form, "case": officer.case, "is_carried": hasattr(request, "carried"), **TIMES}
    status = status or (422 if request.method == "POST" else 200)
    return render(request, f"investigations/answering/{page}", context, status=status)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("answering:case")
