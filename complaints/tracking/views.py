"""The provider's page: where the complaint stands, and all that the provider does there."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.models import Complaint, Consent
from mysteryshopper.code_door import TIMES

from . import asking, consenting, following, paying, reading, withdrawing, writing
from .door import ask_again, let_in, let_in_only, let_in_or, shut
from .forms import AnswerForm, ConsentForm, FollowForm, MessageForm, PaidForm
from .wording import ALLOWED_MEANS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        complaint = following.find(form.cleaned_data["reference"], form.cleaned_data["secret"])
        if complaint and form.cleaned_data["text"]:
            # No redirect: what they wrote lives in this request alone.
            return let_in(_page(request, complaint, carried=form.cleaned_data["text"]), complaint)
        if complaint:
            return let_in(redirect("tracking:complaint"), complaint)
        form.add_error("reference", _("We can’t find a complaint with this reference and secret code. Check both."))
    context = {"form": form, "is_carried": bool(form.data.get("text"))}
    return render(request, "complaints/tracking/sign_in.html", context, status=422 if form.is_bound else 200)


@require_safe
@let_in_only
def complaint(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """Where the complaint stands, newest first."""
    return _page(request, followed)


@require_POST
@let_in_or(ask_again)
def message(request: HttpRequest, followed: Complaint) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, followed, form=form)
    writing.write_to_us(followed, form.cleaned_data["text"], at=timezone.now())
    return _done(request, "messages", _("Your message is sent. An investigator will read it."))


@require_POST
@let_in_or(ask_again)
def answer(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """One question of those that we ask after the end."""
    now, kind = timezone.now(), request.POST.get("kind", "")
    question = next((row for row in asking.open_questions(followed, now=now) if row.kind == kind), None)
    if question is None:  # answered already, by a button pressed twice
        return redirect("tracking:complaint")
    form = AnswerForm(request.POST, question=question)
    if not form.is_valid():
        return _page(request, followed, failed=form)
    asking.answer(followed, kind, answer=form.cleaned_data["answer"], words=form.cleaned_data["words"], at=now)
    return _done(request, "questions", _("Your answer is sent. Thank you."))


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def give_consent(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """Asks first: what was shown can’t be taken back."""
    if request.method != "POST":
        purpose = _purpose(request.GET, followed)
        context = {"complaint": followed, "purpose": purpose, "means": ALLOWED_MEANS[purpose], **TIMES}
        return render(request, "complaints/tracking/allow.html", context)
    purpose = _purpose(request.POST, followed)
    consenting.give(followed, purpose, at=timezone.now())
    return _done(request, "consents", _("You allowed this: “%(purpose)s”.") % {"purpose": purpose.label})


@require_POST
@let_in_only
def take_back_consent(request: HttpRequest, followed: Complaint) -> HttpResponse:
    purpose = _purpose(request.POST, followed)
    consenting.take_back(followed, purpose, at=timezone.now())
    return _done(request, "consents", _("You took this back: “%(purpose)s”.") % {"purpose": purpose.label})


def _purpose(sent: QueryDict, followed: Complaint) -> Consent.Purpose:
    form = ConsentForm(sent, purposes=consenting.offered(followed))
    if not form.is_valid():
        raise BadRequest("Nothing of ours sends this.")
    return Consent.Purpose(form.cleaned_data["purpose"])


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def paid(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """Whether the authority has paid an invoice: said, or put right."""
    is_sent = request.method == "POST"
    asked = (request.POST if is_sent else request.GET).get("invoice", "")
    number, invoice = next((one for one in paying.invoices_of(followed) if str(one[0]) == asked), (0, None))
    if invoice is None:
        raise BadRequest("Nothing of ours sends this.")
    form = PaidForm(request.POST if is_sent else None, number=number, invoice=invoice)
    if form.is_valid():
        paying.say(invoice, form.cleaned_data["paid"], at=timezone.now())
        return _done(request, "invoices", _("Your answer is sent. Thank you."))
    context = {"complaint": followed, "form": form, "number": number, "invoice": invoice, **TIMES}
    return render(request, "complaints/tracking/paid.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def withdraw(request: HttpRequest, followed: Complaint) -> HttpResponse:
    if request.method == "POST":
        withdrawing.ask(followed, at=timezone.now())
        return redirect("tracking:complaint")
    if not reading.follow_page(followed, now=timezone.now()).may_withdraw:
        return redirect("tracking:complaint")
    return render(request, "complaints/tracking/withdraw.html", {"complaint": followed, **TIMES})


@require_POST
@let_in_only
def stay(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """The half hour begins again, and nothing else."""
    return HttpResponse(status=204)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    return shut(redirect("tracking:sign_in"))


def _done(request: HttpRequest, place: str, words: str) -> HttpResponse:
    """Back to the page, at the place where what was done shows, with words that say that it is done."""
    messages.success(request, words, extra_tags=place)
    return redirect(f"{reverse('tracking:complaint')}#{place}")


def _page(
    request: HttpRequest,
    followed: Complaint,
    *,
    form: MessageForm | None = None,
    failed: AnswerForm | None = None,
    carried: str = "",
) -> HttpResponse:
    now = timezone.now()
    page = reading.follow_page(followed, now=now)
    writing.seen_by_provider(page.messages, at=now)
    answers = [
        failed if failed and failed.kind == question.kind else AnswerForm(question=question)
        for question in page.questions
    ]
    context = {
        "page": page,
        "complaint": followed,
        "form": form or MessageForm(initial={"text": carried}),
        "answers": answers,
        "failed": failed,
        "is_carried": bool(carried),
        **TIMES,
    }
    status = 422 if form or failed else 200
    return render(request, "complaints/tracking/complaint.html", context, status=status)
