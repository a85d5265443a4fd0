"""The files of a mail: of a kind that we take they are sealed, one after the other; of others the name is kept."""

import io
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from complaints.evidence.keeping import shown_name
from complaints.evidence.kinds import kind_of
from investigations.models import IncomingFile
from mysteryshopper.sealed_files import CHUNK, new_name, seal_file

from .parsing import MOST_FILES, Parsed, content_of

LARGEST = 26 * 1024 * 1024
# Of what comes after so many files not even the name is kept.
_MOST_NAMED = 100
LeftOut = IncomingFile.LeftOut


class Attached(NamedTuple):
    """As the columns of IncomingFile."""

    name: str
    kind: str = ""
    size: int = 0
    stored_as: str | None = None
    left_out: str = ""


def attached(parsed: Parsed | None) -> Iterator[Attached]:
    """One file is in memory at a time. Raises OSError when it can't be sealed."""
    if parsed is None:
        return
    for number, (given, part) in enumerate(parsed.files()):
        if number >= _MOST_NAMED:
            return
        name = shown_name(given)
        yield Attached(name, left_out=LeftOut.MANY) if number >= MOST_FILES else _sealed(name, part)


def _sealed(name: str, part: Message) -> Attached:
    try:
        content = content_of(part)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # what the library says of broken ones
        return Attached(name, left_out=LeftOut.BROKEN)
    if part.get_content_maintype() != "message":  # of a mail within the mail the headers are still read
        part.set_payload("")
    if not content:
        return Attached(name, left_out=LeftOut.EMPTY)
    if len(content) > LARGEST:
        return Attached(name, size=len(content), left_out=LeftOut.LARGE)
    kind = kind_of(io.BytesIO(content), name)
    if kind is None:
        return Attached(name, size=len(content), left_out=LeftOut.KIND)
    stored_as = new_name()
    seal_file(stored_as, (content[start : start + CHUNK] for start in range(0, len(content), CHUNK)))
    return Attached(name, kind, len(content), stored_as)
