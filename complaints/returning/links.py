"""The link in a mail: the filing token, sealed, so that an address that was kept somewhere is not the code itself."""

import base64
import binascii

from mysteryshopper.sealed import SealBroken, seal, unseal

_COLUMN = "returning.link"


def sealed(filing_token: str) -> str:
    """For an address. Each sealing differs."""
    return base64.urlsafe_b64encode(seal(filing_token, column=_COLUMN)).decode().rstrip("=")


def unsealed(link: str) -> str | None:
    """The filing token again. None: the link was cut, changed, or is not ours."""
    try:
        return unseal(base64.urlsafe_b64decode(link + "=" * (-len(link) % 4)), column=_COLUMN)
    except (SealBroken, binascii.Error, ValueError):
        return None
