"""Leaks that are planted, to see that they are found."""

import io
from email.encoders import encode_base64
from email.header import Header
from email.message import Message

import pikepdf


def with_pdf(mails: list[Message], leak: str) -> int:
    """In what the PDF of a letter says of itself; answers which mail it is."""
    number, mail = next((number, mail) for number, mail in enumerate(mails) if mail.is_multipart())
    part = next(part for part in mail.walk() if part.get_content_type() == "application/pdf")
    content, out = part.get_payload(decode=True), io.BytesIO()
    assert isinstance(content, bytes)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = [leak]
        pdf.save(out)
    part.set_payload(out.getvalue())
    del part["Content-Transfer-Encoding"]
    encode_base64(part)
    return number


def add_header(mail: Message, leak: str) -> None:
    """In two pieces, each encoded for itself, as long headers are."""
    half = len(leak) // 2
    pieces = (Header(text, "utf-8").encode() for text in (leak[:half], leak[half:]))
    mail["X-Planted"] = "\n ".join(pieces)
