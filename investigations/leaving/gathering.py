"""What is known of the provider of a case, from all their complaints, as marks. The same few queries for any number."""

from collections.abc import Iterator

from django.utils import timezone

from complaints import same_provider
from complaints.models import Bidders, Complaint, Consent, Identity
from investigations.models import Audience, Case
from investigations.unsealing.disclosing import may_be_told
from mysteryshopper.calendar import london_day

from .identifying import Told, identify
from .marks import Kind, Marks

# An umbrella body may have filed hundreds: the newest say who it is.
MOST_OTHERS = 20
_FEW = {Bidders.ONE, Bidders.FEW}
# Invoices are allowed apart from the name. What is not in either list no consent lets out.
_NAMING = {
    Kind.PERSON, Kind.ORGANISATION, Kind.ACRONYM, Kind.EMAIL, Kind.DOMAIN, Kind.PHONE, Kind.ADDRESS, Kind.POSTCODE,
    Kind.NUMBER,
}  # fmt: skip
_INVOICING = {Kind.INVOICE, Kind.AMOUNT}


def marks_of(case: Case, audience: Audience) -> Marks:
    """What may not reach this audience today. A case that no provider brought has nothing to hide.

    A consent lets out what this complaint tells, and nothing that only another of the same provider does."""
    complaint = case.complaint
    if complaint is None:
        return Marks()
    others = list(same_provider.others(complaint)[:MOST_OTHERS].values_list("pk", flat=True))
    told = Complaint.objects.filter(pk__in=[complaint.pk, *others]).prefetch_related(
        "grounds", "invoices", "evidence", "messages"
    )
    by_complaint = {one.pk: _told(one) for one in told.select_related("identity")}
    public, may_know = "\n".join(_public(case, complaint)), _allowed(case, audience)
    marks = identify(by_complaint.values(), public=public)
    return marks.without(identify([by_complaint[complaint.pk]], public=public), may_know) if may_know else marks


def _allowed(case: Case, audience: Audience) -> set[Kind]:
    """What this audience may be told today."""
    if audience != Audience.AUTHORITY or case.complaint is None:
        return set()
    consents = case.complaint.consents.filter(purpose=Consent.Purpose.INVOICES, taken_back_at=None)
    naming = _NAMING if may_be_told(case.complaint, today=london_day(timezone.now())) else set()
    return naming | (_INVOICING if consents.exists() else set())


def _told(complaint: Complaint) -> Told:
    written = [complaint.tried, complaint.wanted, *(ground.own_words for ground in complaint.grounds.all())]
    written += [message.text for message in complaint.messages.all() if message.by_id is None]
    invoices = list(complaint.invoices.all())
    return Told(
        **_identifying(getattr(complaint, "identity", None)),
        invoice_numbers=[invoice.number for invoice in invoices],
        amounts=[invoice.amount for invoice in invoices],
        files=[file.name for file in complaint.evidence.all()],
        written=written,
        few_bid=complaint.bidders in _FEW,
    )


def _identifying(identity: Identity | None) -> dict[str, list[str]]:
    """None: it was erased."""
    if identity is None:
        return {}
    return {
        "people": [identity.name, identity.agreed_by],
        "organisations": [identity.organisation, identity.filed_for],
        "emails": [identity.email],
        "phones": [identity.phone],
        "addresses": [identity.address],
        "numbers": [identity.number],
    }


def _public(case: Case, complaint: Complaint) -> Iterator[str]:
    """What everybody can read: the authority's names, and the notice."""
    if case.authority:
        yield from case.authority.names.values_list("name", flat=True)
        yield case.authority.name
    if complaint.notice:
        notice = complaint.notice
        yield from (notice.title, notice.buyer_name, notice.cpv_name)
        if notice.value:
            yield f"£{notice.value}"
