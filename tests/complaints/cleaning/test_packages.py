"""How a zip is packed says nothing either."""

import io
import zipfile

import pytest

from complaints.cleaning.picking import clean

from .hiding import Markers
from .laden import MAKERS
from .zips import members_of


def packed_otherwise(content, *, year):
    """The same members backwards, with other dates, owners, ways of packing, and notes about them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, member in reversed(members_of(content).items()):
            info = zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6))
            info.create_system, info.external_attr, info.extra = 0, 0o600 << 16, b"UT\x04\0abcd"
            archive.writestr(info, member, zipfile.ZIP_STORED)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods"])
def test_the_copy_does_not_depend_on_how_the_file_was_packed(kind):
    original = MAKERS[kind](Markers(kind), 0)
    copy = clean(original, kind)
    assert clean(packed_otherwise(original, year=2026), kind) == copy
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        about = {(member.date_time, member.create_system, member.external_attr, member.extra, member.comment)
                 for member in archive.infolist()}  # fmt: skip
    assert about == {((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16, b"", b"")}


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods"])
def test_all_names_of_members_are_ours(kind):
    marks = Markers(kind)
    names = set(members_of(clean(MAKERS[kind](marks, 0), kind)))
    others = set(members_of(clean(MAKERS[kind](Markers("another"), 0), kind)))
    assert names == others
