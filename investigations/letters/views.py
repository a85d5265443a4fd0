"""Pages of the letters of one case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.colliding import SavedMeanwhile, sent_again
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.leaving import door
from investigations.models import Letter, LetterKind
from mysteryshopper import owed

from . import reading, releasing, writing
from .forms import BeginForm, LetInForm, LetterForm, ReleaseForm, SendBackForm, sides

_MAY_NAME = "This letter may give away who complained. It waits until two people have decided."


@require_GET
@staff_page(access.check_work_queue)
def letters(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_read_complaint(request.user, case)
    page = reading.letters_page(case, user=request.user, now=timezone.now())
    return render(
        request, "investigations/letters/letters.html", {"case": case, "page": page, "form": LetInForm(case=case)}
    )


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint")
    access.check_work_on(request.user, case)
    kind = request.GET.get("kind", "")
    form = BeginForm(posted(request), case=case, kind=kind if kind in LetterKind.values else "")
    if form.is_valid():
        letter = writing.begin(case, basis=form.basis, by=request.user, **form.cleaned_data)
        return redirect("letters:letter", reference, letter.pk)
    context = {"case": case, "form": form, "has_contacts": form.fields["contact"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "investigations/letters/begin.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def letter(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Edits a draft. Whoever saves over somebody else’s edit gets both texts, and 409."""
    one = _letter(reference, pk)
    access.check_work_on(request.user, one.case)
    if one.released_at:
        return redirect("letters:preview", reference, pk)
    copies = reading.copies_of(one.case)
    form, collided = LetterForm(posted(request), letter=one, copies=copies), {}
    if form.is_valid():
        said = {"copies": [], **form.cleaned_data}
        try:
            writing.edit(one, by=request.user, **said)
        except SavedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            collided = {"saved_by": theirs.written_by, "sides": sides(theirs, said)}
            form = LetterForm(sent_again(request.POST, theirs), letter=one, copies=copies)
        else:
            return redirect("letters:preview", reference, pk)
    status = 409 if collided else 422 if form.is_bound else 200
    context = {"case": one.case, "letter": one, "form": form, **collided}
    return render(request, "investigations/letters/letter.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def preview(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """The letter exactly as it leaves; the POST releases it, if it is still the one that was shown."""
    one = _letter(reference, pk)
    access.check_read_complaint(request.user, one.case)
    page = reading.preview(one, user=request.user, now=timezone.now())
    form = ReleaseForm(posted(request), has_doubts=bool(page.doubts), initial={"seen": page.fingerprint})
    if form.is_valid():
        try:
            releasing.release(one, seen=form.cleaned_data["seen"], by=request.user)
        except door.Held:
            return _held(request, one)
        else:
            owed.nudge()
            messages.success(request, "Released. It is on its way. The case moves on once it is sent.")
        return redirect("letters:preview", reference, pk)
    return _preview_page(request, page, form)


def _preview_page(
    request: StaffRequest, page: reading.Preview, form: ReleaseForm, back: SendBackForm | None = None
) -> HttpResponse:
    one, bound = page.letter, back or form
    back = back or SendBackForm(initial={"version": one.version})
    context = {"case": one.case, "page": page, "letter": one, "form": bound, "release": form, "back": back}
    status = 422 if bound.is_bound else 200
    return render(request, "investigations/letters/preview.html", context, status=status)


@require_POST
@staff_page(access.check_work_queue)
def send_back(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    one = _letter(reference, pk)
    access.check_read_complaint(request.user, one.case)
    back = SendBackForm(request.POST)
    if not back.is_valid():
        page = reading.preview(one, user=request.user, now=timezone.now())
        release = ReleaseForm(has_doubts=bool(page.doubts), initial={"seen": page.fingerprint})
        return _preview_page(request, page, release, back)
    asked_by = one.release_asked_by
    releasing.send_back(one, by=request.user, **back.cleaned_data)
    owed.nudge()
    messages.success(request, f"Sent back. {asked_by} is told.")
    return redirect("letters:preview", reference, pk)


def _held(request: StaffRequest, one: Letter) -> HttpResponse:
    """The leak check holds what was to be released. Nobody asks for a letter that needs no second person: this does.

    Else whoever asked meets the hold when they ask again: held by a second person, that person could not decide."""
    held = None if one.needs_release else releasing.examine(one, by=request.user)
    if held:
        messages.error(request, _MAY_NAME)
        return redirect("leaving:held", one.case.reference, held.pk)
    messages.error(
        request, "The leak check holds this letter, or a copy that goes with it. Whoever wrote it has to ask again."
    )
    return redirect("letters:preview", one.case.reference, one.pk)


@require_POST
@staff_page(access.check_work_queue)
def ask(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    one = _letter(reference, pk)
    seen = request.POST.get("version", "")
    held = releasing.ask(one, seen=int(seen) if seen.isdecimal() and len(seen) < 6 else 0, by=request.user)
    if held:
        messages.error(request, _MAY_NAME)
        return redirect("leaving:held", reference, held.pk)
    messages.success(request, "A second person has to release it now.")
    return redirect("letters:preview", reference, pk)


@require_POST
@staff_page(access.check_work_queue)
def throw_away(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    writing.throw_away(_letter(reference, pk), by=request.user)
    messages.success(request, "The letter is thrown away.")
    return redirect("letters:letters", reference)


@require_POST
@staff_page(access.check_work_queue)
def take_back(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    releasing.take_back(_letter(reference, pk), by=request.user)
    messages.success(request, "Taken back. This letter never goes.")
    return redirect("letters:preview", reference, pk)


@require_POST
@staff_page(access.check_work_queue)
def write_again(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    draft = writing.write_again(_letter(reference, pk), by=request.user)
    return redirect("letters:letter", reference, draft.pk)


@require_GET
@staff_page(access.check_work_queue)
def as_pdf(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    return _file(request, reference, pk, "pdf", "application/pdf")


@require_GET
@staff_page(access.check_work_queue)
def as_mail(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    return _file(request, reference, pk, "eml", "message/rfc822")


def _file(request: StaffRequest, reference: str, pk: int, ending: str, kind: str) -> HttpResponse:
    one = _letter(reference, pk)
    access.check_read_complaint(request.user, one.case)
    mail = reading.preview(one, user=request.user, now=timezone.now()).mail
    content = mail.encode("ascii") if ending == "eml" else reading.pdf_in(mail)
    name = f'attachment; filename="{reference}-{pk}.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


def _letter(reference: str, pk: int) -> Letter:
    joined = ("case__authority", "case__owner", "case__complaint", "contact__authority", "template")
    people = ("written_by", "release_asked_by", "released_by", "sent_back_by", "owed_mail")
    return get_object_or_404(Letter.objects.select_related(*joined, *people), pk=pk, case__reference=reference)
