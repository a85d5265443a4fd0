"""Which cleaner and which reader a kind of file has. Called in a process of its own: see `cleaning`."""

from collections.abc import Callable

from . import reading
from .opendocument import clean_ods, clean_odt
from .pdf import clean_pdf
from .pictures import clean_jpeg, clean_png
from .plain import clean_mail, clean_text
from .refusing import CannotBeCleaned
from .sheets import clean_xlsx
from .words import clean_docx

_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "pdf": clean_pdf,
    "png": clean_png,
    "jpg": clean_jpeg,
    "docx": clean_docx,
    "xlsx": clean_xlsx,
    "odt": clean_odt,
    "ods": clean_ods,
    "txt": clean_text,
    "csv": clean_text,
    "eml": clean_mail,
}
_READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": reading.text_of_pdf,
    "png": reading.text_of_picture,
    "jpg": reading.text_of_picture,
    "docx": reading.text_of_office,
    "xlsx": reading.text_of_office,
    "odt": reading.text_of_office,
    "ods": reading.text_of_office,
    "txt": bytes.decode,
    "csv": bytes.decode,
}


def clean(content: bytes, kind: str) -> bytes:
    """Raises CannotBeCleaned."""
    if kind not in _CLEANERS:
        raise CannotBeCleaned("It is of a kind that we cannot clean.")
    return _CLEANERS[kind](content)


def text_of(copy: bytes, kind: str) -> str:
    """Raises CannotBeCleaned when the copy, of this kind, cannot be read."""
    if kind not in _READERS:
        raise CannotBeCleaned("It is of a kind that we cannot read.")
    return _READERS[kind](copy)
