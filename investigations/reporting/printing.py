"""A report on paper: tagged PDF (PDF/UA-1) with bookmarks, from its contents alone."""

from functools import cache
from pathlib import Path
from typing import Any

from investigations.outcomes.definitions import NOT_FOR_PUBLICATION
from mysteryshopper import typesetting

from .printed import Printed

_TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(contents: Printed, *, signed: str = "") -> bytes:
    """`signed`: by whom and when. Without it every page says that it is a draft."""
    said: dict[str, Any] = {
        **contents,
        "mark": NOT_FOR_PUBLICATION if signed else f"Draft, not signed off. {NOT_FOR_PUBLICATION}",
        "signed": signed or "A draft that nobody has signed off",
    }
    made, _ = typesetting.pdf(_source(), said)
    return typesetting.with_row_headers(made)


@cache
def _source() -> bytes:
    return _TEMPLATE.read_bytes()
