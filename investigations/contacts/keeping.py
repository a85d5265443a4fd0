"""The verbs on the directory. A contact that changes ends, and another begins: letters keep the one they went to."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from complaints.models import Authority
from investigations import access
from investigations.casework.trail import locked, record
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent, Contact, Letter
from mysteryshopper.staff.models import User


@transaction.atomic
def add(authority: Authority, *, name: str, job: str, email: str, is_senior: bool, note: str = "", by: User) -> Contact:
    """Raises NotAllowed, and Conflict for an address that is there already."""
    access.check_work_queue(by)
    # Of two who add the same address at once the second waits here.
    Authority.objects.select_for_update().get(pk=authority.pk)
    there = authority.contacts.current().filter(email__iexact=email).first()
    if there:
        raise Conflict(f"{email} is in the directory already: {there}.")
    return Contact.objects.create(
        authority=authority, name=name, job=job, email=email, is_senior=is_senior, note=note,
        started_on=timezone.localdate(), added_by=by,
    )  # fmt: skip


@transaction.atomic
def end(contact: Contact, *, note: str, by: User) -> None:
    """We write to them no longer, their codes let in no longer, and a letter to them that is released does not go.

    Each case says so in its history. Raises NotAllowed, Conflict."""
    access.check_work_queue(by)
    # Cases first, as everywhere.
    cases = [locked(case) for case in _served(contact)]
    one = _current(contact)
    one.ended_on, one.note = timezone.localdate(), note
    one.save(update_fields=["ended_on", "note"])
    for case in cases:
        _say(case, one, by=by)
    one.officers.filter(shut_at=None).update(shut_at=timezone.now(), secret="")


@transaction.atomic
def change(contact: Contact, *, name: str, job: str, email: str, is_senior: bool, note: str = "", by: User) -> Contact:
    """The same again changes nothing. Raises NotAllowed, Conflict."""
    access.check_work_queue(by)
    one = _current(contact)
    if (one.name, one.job, one.email, one.is_senior) == (name, job, email, is_senior):
        return one
    end(one, note=note or "Changed", by=by)
    return add(one.authority, name=name, job=job, email=email, is_senior=is_senior, by=by)


def _served(contact: Contact) -> QuerySet[Case]:
    """Cases into which they are let, or in which a letter to them is on its way."""
    let_in = contact.officers.filter(shut_at=None).values("case")
    return Case.objects.filter(Q(pk__in=let_in) | Q(pk__in=_on_their_way(contact).values("case"))).order_by("pk")


def _on_their_way(contact: Contact) -> QuerySet[Letter]:
    return contact.letters.standing().filter(sent_at=None)


def _say(case: Case, contact: Contact, *, by: User) -> None:
    if case.officers.filter(contact=contact, shut_at=None).exists():
        note = f"We don’t write to {contact} any more. Their code is shut: let in somebody else."
        record(case, CaseEvent.Kind.OFFICER, by=by, note=note)
    for letter in _on_their_way(contact).filter(case=case):
        why = f"{letter.name} does not go: we don’t write to {contact} any more."
        record(case, CaseEvent.Kind.LETTER, by=by, note=f"{why} Take it back, and write another.")


def _current(contact: Contact) -> Contact:
    # Those who write to them meanwhile hold the case and need the row to stay: they are not waited for.
    one = Contact.objects.select_for_update(of=("self",), no_key=True).select_related("authority").get(pk=contact.pk)
    if one.ended_on is not None:
        raise Conflict(f"We don’t write to {one} any more.")
    return one
