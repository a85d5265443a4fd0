"""The command: bad rows are named with their line and reason, good ones go in, the exit status says so."""

import pytest
from django.core.management import CommandError, call_command

from investigations.history.importing import OFFICIAL_COLUMNS
from investigations.models import Case

pytestmark = pytest.mark.django_db
GOOD = b"2018,January,,Payment,,Late,Paid\r\n"
REFUSED = [
    (b"2018,January,,Parking,,Late,Paid", "Subject “Parking” is not in the list"),
    (b"2018,January,,,,Late,Paid", "Subject “” is not in the list"),
    (b"2018,Smarch,,Payment,,Late,Paid", "Month “Smarch” must be a month, such as January"),
    (b"2018,13,,Payment,,Late,Paid", "Month “13” must be a month, such as January"),
    (b"2010,January,,Payment,,Late,Paid", "Year must be between 2011 and 2026"),
    (b"2027,January,,Payment,,Late,Paid", "Year must be between 2011 and 2026"),
    (b"2026,December,,Payment,,Late,Paid", "Month is still to come"),
    ("２０１８,January,,Payment,,Late,Paid".encode(), "Year must be between 2011 and 2026"),
    (b",January,,Payment,,Late,Paid", "Year must be between 2011 and 2026"),
    (b"2018,January,,Payment,,Late\0,Paid", "holds a NUL character"),
    (b"2018,January,,Payment,,Late \xa35,Paid", "holds bytes that are not UTF-8"),
    (b"2018,January,,Payment,Late,Paid", "has 6 columns instead of 7"),
    (b"2018,January,,Payment,,Late,Paid,more", "has 8 columns instead of 7"),
    (b"2018,January," + b"x" * 301 + b",Payment,,Late,Paid", "Authority must be 300 characters or fewer"),
    (b"2018,January,,Payment," + b"x" * 101 + b",Late,Paid", "Sub Issue must be 100 characters or fewer"),
]


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-24T12:00Z", tick=False)


@pytest.fixture
def write(tmp_path):
    def write(*lines):
        path = tmp_path / "cases.csv"
        path.write_bytes(",".join(OFFICIAL_COLUMNS).encode() + b"\r\n" + b"".join(lines))
        return str(path)

    return write


@pytest.mark.parametrize(("line", "reason"), REFUSED)
def test_a_bad_row_is_named_and_the_good_ones_go_in(write, capsys, line, reason):
    with pytest.raises(CommandError) as stop:
        call_command("import_cases", write(GOOD, line + b"\r\n", GOOD))
    assert (stop.value.returncode, capsys.readouterr().err) == (1, f"line 3: {reason}\n")
    assert Case.objects.count() == 2


def test_a_sector_that_is_not_in_the_list(write_cases, capsys):
    with pytest.raises(CommandError):
        call_command("import_cases", write_cases({"Authority Sector": "space (outer)"}))
    assert capsys.readouterr().err == "line 2: Authority Sector “space” is not in the list\n"


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\0\xff", b"Year,Month\n2018,May\n"])
def test_a_file_that_cannot_be_used(tmp_path, content):
    path = tmp_path / "cases.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as stop:
        call_command("import_cases", str(path))
    assert (stop.value.returncode, Case.objects.count()) == (2, 0)


def test_all_is_well(write, capsys):
    call_command("import_cases", write(GOOD))
    assert capsys.readouterr().out == "1 added, 0 changed, 0 unchanged, 0 refused.\n"
