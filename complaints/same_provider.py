"""Which complaints come from the same provider, found without opening who it is."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from complaints.models import Complaint, Identity, IdentityKey

_SALT = "complaints.same_provider"


def write_keys(identity: Identity) -> None:
    """Of a complaint that has just been filed."""
    IdentityKey.objects.bulk_create(
        IdentityKey(identity=identity, kind=kind, digest=digest)
        for kind, digest in digests(email=identity.email, number=identity.number)
    )


def others(complaint: Complaint) -> QuerySet[Complaint]:
    """The provider’s other complaints, newest first: by email address or number. What was erased is not among them."""
    keys = IdentityKey.objects.filter(identity=complaint.pk).values("digest")
    same = IdentityKey.objects.filter(digest__in=keys).values("identity")
    return Complaint.objects.filter(pk__in=same).exclude(pk=complaint.pk).order_by("-filed_at", "-pk")


def found_by(*, email: str = "", number: str = "") -> QuerySet[Complaint]:
    """Complaints whose provider gave exactly this address or this number, newest first."""
    looked_for = [digest for _, digest in digests(email=email, number=number)]
    found = IdentityKey.objects.filter(digest__in=looked_for).values("identity")
    return Complaint.objects.filter(pk__in=found).order_by("-filed_at", "-pk")


def digests(*, email: str, number: str) -> Iterator[tuple[str, str]]:
    """Kind and digest of what there is. Under a key: all company numbers there are could be tried in a minute."""
    # The written forms that mean the same: case, and the leading noughts that people leave out.
    written = {
        IdentityKey.Kind.EMAIL: email.strip().casefold(),
        IdentityKey.Kind.NUMBER: re.sub(r"[\W_]", "", number).upper().lstrip("0"),
    }
    for kind, value in written.items():
        if value:
            yield kind.value, salted_hmac(_SALT, f"{kind}:{value}", algorithm="sha256").hexdigest()
