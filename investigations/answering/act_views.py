"""What an officer does, a page or a button each."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from complaints.evidence import keeping
from complaints.evidence.kinds import WE_TAKE
from investigations.lifecycle import Conflict
from investigations.models import Officer

from . import answering, documents, letters, reading
from .door import TIMES, form_page, let_in_only, typed
from .entering import Ended
from .forms import DocumentsForm, MoreTimeForm, PointForm, ReplyForm


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
    form = MoreTimeForm(typed(request))

    def verb() -> None:
        said = form.cleaned_data
        answering.ask_for_time(officer, said["until"], said["reason"], at=timezone.now())

    done = "We have your question for more time. Our answer will be on this page."
    return _act(request, officer, "more_time.html", form, verb, done)


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

    return _act(request, officer, "reply.html", form, verb, "Your reply is with us.", shown=shown)


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def add_documents(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Of several, those that will do are kept."""
    form = DocumentsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        for upload in form.cleaned_data["evidence"]:
            try:
                documents.keep(officer, upload, at=timezone.now())
            except keeping.NotTaken as reason:
                form.add_error("evidence", str(reason))
        if not form.errors:
            messages.success(request, "Your documents are with us.")
            return redirect("answering:documents")
    context = {"documents": reading.documents_shown(officer.case), "most": documents.MOST, "kinds": WE_TAKE}
    context |= {"largest": keeping.LARGEST_MB}
    return _page(request, officer, "documents.html", form, context)


def _act(
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
