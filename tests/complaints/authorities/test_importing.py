from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.importing import FileUnusable, Refusal, Report, Row, csv_rows, read

COLUMNS = ("name", "town")


def rows_of(path: Path, data: bytes) -> tuple[list[Row], list[str]]:
    path.write_bytes(data)
    refused: list[Refusal] = []
    rows = list(csv_rows(path, COLUMNS, refused))
    return rows, [str(refusal) for refusal in refused]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_rows_carry_the_line_they_start_on(file: Path) -> None:
    rows, refused = rows_of(file, b'\xef\xbb\xbfname,town\r\n A , Ash \r\n\r\n"B\nB",Bath\r\nC,Cork')
    assert rows == [
        Row("line 2", {"name": "A", "town": "Ash"}),
        Row("line 4", {"name": "B\nB", "town": "Bath"}),
        Row("line 6", {"name": "C", "town": "Cork"}),
    ]
    assert refused == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"A", "has 1 columns instead of 2"),
        (b"A,B,C", "has 3 columns instead of 2"),
        (b"A\0,B", "holds a NUL character"),
        (b"A\xff,B", "holds bytes that are not UTF-8"),
        (b"A,\xed\xa0\x80", "holds bytes that are not UTF-8"),
        (b'"A" B,C', "is not CSV: ',' expected after '\"'"),
        (b"A," + b"x" * 140_000, "is not CSV: field larger than field limit (131072)"),
        (b'"A,B', "is not CSV: unexpected end of data"),
    ],
)
def test_a_row_that_cannot_be_read_costs_no_other(file: Path, line: bytes, reason: str) -> None:
    rows, refused = rows_of(file, b"name,town\n1,1\n" + line + b"\n2,2\n")
    assert rows == [Row("line 2", {"name": "1", "town": "1"}), Row("line 4", {"name": "2", "town": "2"})]
    assert refused == [f"line 3: {reason}"]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"name\n", b"town,name\n", b"name,town,more\n", "name,town\n".encode("utf-16"), b'"name,town']
)
def test_another_header_makes_the_file_unusable(file: Path, data: bytes) -> None:
    with pytest.raises(FileUnusable) as unusable:
        rows_of(file, data)
    assert str(unusable.value) == "list.csv must start with the columns name,town."


def test_a_file_that_is_not_there_is_unusable(file: Path) -> None:
    with pytest.raises(FileUnusable) as unusable:
        read(file)
    assert str(unusable.value) == "list.csv cannot be read: no such file or directory."


def test_a_folder_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="cannot be read: is a directory"):
        read(tmp_path)


def test_a_file_larger_than_any_real_one_is_not_even_read(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(200 * 1024 * 1024)
    with pytest.raises(FileUnusable) as unusable:
        read(file)
    assert str(unusable.value) == "list.csv is larger than 50 MB: import it in parts."


@given(data=st.binary(max_size=300))
def test_every_line_is_a_row_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    rows, refused = rows_of(file, b"name,town\n" + data + b"\nlast,line")
    assert all(set(row.values) == set(COLUMNS) for row in rows)
    places = [row.place for row in rows] + [refusal.split(":")[0] for refusal in refused]
    assert len(places) == len(set(places)) >= 1


def test_a_report_counts_and_says_when_nothing_changed() -> None:
    assert str(Report(unchanged=1854)) == "Nothing changed: 1,854 were already there."
    assert str(Report(2, 1, 3, [Refusal("line 2", "is bad")])) == "2 added, 1 changed, 3 unchanged, 1 refused."
