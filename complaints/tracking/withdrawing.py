"""The provider asks to withdraw. An investigator closes: this room does not know that cases exist."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from complaints.models import Complaint, Message, ProviderNews
from complaints.tracking import news, telling

STEP = "withdrawal_asked"


def can_ask(steps: list[str]) -> bool:
    """Whether a complaint that went these steps, oldest first, can be withdrawn: once, each time that it is open."""
    for step in reversed(steps):
        if step == "reopened":
            break
        if step == STEP or step.startswith("closed_"):
            return False
    return True


@transaction.atomic
def ask(complaint: Complaint, *, at: datetime) -> None:
    """Shows the provider that they asked, and tells the investigators. Asked or closed already: nothing changes."""
    # One at a time, or two presses at the same moment would both be the first.
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if not can_ask([step.step for step in complaint.progress.all()]):
        return
    telling.tell(complaint, STEP, at=at)
    Message.objects.create(complaint=complaint, text=_("The provider asks to withdraw this complaint."), at=at)
    news.add(complaint, ProviderNews.Kind.WITHDRAWAL, at=at)
