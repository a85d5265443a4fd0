"""The digest of a complaint as it was filed: whoever holds it can have us show that nothing was changed since."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from complaints.models import Complaint, Identity

# Digests are in providers' hands for years. Other fields, or another order: a new version, beside this one.
_VERSION = "1"


class Erased(Exception):
    """Who complained has been erased, so what was filed is no longer there to be shown."""


def digest(complaint: Complaint) -> str:
    """As "1-" and 64 hexadecimal digits. Keyed, so that nobody can try out what a complaint may say. Raises Erased.

    The key is the filing's, which stays, and not that of the secret, which may be issued anew."""
    filed = json.dumps(_filed(complaint), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"{_VERSION}-{hmac.new(complaint.filing_hash.encode(), filed.encode(), hashlib.sha256).hexdigest()}"


def is_digest(typed: str, complaint: Complaint) -> bool:
    """Whether this is the digest, in any case and with any spaces. Never, once a part of what was filed is erased."""
    try:
        ours = digest(complaint)
    except Erased:
        return False
    return hmac.compare_digest("".join(typed.split()).lower().encode(), ours.encode())


def _filed(complaint: Complaint) -> dict[str, Any]:
    """By names of its own, not those of columns: a column may be renamed, and must not change the digest."""
    who, notice = Identity.objects.filter(complaint=complaint).first(), complaint.notice
    if who is None:
        raise Erased
    return {
        "reference": complaint.reference,
        "filed_at": _moment(complaint.filed_at),
        # A name that was given stays what was filed, whichever authority staff find for it.
        "authority": None if complaint.authority_given or not complaint.authority else complaint.authority.code,
        "authority_given": complaint.authority_given,
        "notice": [notice.ocid, notice.buyer_id] if notice else None,
        "title": complaint.procurement_title,
        "procurement_reference": complaint.procurement_reference,
        "stage": complaint.stage,
        "happened_on": _day(complaint.happened_on),
        "live_until": _moment(complaint.live_until) if complaint.live_until else None,
        "bidders": complaint.bidders,
        "scope_answers": complaint.scope_answers,
        "tried": complaint.tried,
        "wanted": complaint.wanted,
        "payment_terms_days": complaint.payment_terms_days,
        "provider_kind": complaint.provider_kind,
        "provider_size": complaint.provider_size,
        "provider_sector": complaint.provider_sector,
        "is_first_time": complaint.is_first_time,
        "grounds": [
            [ground.subject, ground.sub_issue, ground.own_words] for ground in complaint.grounds.order_by("pk")
        ],
        "invoices": [
            [i.number, _day(i.invoiced_on), f"{i.amount:.2f}", _day(i.due_on), i.is_disputed]
            for i in complaint.invoices.order_by("pk")
        ],
        "who": [
            who.name, who.organisation, who.email, who.phone, who.address, who.number, who.filed_for, who.agreed_by,
            who.reach,
        ],
        "files": sorted(complaint.evidence.filter(_came_along(complaint)).values_list("sha256", flat=True)),
    }  # fmt: skip


def _came_along(complaint: Complaint) -> Q:
    """Files that were filed with it. A complaint that staff typed in was received before its files were added, so
    there the ground they show tells: what is added after filing shows none."""
    return Q(added_at__lte=complaint.filed_at) | ~Q(ground_key="")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _day(on: Any) -> str | None:
    return on.isoformat() if on else None
