"""What has no letters stands as a box, whatever it is, and nothing else is lost."""

import io

import pytest
from pypdf import PdfReader

from mysteryshopper import typesetting

SOURCE = b"""#let said = json(bytes(sys.inputs.said))
#set document(title: said.title)
#set text(lang: "en", font: "Libertinus Serif")
#for one in said.words { par(one) }"""


def read(*words):
    made, missing = typesetting.pdf(SOURCE, {"title": "T", "words": list(words)})
    return PdfReader(io.BytesIO(made)).pages[0].extract_text(), missing


@pytest.mark.parametrize(
    ("hostile", "missing"),
    [
        ('"', ""),
        ("\\", ""),
        ("#panic() $a$ <b> @ref", ""),
        ("漢", "漢"),
        ("a\u20e3", "a\u20e3"),
        ("\u05d0\u0591", "\u0591"),
        ("\u0301\u0301\u20e3 \u0e33 \u200d \U000e0067", ""),
        ("🧨\ufe0f", "🧨"),
        ("\x07\x00\u202e", ""),
    ],
)
def test_a_box_for_what_has_no_letters(hostile, missing):
    text, found = read(f"before {hostile} after", 'the same "\\" elsewhere')
    assert set(missing) <= set(found)
    assert "before" in text
    assert "after" in text
    assert 'the same "\\" elsewhere' in text
