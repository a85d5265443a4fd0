"""Whether a marker stands in some bytes: as it is, in another case, in every usual encoding, packed or not.

Of a PDF that is its text as a reader shows it, what it says of itself, and all that it has packed; of a mail its
headers in words, and each of its parts."""

import base64
import gzip
import html
import io
import json
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from functools import cache
from urllib.parse import quote, quote_plus

import pikepdf
import pypdfium2

_DEEPEST = 4
_LARGEST = 50 * 1024 * 1024
_PNG_TEXT = re.compile(rb"zTXt[^\0]{1,79}\0\0")
_STREAM = re.compile(rb"stream\r?\n")
_MAIL = re.compile(rb"^(message-id|mime-version|return-path):", re.IGNORECASE | re.MULTILINE)
_AMOUNT = re.compile(r"\d{5,}\.\d\d")
_SPACE = re.compile(rb"[\s\0\x02\xad]+")


def found_in(data: bytes, markers: dict[str, str]) -> set[str]:
    """Which kinds of marker stand in the data, or in what is packed in it."""
    return {kind for layer in layers(data) for kind in _found_in_layer(layer, markers)}


def _found_in_layer(layer: bytes, markers: dict[str, str]) -> Iterator[str]:
    # Lines of quoted-printable and base64 are broken anywhere.
    joined = layer.replace(b"=\r\n", b"").replace(b"=\n", b"")
    unbroken = joined.replace(b"\r", b"").replace(b"\n", b"")
    folded = joined.lower() if len(joined) == len(unbroken) else joined.lower() + b"\0" + unbroken.lower()
    # A line of a page may end within a marker that has spaces.
    bare = _SPACE.sub(b"", layer).lower()
    for kind, marker in markers.items():
        if (
            any(form in folded for form in foldable(marker))
            or any(form in unbroken for form in exact(marker))
            or (" " in marker and marker.replace(" ", "").lower().encode() in bare)
        ):
            yield kind


@cache
def foldable(marker: str) -> frozenset[bytes]:
    """Forms that are searched whatever their case."""
    texts = {
        marker,
        html.escape(marker),
        "".join(f"&#{ord(letter)};" for letter in marker),
        quote(marker),
        quote_plus(marker),
        json.dumps(marker)[1:-1],
        quopri.encodestring(marker.encode(), quotetabs=True).decode(),
        *([f"{float(marker):,.2f}"] if _AMOUNT.fullmatch(marker) else []),
    }
    raw = marker.encode()
    spelt = {raw.hex().encode(), raw.upper().hex().encode(), raw.lower().hex().encode()}
    return frozenset(
        {text.lower().encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")} | spelt
    )


@cache
def exact(marker: str) -> frozenset[bytes]:
    """Base64 of the marker at each of the three places where it can begin, in both alphabets; three spellings."""
    forms = set()
    for text in {marker, marker.lower(), marker.upper(), marker.title()}:
        for raw in (text.encode(), text.encode("utf-16-le")):
            for before in range(3):
                encoded = base64.b64encode(b"\0" * before + raw)
                # The first and last characters also carry bits of the neighbours.
                whole = encoded[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
                forms |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    return frozenset(forms)


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The data, and all that is packed in it: gzip, zip and its members, zlib as PDF and PNG files hold it, mails."""
    yield data
    if depth == _DEEPEST:
        return
    for inner in [*_unzipped(data), *_inflated(data), *_of_pdf(data), *_of_mail(data)]:
        yield from layers(inner, depth + 1)


def _unzipped(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(member) for member in archive.infolist() if member.file_size < _LARGEST)


def _inflated(data: bytes) -> Iterator[bytes]:
    places = [match.end() for match in _STREAM.finditer(data)] if data[:5] == b"%PDF-" else []
    places += (
        [match.end() for match in re.finditer(rb"(zTXt|iTXt)[^\0]{1,79}\0\0", data)] if data[1:4] == b"PNG" else []
    )
    places += [0] if data[:1] == b"\x78" else []
    for place in places:
        try:
            yield zlib.decompressobj().decompress(data[place:], _LARGEST)
        except zlib.error:
            continue


def _of_pdf(data: bytes) -> Iterator[bytes]:
    """Its text, each of its strings and streams: where a marker is written in parts, or through a font's own table."""
    if data[:5] != b"%PDF-":
        return
    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            yield from _in_object(item)
    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data)
        for page in document:
            yield page.get_textpage().get_text_bounded().encode()
        document.close()


def _in_object(item: pikepdf.Object) -> Iterator[bytes]:
    if isinstance(item, pikepdf.Stream):
        with suppress(pikepdf.PdfError):
            yield item.read_bytes()
    if isinstance(item, pikepdf.String):
        yield str(item).encode()
    # What is named elsewhere is met there.
    inner = item.values() if isinstance(item, pikepdf.Dictionary) else item if isinstance(item, pikepdf.Array) else []
    for one in inner:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _in_object(one)


def _of_mail(data: bytes) -> Iterator[bytes]:
    head = data[:20_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _MAIL.search(head):
        return
    mail = message_from_bytes(data, policy=policy.default)
    for part in mail.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode("utf-8", "replace")
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content
