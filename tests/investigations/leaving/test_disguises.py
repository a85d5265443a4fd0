"""Folding: what the eye reads, and where each character came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investigations.leaving.decoding import readings
from investigations.leaving.disguises import Mapped, bare, fold, plain

TEXT = st.text(max_size=200)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Siân", "sian"),
        ("Øyvind Sæther", "oyvind saether"),
        ("Ｈａｒｂｏｒｎｅ", "harborne"),
        ("𝐇𝐚𝐫𝐛𝐨𝐫𝐧𝐞", "harborne"),
        ("Наrbоrnе", "harborne"),
        ("Har\u200bbor\u00adne\u202e", "harborne"),
        ("H\u0301a\u0327r", "har"),
        ("£5", "£5"),
    ],
)
def test_a_disguise_reads_as_what_it_looks_like(written, read):
    assert plain(written) == read


@pytest.mark.parametrize("written", ["H4rb0rne", "harborne", "H a r b o r n e", "har-\nborne", "H.A.R.B.O.R.N.E."])
def test_bare_text_is_the_same_however_the_letters_are_set(written):
    assert bare(plain(written)) == "harborne"


@pytest.mark.parametrize(
    "written",
    [
        "Harb&#111;rne", "Harb&amp;#111;rne", "<b>Har</b>borne", "Harb%6Frne", "Harb=6Frne", "Har=\nborne",
        "Harb\\u006frne",
        "SGFyYm9ybmU=", "U0dGeVltOXlibVU9", "486172626f726e65",
    ],
)  # fmt: skip
def test_codes_are_undone_also_one_inside_another(written):
    assert any("harborne" in reading.bare.text for reading in readings(written))


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("oh one two one four nine six double oh one", "0121496001"),
        ("twelve thousand three hundred and forty-five", "12345"),
        ("two million five hundred thousand and one", "2500001"),
        ("twenty-one", "21"),
    ],
)
def test_numbers_in_words_are_read(said, figures):
    assert figures in [reading.text for reading in readings(said)]


@given(TEXT)
def test_folding_again_changes_nothing(text):
    once = plain(text)
    assert plain(once) == once


@given(TEXT)
def test_every_character_of_every_reading_came_from_somewhere(text):
    for reading in readings(text):
        assert len(reading.text) == len(reading.starts) == len(reading.ends) == len(reading.capitals)
        assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))


@given(TEXT, st.integers(0, 199))
def test_a_letter_keeps_its_place(text, at):
    text = text[:at] + "kestrel" + text[at:]
    reading = fold(Mapped.of(text))
    place = reading.text.find("kestrel", 0)
    start, end = reading.span(place, place + 7)
    assert bare(plain(text[start:end])) == bare("kestrel")
