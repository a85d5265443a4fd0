"""From a complaint to a case: what the service does by itself as soon as a complaint is there."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint, Notification
from complaints.tracking import telling
from investigations import ruling
from investigations.clocks import keeping
from investigations.lifecycle import Status
from investigations.models import Case, CaseEvent
from mysteryshopper.calendar import london_day


@transaction.atomic
def open_case(complaint: Complaint) -> Case:
    """Opens the complaint's case and owes the provider an acknowledgement. Again, it gives the case that is there."""
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    existing = Case.objects.filter(complaint=complaint).first()
    return existing or _open(complaint)


def _open(complaint: Complaint) -> Case:
    now, received_on = timezone.now(), london_day(complaint.filed_at)
    ground = complaint.grounds.all()[0]
    case = Case(
        reference=complaint.reference,
        complaint=complaint,
        authority=complaint.authority,
        authority_sector=complaint.authority.sector if complaint.authority else "",
        provider_kind=complaint.provider_kind,
        provider_size=complaint.provider_size,
        provider_sector=complaint.provider_sector,
        nation=complaint.authority.nation if complaint.authority else "",
        cpv_division=complaint.notice.cpv[:2] if complaint.notice else "",
        subject=ground.subject,
        sub_issue=ground.sub_issue,
        received_on=received_on,
        status_on=received_on,
        live_until=complaint.live_until,
        is_demonstration=complaint.is_demonstration,
    )
    case.save()
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.OPENED, new=Status.RECEIVED, note="", at=now)
    telling.tell(complaint, "opened", at=now, mail=Notification.Kind.ACKNOWLEDGEMENT)
    keeping.refresh(case)
    ruling.apply_to_new(case)
    return case
