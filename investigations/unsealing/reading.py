"""Who complained, ready to print. Reads, never writes."""

from dataclasses import dataclass

from complaints import same_provider
from complaints.models import Disclosure, Identity, IdentityReading
from investigations import access
from investigations.models import Case, Letter, Override, Summary
from mysteryshopper.staff.models import User

MOST_OTHERS = 20
_LABELS = {
    "name": "Name",
    "organisation": "Organisation",
    "number": "Charity or company number",
    "filed_for": "Complains for",
    "agreed_by": "Who there agreed to it",
    "email": "Email address",
    "phone": "Phone number",
    "address": "Postal address",
}


def rows(identity: Identity) -> list[tuple[str, str]]:
    """What they told us, label and text. Empty when they told us nothing."""
    told = [(label, getattr(identity, column)) for column, label in _LABELS.items()]
    return [(label, text) for label, text in [*told, ("How to reach them", _reach(identity))] if text]


def _reach(identity: Identity) -> str:
    """What is safe is said both ways where it matters: a call to the wrong phone can give somebody away."""
    reach, said = identity.reach, []
    if identity.phone:
        said.append("You may leave a message on this phone." if reach.get("voicemail") else "Leave no message.")
    if identity.address:
        said.append("You may write to this address." if reach.get("post") else "Do not write to this address.")
    if reach.get("when"):
        said.append(f"A good time: {reach['when']}")
    return " ".join(said)


def other_cases(identity: Identity, *, user: User) -> list[Case]:
    """Of the same provider, newest first: shown only with who they are, because it says as much.

    Not those that are shut to this person: they would learn who complained there."""
    others = same_provider.others(identity.complaint)
    cases = Case.objects.filter(access.complaints_read_by(user), complaint__in=others)
    found = cases.select_related("authority").newest_first()
    return list(found[:MOST_OTHERS])


@dataclass(frozen=True)
class Waiting:
    """A request that waits for a second person, with the case it is about."""

    case: Case
    asked: Disclosure


def readings(case: Case) -> list[IdentityReading]:
    """Who has opened it before, newest first."""
    found = IdentityReading.objects.filter(complaint=case.complaint_id).select_related("by")
    return list(found.order_by("-at", "-pk"))


def waiting() -> list[Waiting]:
    """Oldest first. Says nothing of who complained."""
    asked = Disclosure.objects.waiting().select_related("asked_by", "consent")
    by_complaint = {request.consent.complaint_id: request for request in asked}
    cases = Case.objects.filter(complaint__in=by_complaint).select_related("authority")
    found = [Waiting(case, by_complaint[case.complaint_id]) for case in cases if case.complaint_id]
    return sorted(found, key=lambda waits: (waits.asked.asked_at, waits.asked.pk))


def held_texts() -> list[Override]:
    """Requests to let out a text that the leak check holds, oldest first."""
    waits = Override.objects.filter(decided_at=None).select_related("asked_by", "held__case__authority")
    # The text itself stays sealed: only its own page opens it.
    return list(waits.defer("reason", "held__text", "held__findings").order_by("asked_at", "pk"))


def summaries(user: User) -> list[Summary]:
    """Summaries for the register that this person may approve, oldest first."""
    cases = Case.objects.filter(access.complaints_read_by(user))
    waits = Summary.objects.waiting().exclude(written_by=user).filter(case__in=cases)
    found = waits.select_related("case__authority", "written_by").defer("issue", "outcome", "correction")
    return list(found.order_by("written_at", "pk"))


def letters(user: User) -> list[Letter]:
    """Letters to authorities that this person may release, oldest first. Their words stay sealed."""
    cases = Case.objects.filter(access.complaints_read_by(user))
    others = Letter.objects.waiting().exclude(release_asked_by=user).exclude(written_by=user).filter(case__in=cases)
    found = others.select_related("case__authority", "release_asked_by").defer("subject", "body", "mail")
    return list(found.order_by("release_asked_at", "pk"))
