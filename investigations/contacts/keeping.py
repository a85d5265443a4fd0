"""The verbs on the directory. A contact that changes ends, and another begins: letters keep the one they went to."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Authority
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Contact
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
    """We write to them no longer, and their codes let in no longer. Raises NotAllowed, Conflict."""
    access.check_work_queue(by)
    one = _current(contact)
    one.ended_on, one.note = timezone.localdate(), note
    one.save(update_fields=["ended_on", "note"])
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


def _current(contact: Contact) -> Contact:
    one = Contact.objects.select_for_update(of=("self",)).select_related("authority").get(pk=contact.pk)
    if one.ended_on is not None:
        raise Conflict(f"We don’t write to {one} any more.")
    return one
