"""What no person wrote: automatic replies, and reports that a mail of ours came back or is held up. Pure."""

import re
from email.message import Message
from typing import NamedTuple

from investigations.models import IncomingMail

from . import plain
from .parsing import Parsed, headers_of, ids_in

Nature = IncomingMail.Nature
_BY_SUBJECT = re.compile(r"(automatic reply|auto(matic)?[ -]?(reply|response)|out of (the )?office)\b", re.IGNORECASE)
_SERVERS = re.compile(r"(mailer-daemon|postmaster|mail-delivery-subsystem)@")
_HELD_UP = re.compile(r"\b(delayed|delay|not yet|will keep trying|still trying)\b", re.IGNORECASE)
_ACTION = re.compile(r"^action:[ \t]*(\w+)", re.IGNORECASE | re.MULTILINE)
_REPORTS = ("message/delivery-status", "text/rfc822-headers", "message/rfc822")


class Report(NamedTuple):
    """A mail server says what became of a mail: which ones it may mean."""

    nature: IncomingMail.Nature
    ids: list[str]


def report_of(parsed: Parsed) -> Report | None:
    """None: it is no report, or one of success."""
    statuses = [_inside(part) for part in parsed.parts if part.get_content_type() == "message/delivery-status"]
    is_from_server = any(_SERVERS.match(sender) for sender in parsed.senders)
    if not statuses and not is_from_server and not parsed.headers["x-failed-recipients"]:
        return None
    actions = {action.lower() for status in statuses for action in _ACTION.findall(status)}
    if actions and not actions & {"failed", "delayed"}:
        return None
    held_up = "failed" not in actions if actions else bool(_HELD_UP.search(parsed.subject))
    returned = [text for part in parsed.parts if part.get_content_type() in _REPORTS for text in _ids_inside(part)]
    return Report(Nature.DELAYED if held_up else Nature.BOUNCED, [*parsed.answers, *returned, *ids_in(parsed.body)])


def is_automatic(parsed: Parsed) -> bool:
    """Whether a machine replied: nobody has read what we wrote."""
    headers = parsed.headers
    submitted = headers["auto-submitted"].partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or bool(headers["x-auto-response-suppress"])
        or headers["precedence"].strip().lower() in {"auto_reply", "bulk", "junk"}
        or bool(headers["x-autoreply"] or headers["x-autorespond"])
        or any(part.get_content_type() == "message/disposition-notification" for part in parsed.parts)
        or bool(_BY_SUBJECT.match(parsed.subject))
    )


def _ids_inside(part: Message) -> list[str]:
    """The Message-ID of the mail that came back, whole or as its headers."""
    inner = part.get_payload()
    if isinstance(inner, list):
        return [found for mail in inner if isinstance(mail, Message) for found in headers_of(mail).ids("message-id")]
    return ids_in(_inside(part))


def _inside(part: Message) -> str:
    """The text of a part. A report is parsed to blocks of headers."""
    inner = part.get_payload()
    if isinstance(inner, list):
        blocks = [block.items() for block in inner if isinstance(block, Message)]
        return "\n".join(f"{name}: {plain.header(str(value))}" for block in blocks for name, value in block)
    content = part.get_payload(decode=True)
    return plain.decoded(content, None) if isinstance(content, bytes) else ""
