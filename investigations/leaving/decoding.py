"""The readings of a text: as it stands, with its codes and tags undone, with numbers in words as figures."""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from .disguises import Mapped, Reading, fold
from .spoken import as_figures

_ROUNDS = 3  # a code inside a code inside a code
_TAG = re.compile(r"<[^<>]{0,500}>")
_ENTITY = re.compile(r"&(?:#x?[0-9a-f]{1,7}|[a-z][a-z0-9]{1,31});?", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_QUOTED = re.compile(r"(?:=[0-9a-f]{2}|=\r?\n)+", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2})+", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}")
_HEX = re.compile(r"(?:[0-9a-f]{2}[ :]?){6,}", re.IGNORECASE)


def readings(text: str) -> Iterator[Reading]:
    """Every way to read the text, without repeating what reads the same."""
    written = Mapped.of(text)
    undone = _undone(written)
    hidden = [one for one in _hidden(written) if one.text]
    sources = [written, *([] if undone.text == text else [undone]), *([Mapped.joined(hidden)] if hidden else [])]
    for source in sources:
        looks = fold(source)
        yield looks
        if not source.text.isascii():
            sounds = fold(source, by_sound=True)
            if sounds.text != looks.text:
                yield sounds
        said = as_figures(looks)
        if said is not None:
            yield said


def _undone(mapped: Mapped) -> Mapped:
    """Tags taken out; entities, percent signs, quoted-printable and backslash escapes undone."""
    for _ in range(_ROUNDS):
        before = mapped.text
        mapped = mapped.rewritten(_TAG, lambda _: "")
        mapped = mapped.rewritten(_ENTITY, lambda match: html.unescape(match[0]))
        mapped = mapped.rewritten(_ESCAPED, lambda match: _characters(match[0]))
        mapped = mapped.rewritten(_PERCENT, lambda match: _decoded(unquote_to_bytes(match[0])))
        mapped = mapped.rewritten(_QUOTED, lambda match: _decoded(binascii.a2b_qp(match[0])))
        if mapped.text == before:
            break
    return mapped


def _characters(escapes: str) -> str:
    return "".join(chr(int(code[1:], 16)) for code in re.findall(r"u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}", escapes))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _hidden(mapped: Mapped, depth: int = _ROUNDS) -> Iterator[Mapped]:
    """What stands in runs of base64 and hexadecimal, each all of the run. It replaces nothing: prose may look alike."""
    for pattern, decode in ((_BASE64, _from_base64), (_HEX, _from_hex)):
        for match in pattern.finditer(mapped.text):
            text = decode(match[0])
            if text:
                first, after = mapped.starts[match.start()], mapped.ends[match.end() - 1]
                found = Mapped(text, [first] * len(text), [after] * len(text))
                yield _undone(found)
                if depth > 1:
                    yield from _hidden(found, depth - 1)


def _from_base64(run: str) -> str:
    packed = re.sub(r"[\r\n=]", "", run).replace("-", "+").replace("_", "/")
    try:
        return _readable(base64.b64decode(packed + "=" * (-len(packed) % 4)))
    except ValueError:
        return ""


def _from_hex(run: str) -> str:
    return _readable(bytes.fromhex(run.replace(" ", "").replace(":", "")))


def _readable(raw: bytes) -> str:
    """Text, if it is some that a person would write: prose and numbers decode to rubbish."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return ""
    return text if all(map(_may_be_written, text)) else ""


def _may_be_written(character: str) -> bool:
    return character.isprintable() or character.isspace() or unicodedata.category(character) == "Cf"
