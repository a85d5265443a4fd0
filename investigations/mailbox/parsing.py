"""What a mail says: its headers, its text, its files. Pure; whatever bytes come, `parse` returns.

With the older of the two parsers of the standard library: the newer one raises at headers that are not well formed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses
from functools import cached_property
from typing import IO

from . import plain
from .senders import Sender, sender_of

MOST_FILES = 20
# Parts that are looked at. A mail with more is made to be.
_MOST_PARTS = 200
_LONGEST_HEADER = 20_000
# Headers that are read, and how often one may come.
_READ = frozenset({
    "from", "to", "cc", "delivered-to", "x-original-to", "envelope-to", "subject", "message-id", "in-reply-to",
    "references", "auto-submitted", "precedence", "x-auto-response-suppress", "x-autoreply", "x-autorespond",
    "x-failed-recipients", "authentication-results",
})  # fmt: skip
_MOST_OF_A_NAME = 20
_IDS = re.compile(r"<[^<>\s]{1,250}>")
_MOST_IDS = 100


@dataclass
class Headers:
    """Those that a mail has: by name in small letters, in their order, in words."""

    found: dict[str, list[str]] = field(default_factory=dict)
    # Of who wrote it, as it came.
    senders: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """The first of this name. Empty: there is none."""
        return (self.found.get(name) or [""])[0]

    def all(self, name: str) -> list[str]:
        return self.found.get(name, [])

    def addresses(self, *names: str) -> list[str]:
        """In small letters."""
        given = [address for _, address in getaddresses([text for name in names for text in self.all(name)])]
        return [plain.in_one_line(address, most=254).lower() for address in given if "@" in address]

    def ids(self, *names: str) -> list[str]:
        return ids_in(" ".join(text for name in names for text in self.all(name)))


@dataclass
class Parsed:
    headers: Headers
    body: str = ""
    # Whether there is more in it than this.
    is_cut: bool = False
    parts: list[Message] = field(default_factory=list)

    @cached_property
    def sender(self) -> Sender:
        return sender_of(self.headers.senders)

    @property
    def senders(self) -> list[str]:
        """Whoever may be meant."""
        return [self.sender.address] if self.sender.address else self.headers.addresses("from")

    @property
    def subject(self) -> str:
        return plain.in_one_line(self.headers["subject"], most=500)

    @property
    def message_id(self) -> str:
        return (self.headers.ids("message-id") or [""])[0]

    @property
    def answers(self) -> list[str]:
        return self.headers.ids("in-reply-to", "references")

    def files(self) -> Iterator[tuple[str, Message]]:
        """Name and part of each, in their order."""
        return ((name_of(part), part) for part in self.parts if _is_file(part))


def parse(file: IO[bytes], *, is_whole: bool = True) -> Parsed:
    """Raises what the parser raises at what it was not made for: whoever calls it is ready for anything."""
    message = BytesParser().parse(file) if is_whole else BytesHeaderParser().parse(file)
    parts, is_cut = _leaves(message)
    parsed = Parsed(headers_of(message), parts=parts, is_cut=is_cut or not is_whole)
    texts = [part for part in parts if not _is_file(part)] if is_whole else []
    plains = [_text(part) for part in texts if part.get_content_type() != "text/html"]
    pages = [plain.of_html(_text(part)) for part in texts if part.get_content_type() == "text/html"]
    body = "\n\n".join(filter(str.strip, plains)) or "\n\n".join(filter(None, pages))
    parsed.body = plain.shown(body)
    parsed.is_cut |= len(body) > plain.MOST
    return parsed


def headers_of(message: Message) -> Headers:
    found: dict[str, list[str]] = {}
    senders = []
    for name, value in message.raw_items():
        given = found.setdefault(name.lower(), []) if name.lower() in _READ else None
        if given is not None and len(given) < _MOST_OF_A_NAME:
            given.append(plain.header(str(value)[:_LONGEST_HEADER]))
            senders += [str(value)[:_LONGEST_HEADER]] if name.lower() == "from" else []
    return Headers(found, senders)


def content_of(part: Message) -> bytes:
    """The bytes of a file. Empty: there is nothing in it, or nothing that can be decoded."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def ids_in(text: str) -> list[str]:
    return _IDS.findall(text)[:_MOST_IDS]


def name_of(part: Message) -> str:
    given = part.get_filename()
    ending = ".eml" if part.get_content_type() == "message/rfc822" else ""
    return plain.in_one_line(plain.header(str(given)), most=300) if given else f"file{ending}"


def _leaves(message: Message) -> tuple[list[Message], bool]:
    """Parts that hold no others, and whether there are more. A mail within the mail is one, to be looked at apart."""
    found: list[Message] = []
    waiting = [message]
    looked_at = 0
    while waiting and looked_at < _MOST_PARTS:
        part = waiting.pop()
        looked_at += 1
        inner = part.get_payload()
        is_mail = part.get_content_maintype() == "message" and part is not message
        if isinstance(inner, list) and not is_mail:
            waiting += [child for child in reversed(inner) if isinstance(child, Message)]
        else:
            found.append(part)
    return found, bool(waiting)


def _is_file(part: Message) -> bool:
    if part.get_content_type() in {
        "message/delivery-status",
        "text/rfc822-headers",
        "message/disposition-notification",
    }:
        return False
    is_named = part.get_filename() is not None or part.get_content_disposition() == "attachment"
    return is_named or part.get_content_maintype() not in {"text", "multipart"}


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return plain.decoded(content, part.get_content_charset()) if isinstance(content, bytes) else ""
