"""Where a marker may still be: in a file as it is, unzipped, inflated, decoded, and in all usual ways of writing it."""

import base64
import email
import io
import random
import re
import string
import zipfile
import zlib

import pikepdf

_INFLATES = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


class Markers:
    """Random words, one for each hiding place of one file."""

    def __init__(self, seed):
        self._random = random.Random(seed)
        self.hidden = {}
        self.shown = []

    def hide(self, place):
        assert place not in self.hidden
        self.hidden[place] = self._word()
        return self.hidden[place]

    def show(self):
        self.shown.append(self._word())
        return self.shown[-1]

    def _word(self):
        return "Q" + "".join(self._random.choices(string.ascii_lowercase, k=15))


def found(markers, content):
    """The hiding places whose marker is somewhere in the content."""
    haystack = b"\0".join(_all_of(content))
    return {place for place, word in markers.items() if any(way in haystack for way in _ways(word))}


def _ways(word):
    for encoded in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield encoded
        yield encoded.hex().encode()
        yield encoded.hex().upper().encode()
        for shift in range(3):
            # Whole groups of three bytes, wherever the word begins in one.
            part = encoded[shift : shift + (len(encoded) - shift) // 3 * 3]
            yield base64.b64encode(part)


def _all_of(content, depth=0):
    yield content
    if depth > 3:
        return
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from _all_of(archive.read(member), depth + 1)
    if content.lstrip()[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for thing in pdf.objects:
                yield from _strings(thing)
                if isinstance(thing, pikepdf.Stream):
                    yield from _all_of(thing.read_raw_bytes(), depth + 1)
                    if "/DCTDecode" not in str(thing.get("/Filter")):
                        yield from _all_of(thing.read_bytes(), depth + 1)
    if b"\nMIME-Version:" in content:
        for part in email.message_from_bytes(content).walk():
            yield part.get_payload(decode=True) or b""
    for start in _INFLATES.finditer(content):
        inflated = _inflated(content[start.start() :])
        if inflated:
            yield from _all_of(inflated, depth + 1)


def _strings(thing, depth=0):
    if depth > 8:
        return
    if isinstance(thing, pikepdf.String):
        yield str(thing).encode()
        yield bytes(thing)
    elif isinstance(thing, pikepdf.Array):
        for each in thing:
            yield from _strings(each, depth + 1) if not getattr(each, "is_indirect", False) else ()
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118
            yield key.encode()
            if not getattr(thing[key], "is_indirect", False):
                yield from _strings(thing[key], depth + 1)


def _inflated(content):
    try:
        return zlib.decompressobj().decompress(content, 10_000_000)
    except zlib.error:
        return b""
