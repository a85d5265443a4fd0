"""Which kinds of file we take. What a file holds decides, never what it is called.

Each kind is told by a few bytes or names that it must have, so no library is needed that knows a thousand others.
"""

import codecs
import re
import unicodedata
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext_lazy as _

# As a provider reads it, after “Send”.
WE_TAKE = _("a PDF, PNG, JPEG, Word, Excel, OpenDocument, email (.eml), text or CSV file")

_PIECE = 64 * 1024
# An Office file is a zip. Whoever opens one unpacks it, so one that unpacks to a disk full is not taken.
_MOST_MEMBERS = 2000
_LARGEST_UNPACKED = 200 * 1024 * 1024
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|Basic/|Scripts/)", re.IGNORECASE)
_HEADER = re.compile(r"^(From|To|Subject|Date|Message-ID|Received|Return-Path|MIME-Version):", re.MULTILINE | re.I)
_IS_ENCRYPTED = 0x1


def kind_of(file: IO[bytes], name: str) -> str | None:
    """What it is: also the ending that it will be opened with. None: not of a kind that we take.

    The name only tells CSV from other plain text, which hold the same."""
    file.seek(0)
    head = file.read(_PIECE)
    file.seek(0)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    if not _is_text(file):
        return None
    if _is_mail(head):
        return "eml"
    return "csv" if name.lower().endswith(".csv") else "txt"


def _office_kind(file: IO[bytes]) -> str | None:
    """Of an Office file without macros and password, that unpacks to what a computer can take."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = {member.filename: member for member in archive.infolist()}
            if len(archive.infolist()) > _MOST_MEMBERS or any(map(_MACROS.search, members)):
                return None
            if any(member.flag_bits & _IS_ENCRYPTED for member in members.values()):
                return None
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
                return None
            if "mimetype" in members:
                with archive.open("mimetype") as says:
                    return _OPEN_DOCUMENT.get(says.read(100).strip())
            return next((kind for part, kind in _OFFICE.items() if part in members), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error):
        return None  # broken, or packed in a way that no Office program uses
    finally:
        file.seek(0)


def _is_text(file: IO[bytes]) -> bool:
    """Whether all of it is UTF-8 without control characters. Read in pieces: it may be long."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            if not _is_plain(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in set(text))


def _is_mail(head: bytes) -> bool:
    """Whether it begins with the headers of an email: who it is from, and two others."""
    text = head.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    found = {name.lower() for name in _HEADER.findall(text.split("\n\n", 1)[0])}
    return "from" in found and len(found) >= 3
