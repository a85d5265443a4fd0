"""Text as a page may show it, of bytes that a stranger sent. Pure; never raises."""

import re
from email.header import decode_header

from lxml import etree, html

# Of one text. What is behind is not shown.
MOST = 200_000
# Bytes that are looked at for it: a letter has four at most, and markup is longer than its text.
_MOST_BYTES = 1_000_000
# Codecs that are no charsets of mail, and slow on long texts.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# Control characters, those that turn the direction of writing, halves of pairs.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLOCKS = ("p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4")
_PARSER = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}


def shown(text: str) -> str:
    """Without what can't be seen, and no longer than MOST."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", lines).strip()[:MOST]


def in_one_line(text: str, *, most: int) -> str:
    return " ".join(shown(text).split())[:most]


def decoded(content: bytes, charset: str | None) -> str:
    """By the charset that it says, by UTF-8, or as Western European: whatever fits first."""
    content = content[:_MOST_BYTES]
    for name in filter(None, [charset, "utf-8"]):
        if name.lower().replace("-", "_") in _NOT_CHARSETS:
            continue
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def header(value: str) -> str:
    """A header in words, whatever it was encoded in."""
    raw = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        pieces = decode_header(re.sub(r"[\r\n]+", "", raw))
    except ValueError:  # not decodable at all: HeaderParseError is one
        return shown(raw)
    return shown("".join(piece if isinstance(piece, str) else decoded(piece, charset) for piece, charset in pieces))


def of_html(page: str) -> str:
    """The text of a page. Nothing of it is shown as a page, ever."""
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(**_PARSER))
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", "head", "template", with_tail=False)
    for block in root.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
        if block.tag == "li":
            block.text = "- " + (block.text or "").lstrip()
    lines = (" ".join(line.split()) for line in shown(str(root.text_content())).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
