"""Pages of the directory: the contacts of one authority."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from complaints.models import Authority
from investigations import access
from investigations.doors import StaffRequest, posted, staff_page
from investigations.lifecycle import Conflict
from investigations.models import Case, Contact

from . import directory, keeping
from .doubting import about_domain, doubts
from .forms import AuthorityForm, ContactForm, EndForm

# Letters on the page of a contact, newest first.
MOST = 50
PER_PAGE = 50


@require_GET
@staff_page(access.check_work_queue)
def authorities(request: StaffRequest) -> HttpResponse:
    form = AuthorityForm(request.GET)
    name = form.cleaned_data["authority"] if form.is_valid() else ""
    page = Paginator(directory.authorities(name), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "name": name, "page": page}
    return render(request, "investigations/contacts/authorities.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def of_authority(request: StaffRequest, pk: int) -> HttpResponse:
    """`?case=`: of which case they are looked at, so that there is a way back to it."""
    authority = get_object_or_404(Authority, pk=pk)
    case = authority.cases.filter(reference=request.GET.get("case", "").replace("\x00", "")).first()
    form = ContactForm(posted(request))
    if form.is_valid():
        try:
            added = keeping.add(authority, by=request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("email", str(conflict).rstrip("."))
        else:
            messages.success(request, f"{added} is in the directory.")
            if found := doubts(added):
                messages.warning(request, " ".join(["Is this address right?", *found]))
            return redirect(request.get_full_path())
    known = authority.contacts.select_related("added_by").order_by("ended_on", "name", "pk")
    current = [one for one in known if one.ended_on is None]
    context = {
        "authority": authority,
        "case": case,
        "form": form,
        "current": [(one, about_domain(one, current)) for one in current],
        "former": [one for one in known if one.ended_on is not None],
    }
    return render(request, "investigations/contacts/of_authority.html", context, status=422 if form.is_bound else 200)


@require_GET
@staff_page(access.check_work_queue)
def letters(request: StaffRequest, pk: int) -> HttpResponse:
    """What was sent to a contact, of the cases that this person may read."""
    contact = get_object_or_404(Contact.objects.select_related("authority"), pk=pk)
    cases = Case.objects.filter(access.complaints_read_by(request.user))
    sent = contact.letters.sent().filter(case__in=cases).select_related("case", "owed_mail")
    newest = sent.defer("subject", "body", "mail").order_by("-sent_at", "-pk")[:MOST]
    context = {"contact": contact, "letters": newest, "most": MOST}
    return render(request, "investigations/contacts/letters.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    contact = _current(pk)
    now = {name: getattr(contact, name) for name in ("name", "job", "email", "is_senior")}
    form = ContactForm(posted(request), initial=now)
    if form.is_valid():
        try:
            keeping.change(contact, by=request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("email", str(conflict).rstrip("."))
        else:
            messages.success(request, "Saved.")
            return redirect("contacts:of_authority", contact.authority_id)
    return _act(request, contact, form, f"Change {contact}")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    contact, form = _current(pk), EndForm(posted(request))
    if form.is_valid():
        keeping.end(contact, by=request.user, **form.cleaned_data)
        messages.success(request, f"We don’t write to {contact} any more.")
        return redirect("contacts:of_authority", contact.authority_id)
    return _act(request, contact, form, f"End {contact}")


def _current(pk: int) -> Contact:
    return get_object_or_404(Contact.objects.current().select_related("authority"), pk=pk)


def _act(request: StaffRequest, contact: Contact, form: Any, title: str) -> HttpResponse:
    context = {"contact": contact, "form": form, "title": title}
    return render(request, "investigations/contacts/act.html", context, status=422 if form.is_bound else 200)
