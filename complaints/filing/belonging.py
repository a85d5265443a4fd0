"""Which complaint an open page belongs to: the browser may have forgotten it since, or be writing another one."""

from collections.abc import Mapping
from enum import StrEnum

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from complaints.tokens import new_filing_token

from . import drafting, submitting

_SIGNER = Signer(salt="complaints.filing.begin")


class Stray(StrEnum):
    """Why an answer can't be taken before its provider has said so."""

    FORGOTTEN = "forgotten"  # nothing is being written in this browser any more
    OTHER = "other"  # another complaint is


def sent_along(token: str) -> dict[str, str]:
    """Hidden fields of a page: a mark of its complaint, or the token under which to begin one.

    So a page sent twice begins once, although the first answer, with its cookie, was not there yet."""
    if drafting.draft_of(token):
        return {"draft": _mark(token)}
    return {"begin": _SIGNER.sign(new_filing_token())}


def stray(posted: Mapping[str, str], token: str) -> Stray | None:
    """None: what was posted belongs to what this browser writes, begins it, or is to begin it anew."""
    mark = posted.get("draft", "")
    if not mark:
        return None
    if drafting.draft_of(token) is None:
        return None if "anew" in posted else Stray.FORGOTTEN
    return None if constant_time_compare(mark, _mark(token)) else Stray.OTHER


def sent_along_again(posted: Mapping[str, str], token: str) -> dict[str, str]:
    """Hidden fields of a page that strayed. Sent once more it is taken: into the complaint that is written now; or,
    when none is, into a new one, unless its own was brought back meanwhile."""
    if drafting.draft_of(token):
        return sent_along(token)
    return {"draft": posted["draft"], "anew": "1", **sent_along(token)}


def token_to_write(posted: Mapping[str, str], token: str) -> str:
    """The token of what is being written; else the one offered with the page, unless it was sent; else a new one."""
    if drafting.draft_of(token):
        return token
    try:
        offered = _SIGNER.unsign(posted.get("begin", ""))
    except BadSignature:
        return new_filing_token()
    return new_filing_token() if submitting.filed_with(offered) else offered


def _mark(token: str) -> str:
    return salted_hmac("complaints.filing.belonging", token, algorithm="sha256").hexdigest()[:32]
