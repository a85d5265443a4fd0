"""The address to which the authority answers about one case: replies+ms-7k3p-9qxd-t-CHECK@our.domain.

The check can't be guessed, so that nobody who only knows a reference gets a mail onto the case. Letters carry the
address as Reply-To; sent with it as their envelope's sender, they come back to it when they bounce."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from complaints.reference import ALPHABET, PATTERN, read_reference
from investigations.models import Case

_SALT = "investigations.mailbox.tag"
_CHECK = 16  # letters of 5 bits: 80 bits
_TAG = re.compile(rf"({PATTERN})-([{ALPHABET}]{{{_CHECK}}})", re.IGNORECASE)


def tagged_address(case: Case) -> str:
    """Where mail about this case is to be sent. Empty when this service reads no mail: then letters ask for none."""
    if not settings.REPLIES_TO:
        return ""
    name, _, domain = settings.REPLIES_TO.rpartition("@")
    return f"{name}+{case.reference}-{_checks(case.reference)[0]}@{domain}".lower()


def read_tag(address: str) -> tuple[str, bool] | None:
    """Which reference an address names, and whether its check is right. None: it is not our address with a tag."""
    ours, _, our_domain = settings.REPLIES_TO.lower().rpartition("@")
    local, _, domain = address.lower().rpartition("@")
    name, _, tag = local.partition("+")
    found = _TAG.fullmatch(tag)
    if not ours or (name, domain) != (ours, our_domain) or not found:
        return None
    reference = read_reference(found[1])
    if reference is None:
        return None
    return reference, any(constant_time_compare(found[2].upper(), check) for check in _checks(reference))


def is_ours(address: str) -> bool:
    """Whether a mail from there is one that we sent."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in set(_ours())


def _ours() -> Iterable[str]:
    sender = settings.MAIL_FROM.lower().rpartition("<")[2].rstrip("> ")
    return filter(None, [sender, settings.REPLIES_TO.lower()])


def _checks(reference: str) -> list[str]:
    """By the secret of today, then by older ones that are still accepted."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_written(salted_hmac(_SALT, reference, secret=secret, algorithm="sha256").digest()) for secret in secrets]


def _written(digest: bytes) -> str:
    number = int.from_bytes(digest[:10], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(_CHECK))
