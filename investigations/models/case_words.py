"""The words for many cases: which are open, live, reported, changed, and in what order they come."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from complaints.models import ProviderKind
from investigations.lifecycle import OPEN, Status
from mysteryshopper.staff.models import User

from .case_choices import FollowedUpAs, Readers
from .outcome import CHANGED, NOT_INVESTIGATED, Outcome

if TYPE_CHECKING:
    from .case import Case  # noqa: F401  # named below in a string


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def reported(self) -> Self:
        """All closed cases with a coded outcome: the base that the 70% of 2012 speaks of."""
        return self.filter(status=Status.CLOSED).exclude(outcome=Outcome.UNCODED)

    def investigated(self) -> Self:
        return self.reported().exclude(outcome__in=NOT_INVESTIGATED)

    def changed(self) -> Self:
        """Process changed."""
        return self.filter(outcome__in=CHANGED)

    def followed_up(self) -> Self:
        """Process changed, and somebody has looked whether the change was made."""
        return self.changed().exclude(followed_up_as="")

    def verified(self) -> Self:
        return self.changed().filter(followed_up_as=FollowedUpAs.VERIFIED)

    def uncoded(self) -> Self:
        return self.filter(outcome=Outcome.UNCODED)

    def unmatched(self) -> Self:
        """Whose authority a person still has to find in the list."""
        return self.filter(authority=None).exclude(authority_given="")

    def imported_and_open_to_question(self) -> Self:
        """Imported history that waits for a person."""
        unmatched = Q(authority=None) & ~Q(authority_given="")
        return self.exclude(import_key=None).filter(Q(outcome=Outcome.UNCODED) | unmatched)

    def vcse(self) -> Self:
        return self.filter(provider_kind__in=ProviderKind.vcse())

    def newest_first(self) -> Self:
        return self.order_by("-received_on", "-pk")

    def open_to(self, user: User) -> Self:
        """Which this person may claim: they have no conflict of interest, and it is not restricted to others."""
        mine = Q(standings__user=user)
        with_conflict = self.model.objects.filter(mine, standings__kind="conflict").values("pk")
        named = self.model.objects.filter(mine, standings__kind="named").values("pk")
        return self.exclude(pk__in=with_conflict).filter(~Q(readers=Readers.RESTRICTED) | Q(pk__in=named))

    def live(self, now: datetime) -> Self:
        """Bids can still be sent: there is time to put the procurement right."""
        return self.filter(live_until__gt=now)

    def in_order_of_urgency(self, now: datetime) -> Self:
        """Live procurements first, by the time that is left; then by the clock that runs out first; of one day those
        marked as priority; then the case that has waited longest."""
        left = models.Case(models.When(live_until__gt=now, then=F("live_until")))
        return self.order_by(
            left.asc(nulls_last=True), F("next_due_on").asc(nulls_last=True), "-is_priority", "received_on", "pk"
        )
