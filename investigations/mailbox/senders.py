"""Who a mail says wrote it, from its header as it came. Pure.

A mail server that finds a sender proven does not decode the header first. We don't either: an encoded word can hold
what looks like the address of somebody else. Only what is plainly one address counts as one."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import plain

_ADDRESS = r'[^\s"<>()\[\],:;\\@]+@[^\s"<>()\[\],:;\\@]+'
# A name, quoted where it has to be, and an address; without comments, groups or a second address.
_ONE = re.compile(rf'((?:"(?:[^"\\]|\\.)*"|[^"<>@,:;()\\\[\]])*)<({_ADDRESS})>|({_ADDRESS})')
_STORED = re.compile(rf"(?:[^<>]* )?<({_ADDRESS})>|({_ADDRESS})")
_BRACKETS = str.maketrans("<>", "‹›")


class Sender(NamedTuple):
    """`address`: in small letters; empty when it is not plainly one. `shown`: as people read it."""

    address: str
    shown: str


def sender_of(headers: Sequence[str]) -> Sender:
    """Of all headers of this name. Letters that are not a to z are shown as what they are in names of domains."""
    given = " ".join(headers[0].split()) if headers else ""
    found = _ONE.fullmatch(given)
    address = _in_ascii(found[2] or found[3]) if found and len(headers) == 1 else ""
    if not found or not address:
        text = plain.in_one_line(plain.header(given), most=400)
        return Sender("", f"“{text.translate(_BRACKETS)}”" if text else "")
    name = plain.in_one_line(plain.header(re.sub(r'["\\]', "", found[1] or "")), most=200).translate(_BRACKETS)
    # Who takes another address for a name gets it in quotation marks.
    name = f"“{name}”" if "@" in name else name
    return Sender(address.lower(), f"{name} <{address}>" if name else address)


def address_in(shown: str) -> str:
    """The address in what `sender_of` shows. Empty: it is not plainly one."""
    found = _STORED.fullmatch(shown)
    address = (found[1] or found[2]).lower() if found else ""
    return address if address.isascii() else ""


def _in_ascii(address: str) -> str:
    """Empty where that can't be. What looks like another address does not in ASCII."""
    if address.isascii() or len(address) > 254:
        return address if len(address) <= 254 and address.isprintable() else ""
    local, _, domain = address.rpartition("@")
    try:
        written = domain.encode("idna").decode()
    except UnicodeError:
        return ""
    # Some letters become others, or nothing: what comes out may be the name of somebody else.
    return f"{local}@{written}" if local.isascii() and local.isprintable() and "xn--" in written else ""
