"""Plain text and CSV have nowhere to hide anything: what they say is all there is. Emails become plain text."""

import codecs
import email
import email.policy
from email.message import EmailMessage

from lxml import etree, html

from .refusing import CannotBeCleaned

_NOTE = "Text of an email. Its headers and attachments were left out."
_SEALED = ("multipart/encrypted", "multipart/signed", "application/pkcs7-mime", "application/x-pkcs7-mime",
           "application/pgp-encrypted", "application/pgp-signature", "application/pkcs7-signature",
           "application/x-pkcs7-signature")  # fmt: skip
_UNSEEN = ("head", "script", "style", "template", "noscript", "title", "object", "iframe")
_BLOCKS = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "hr")
_MOST_PARTS = 200
_LARGEST_HTML = 5 * 1024 * 1024


def clean_text(content: bytes) -> bytes:
    """The same, without the mark that some programs put before UTF-8. Raises CannotBeCleaned."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise CannotBeCleaned("It is not plain text in UTF-8.") from error
    while content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
    return content


def clean_mail(content: bytes) -> bytes:
    """Plain text: what the email says, and which kinds of file were attached. Raises CannotBeCleaned.

    Its headers say who wrote to whom, by which machines; so do a signature and what is quoted as an attachment."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        parts = list(message.walk())
        if len(parts) > _MOST_PARTS:
            raise CannotBeCleaned("The email has more parts than we open.")
        if any(part.get_content_type() in _SEALED for part in parts):
            raise CannotBeCleaned("The email is encrypted or signed. Ask for a PDF of it.")
        text = _said(message).replace("\r\n", "\n").replace("\r", "\n").strip()
        attached = [part.get_content_type() for part in message.iter_attachments()] if message.is_multipart() else []
    except CannotBeCleaned:
        raise
    except Exception as error:  # the standard library's parser stumbles over broken headers in many ways
        raise CannotBeCleaned("It is broken: the email cannot be read.") from error
    if not text:
        raise CannotBeCleaned("The email says nothing in its text.")
    if "-----BEGIN PGP" in text:
        raise CannotBeCleaned("The email is encrypted or signed. Ask for a PDF of it.")
    lines = [_NOTE, *(f"Attached: {_kind_in_words(kind)}" for kind in attached), "", _printable(text), ""]
    return "\n".join(lines).encode()


def _said(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = str(body.get_content())
    return _text_of_html(text) if body.get_content_type() == "text/html" else text


def _text_of_html(page: str) -> str:
    """What a reader sees of it."""
    if len(page) > _LARGEST_HTML:
        raise CannotBeCleaned("The email is too large.")
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
    for element in list(root.iter(etree.Element)):
        if element.getparent() is not None and _is_unseen(element):
            element.drop_tree()
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return "\n".join(" ".join(line.split()) for line in str(root.text_content()).splitlines())


def _is_unseen(element: html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.tag in _UNSEEN or "hidden" in element.attrib or "display:none" in style or "mso-hide:all" in style


def _kind_in_words(kind: str) -> str:
    """Only of kinds that are well known: a rare one may be its writer's own."""
    known = {"application/pdf": "a PDF file", "message/rfc822": "an email", "text/plain": "a text file"}
    main = kind.partition("/")[0]
    return known.get(kind) or {"image": "a picture", "text": "a text file"}.get(main, "a file")


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter in "\n\t" or letter >= " ")
