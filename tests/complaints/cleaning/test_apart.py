"""A file is cleaned in a process of its own, which may fail alone."""

import io

import pytest

from complaints.cleaning.cleaning import LARGEST, clean, kind_of_copy, text_of
from complaints.cleaning.refusing import CannotBeCleaned

from .hiding import Markers, found
from .laden import MAKERS


@pytest.mark.parametrize("kind", MAKERS)
def test_a_copy_is_made_and_read(kind):
    marks = Markers(kind)
    copy = clean(io.BytesIO(MAKERS[kind](marks, 0)), kind)
    assert found(marks.hidden, copy) == set()
    told = text_of(copy, kind_of_copy(kind))
    assert all(word in told for word in marks.shown)
    assert clean(copy, kind_of_copy(kind)) == copy


def test_a_refusal_says_why():
    with pytest.raises(CannotBeCleaned, match="It is not plain text in UTF-8."):
        clean(b"\xff", "txt")


def test_what_is_too_large_is_not_read_on():
    with pytest.raises(CannotBeCleaned, match="larger than 20 MB"):
        clean(io.BytesIO(bytes(LARGEST + 10)), "txt")


@pytest.mark.parametrize("kind", ["", "exe", "../x", "-c"])
def test_a_kind_that_we_do_not_know(kind):
    with pytest.raises(CannotBeCleaned, match="kind"):
        clean(b"hello", kind)


def test_words_in_pieces_are_read_as_one():
    """A name may be cut in two where its letters look different."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    paragraph = document.add_paragraph("By Ada Prov")
    paragraph.add_run("ider").bold = True
    file = io.BytesIO()
    document.save(file)
    assert "By Ada Provider" in text_of(clean(file.getvalue(), "docx"), "docx")
