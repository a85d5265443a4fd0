"""Tagged PDF (PDF/UA-1) from a typst source and what it is to say. Knows no words of its own.

What it says stands in `json(bytes(sys.inputs.said))` of the source: text, never typesetting. The same always gives the
same bytes: no fonts but those of the typesetter, no moment in them."""

import io
import json
import re
import sys
import unicodedata
from functools import cache
from typing import Any

import typst
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

_BOX = "\N{WHITE SQUARE}"
# What can't be shown, as the message quotes it: a letter with its marks, or several in a row.
_NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def pdf(source: bytes, said: Any) -> tuple[bytes, str]:
    """The PDF, and what stands in it as a box because no font of ours has it."""
    missing: list[str] = []
    while True:
        shown = json.dumps(_shown(said, missing), ensure_ascii=False)
        compiler = typst.Compiler(source, sys_inputs={"said": shown}, ignore_system_fonts=True)
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            found = _NOT_SHOWN.search(error.message)
            news = _with_marks(_unescaped(found[1]), shown) if found else []
            if not set(news) - {*missing, _BOX}:
                raise
            missing += news
        else:
            assert isinstance(made, bytes)
            return made, "".join(missing)


def with_row_headers(made: bytes) -> bytes:
    """The same, where the first cell of each row of a table is its header, which typst can't say."""
    with Pdf.open(io.BytesIO(made)) as document:
        for row in document.objects:
            if isinstance(row, Dictionary) and row.get("/S") == Name.TR:
                first = row.K[0]
                if first.S == Name.TD:
                    first.S, first.A = Name.TH, Dictionary(O=Name.Table, Scope=Name.Row)
        written = io.BytesIO()
        document.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue()


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)) if escaped[1] else escaped[2], quoted)


def _with_marks(text: str, shown: str) -> list[str]:
    """What is missing: where marks follow it, as it stands with them, for then they are what has no letters."""
    found = re.findall(f"{re.escape(text)}{_marks()}", shown)
    return sorted(set(found), key=len, reverse=True) or [text]


@cache
def _marks() -> str:
    """A pattern of what stands on the letter before it."""
    marks = (char for char in map(chr, range(sys.maxunicode)) if unicodedata.category(char).startswith("M"))
    return f"[{''.join(marks)}]+"


def _shown(said: Any, missing: list[str]) -> Any:
    """The same with each text printable, and boxes for what is missing."""
    if isinstance(said, str):
        said = printable(said)
        for text in missing:
            said = said.replace(text, _BOX)
        return said
    if isinstance(said, dict):
        return {key: _shown(value, missing) for key, value in said.items()}
    return [_shown(value, missing) for value in said] if isinstance(said, list | tuple) else said


def printable(text: str) -> str:
    """Without what no page can show: control characters, and marks that turn the direction of the text round."""
    kept = (char for char in text if char == "\n" or (char.isprintable() or char == " "))
    return "".join(kept)
