"""Who complained, ready to print. Reads, never writes."""

from dataclasses import dataclass, fields

from complaints import same_provider
from complaints.models import Disclosure, Identity, IdentityReading
from investigations import access, seconding
from investigations.models import Case, Edition, Letter, Override, Report, Summary
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


def readings(case: Case) -> list[IdentityReading]:
    """Who has opened it before, newest first."""
    found = IdentityReading.objects.filter(complaint=case.complaint_id).select_related("by")
    return list(found.order_by("-at", "-pk"))


@dataclass(frozen=True)
class WaitingPage:
    """What this person may decide, oldest first. Says nothing of who complained: what is sealed stays so."""

    disclosures: list[tuple[Case, Disclosure]]
    held_texts: list[Override]
    letters: list[Letter]
    summaries: list[Summary]
    editions: list[Edition]
    reports: list[Report]

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, field.name) for field in fields(self))


def waiting(user: User) -> WaitingPage:
    """The same few queries for any number."""
    held = seconding.held_texts(user).select_related("asked_by", "held__case__authority")
    letters = seconding.letters(user).select_related("case__authority", "release_asked_by")
    summaries = seconding.summaries(user).select_related("case__authority", "written_by")
    drafts = seconding.reports(user).select_related("drafted_by").defer("contents", "pdf")
    return WaitingPage(
        disclosures=_disclosures(user),
        held_texts=list(held.defer("reason", "held__text", "held__findings").order_by("asked_at", "pk")),
        letters=list(letters.defer("subject", "body", "mail").order_by("release_asked_at", "pk")),
        summaries=list(summaries.defer("issue", "outcome", "correction").order_by("written_at", "pk")),
        editions=list(seconding.editions(user).select_related("made_by").defer("document", "decided")),
        reports=list(drafts.order_by("drafted_at", "pk")),
    )


def _disclosures(user: User) -> list[tuple[Case, Disclosure]]:
    asked = seconding.disclosures(user).select_related("asked_by", "consent").order_by("asked_at", "pk")
    by_complaint = {request.consent.complaint_id: request for request in asked}
    cases = Case.objects.filter(complaint__in=by_complaint).select_related("authority")
    case_of = {case.complaint_id: case for case in cases}
    return [(case_of[complaint], request) for complaint, request in by_complaint.items()]
