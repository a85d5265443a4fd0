"""What leads do: ask for an edition, discard the draft, sign it off, ask for a correction. Two people make one."""

import hashlib
import json
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from investigations import access
from investigations.access import NotAllowed
from investigations.lifecycle import Conflict
from investigations.models import Edition
from mysteryshopper import owed
from mysteryshopper.staff.models import User

# Quarterly at most: the shortest quarter has 90 days.
SHORTEST = timedelta(days=90)


class DraftWaits(Conflict):
    """Another draft has to be signed off or discarded first."""


class TooSoon(Conflict):
    """The period is not over, or hardly begun."""


class NotMade(Conflict):
    """The draft is not there, not made yet, or another than was seen."""


class NotToBePublished(Conflict):
    """It corrects nothing, or says something that may name who complained."""


def earliest() -> date | None:
    """The first day on which the next edition may end. None: there is none before it."""
    last = _last_day()
    return last + SHORTEST if last else None


def _last_day() -> date | None:
    return Edition.published().order_by("ends_on").values_list("ends_on", flat=True).last()


def can_be_asked_for() -> bool:
    """Whether there is any day on which the next edition may end."""
    first = earliest()
    return first is None or first < timezone.localdate()


def is_preview(draft: Edition) -> bool:
    """Of an edition that may only end later: it is to be looked at, and never signed off."""
    first = earliest()
    return draft.version == 1 and first is not None and draft.ends_on < first


@transaction.atomic
def ask(ends_on: date, merged: Collection[str], *, by: User) -> Edition:
    """A draft, whose figures a worker makes. Raises NotAllowed, DraftWaits, TooSoon."""
    access.check_lead(by)
    first = earliest()
    if ends_on >= timezone.localdate():
        raise TooSoon("The period has to be over.")
    if first and ends_on < first:
        raise TooSoon(f"Editions come out once a quarter at most: the last day must be {first:%-d %B %Y} or later.")
    return _draft(Edition(ends_on=ends_on, merged=sorted(merged)), by)


@transaction.atomic
def preview(merged: Collection[str], *, by: User) -> Edition:
    """A draft of what the next edition has so far, up to yesterday. Raises NotAllowed, DraftWaits, TooSoon."""
    access.check_lead(by)
    yesterday, last = timezone.localdate() - timedelta(days=1), _last_day()
    if can_be_asked_for():
        raise TooSoon("The next edition can be made: it needs no preview.")
    if last and yesterday <= last:
        raise TooSoon("No day of the next edition is over yet.")
    return _draft(Edition(ends_on=yesterday, merged=sorted(merged)), by)


@transaction.atomic
def correct(edition: Edition, reason: str, *, by: User) -> Edition:
    """A draft of the next version. Raises NotAllowed, DraftWaits, NotMade when a newer version is out."""
    access.check_lead(by)
    newest = Edition.published().filter(ends_on=edition.ends_on).order_by("version").last()
    if newest is None or newest.pk != edition.pk:
        raise NotMade("This version is not the newest. Correct the newest one.")
    version = edition.version + 1
    return _draft(Edition(ends_on=edition.ends_on, version=version, merged=edition.merged, reason=reason), by)


@transaction.atomic
def discard(draft: Edition, *, by: User) -> None:
    """Raises NotAllowed, NotMade."""
    access.check_lead(by)
    _locked(draft.pk).delete()


@transaction.atomic
def cut(draft: Edition, merged: Collection[str], *, by: User) -> Edition:
    """The same draft again, with its tables cut so. Raises NotAllowed, NotMade: a correction is cut as it was."""
    draft_before = _locked(draft.pk)
    if draft_before.version > 1:
        raise NotMade("A correction has the tables of the version that it corrects.")
    discard(draft_before, by=by)
    return _draft(Edition(ends_on=draft_before.ends_on, merged=sorted(merged)), by)


@transaction.atomic
def sign_off(draft: Edition, *, seen: str, by: User) -> Edition:
    """Publishes it. `seen`: the digest of what this person has read. Raises as `check_sign_off`."""
    draft = _locked(draft.pk)
    check_sign_off(draft, seen=seen, by=by)
    draft.signed_by, draft.published_at = by, timezone.now()
    draft.save(update_fields=["signed_by", "published_at"])
    return draft


def check_sign_off(draft: Edition, *, seen: str, by: User) -> None:
    """Raises NotAllowed, NotMade, TooSoon, NotToBePublished."""
    access.check_lead(by)
    if draft.made_by_id == by.pk:
        raise NotAllowed("You made this edition. Another lead has to sign it off.")
    if not draft.is_made or draft.done_at is None or draft.digest != seen:
        raise NotMade("This draft is not the one you have seen. Open it again.")
    if draft.is_made_up != settings.DEMONSTRATION:
        raise NotMade("This draft was made in another mode of the service. Discard it.")
    if is_preview(draft):
        raise TooSoon("This is a preview of an edition that can only end later.")
    if is_reason_held(draft):
        raise NotToBePublished("The reason may give away who complained. Discard the draft, and word it otherwise.")
    if corrects_nothing(draft):
        raise NotToBePublished("No figure differs from the version before: there is nothing to publish.")


def is_reason_held(draft: Edition) -> bool:
    """Whether the leak check found something in the reason of a correction."""
    return bool(draft.decided.get("is_reason_held"))


def corrects_nothing(draft: Edition) -> bool:
    """Whether a correction that is made shows the same figures as the version before."""
    before = before_of(draft)
    return before is not None and _figures(before) == _figures(draft)


def before_of(edition: Edition) -> Edition | None:
    """The version that it corrects."""
    return Edition.published().filter(ends_on=edition.ends_on, version=edition.version - 1).first()


def _figures(edition: Edition) -> list[Any]:
    return [table["figures"] for table in [*edition.document["headline"], *edition.document["tables"]]]


def digest_of(document: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _draft(draft: Edition, by: User) -> Edition:
    draft.made_by, draft.made_at, draft.is_made_up = by, timezone.now(), settings.DEMONSTRATION
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        if Edition.objects.filter(published_at=None).exists():
            raise DraftWaits("There is a draft already. Sign it off or discard it first.") from None
        raise error
    transaction.on_commit(owed.nudge)
    return draft


def _locked(pk: int) -> Edition:
    draft = Edition.objects.select_for_update().filter(pk=pk, published_at=None).first()
    if draft is None:
        raise NotMade("This draft is gone, or published.")
    return draft
