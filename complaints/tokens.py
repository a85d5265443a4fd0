"""The two secrets a provider holds: the filing token while writing, the tracking secret after. We keep only hashes."""

import base64
import hashlib
import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_LENGTH = 28  # characters of base 32: 140 bits
# What people and their keyboards put between groups: white space, and every hyphen, dash and minus.
_BETWEEN = re.compile(r"[\s\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]")
_LOOKALIKES = str.maketrans("018", "OIB")


def new_filing_token() -> str:
    """140 random bits, short enough to write down: it lives in the browser's cookie, and is the code to come back."""
    return base64.b32encode(secrets.token_bytes(20)).decode()[:_LENGTH]


def written(filing_token: str) -> str:
    """The filing token as a provider writes it down, in groups of four."""
    # Tokens made before they could be written down tell capitals from small letters: those stay as they are.
    return _grouped(filing_token) if _is_base_32(filing_token) else filing_token


def read_filing_token(typed: str) -> str:
    """The filing token somebody meant."""
    bare = read_code(typed)
    return bare if _is_base_32(bare) else typed.strip()


def read_code(typed: str) -> str:
    """A code without its grouping: any case, with 0, 1 and 8 read as the letters they look like."""
    return _BETWEEN.sub("", typed).upper().translate(_LOOKALIKES)


def hashed(token: str) -> str:
    """SHA-256 in hex. Enough without salt or stretching, because what is hashed is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def tracking_secret(filing_token: str) -> str:
    """The secret to follow the complaint that this token filed, in groups of four.

    Derived, not stored: the confirmation can show it again after a refresh, and only to the browser that filed."""
    digest = salted_hmac("complaints.tracking_secret", filing_token, algorithm="sha256").digest()
    return _grouped(base64.b32encode(digest).decode()[:_LENGTH])


def is_tracking_secret(typed: str, secret_hash: str) -> bool:
    """Whether this is the secret, however it is typed."""
    return constant_time_compare(hashed(_grouped(read_code(typed))), secret_hash)


def _is_base_32(bare: str) -> bool:
    return re.fullmatch(rf"[A-Z2-7]{{{_LENGTH}}}", bare) is not None


def _grouped(bare: str) -> str:
    return "-".join(re.findall(".{1,4}", bare))
