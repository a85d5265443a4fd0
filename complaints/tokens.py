"""The two secrets a provider holds: the filing token while writing, the tracking secret after. We keep only hashes."""

import base64
import hashlib
import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_SECRET_LENGTH = 28  # characters of base 32: 140 bits


def new_filing_token() -> str:
    """256 random bits. Lives in the browser's cookie only."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """SHA-256 in hex. Enough without salt or stretching, because what is hashed is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def tracking_secret(filing_token: str) -> str:
    """The secret to follow the complaint that this token filed, in groups of four.

    Derived, not stored: the confirmation can show it again after a refresh, and only to the browser that filed."""
    digest = salted_hmac("complaints.tracking_secret", filing_token, algorithm="sha256").digest()
    return _grouped(base64.b32encode(digest).decode()[:_SECRET_LENGTH])


def is_tracking_secret(typed: str, secret_hash: str) -> bool:
    """Whether this is the secret, in any case and grouping, with 0, 1 and 8 read as the letters they look like."""
    bare = re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(str.maketrans("018", "OIB"))
    return constant_time_compare(hashed(_grouped(bare)), secret_hash)


def _grouped(bare: str) -> str:
    return "-".join(re.findall(".{1,4}", bare))
