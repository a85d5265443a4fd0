from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.authorities.rows import COLUMNS, listed
from complaints.importing import Row, RowRefused

GOOD = {"id": "GB-LAE-CMD", "name": "London Borough of Camden", "sector": "local_government", "nation": "England"}
GOOD |= {"source": "Test"}


def row(**values: str) -> Row:
    return Row("line 2", dict.fromkeys(COLUMNS, "") | GOOD | values)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"id": ""}, "has no id"),
        ({"name": " "}, "has no name"),
        ({"nation": ""}, "has no nation"),
        ({"source": ""}, "has no source"),
        ({"sector": ""}, "has no sector"),
        ({"id": "x" * 61}, "id is longer than 60 characters"),
        ({"name": "x" * 201}, "name is longer than 200 characters"),
        ({"kind": "x" * 61}, "kind is longer than 60 characters"),
        ({"aliases": f"Camden|{'x' * 201}"}, "an alias is longer than 200 characters"),
        ({"name": "???"}, "name '???' has no letters to compare"),
        ({"start": "2020-13-01"}, "start '2020-13-01' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"end": "soon"}, "end 'soon' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"end": "2020-02-30"}, "end '2020-02-30' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"end": "1-2-3-4"}, "end '1-2-3-4' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"end": "0"}, "end '0' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"end": "9" * 99}, f"end '{'9' * 60}…' is not a date such as 2020-04-01, 2020-04 or 2020"),
        ({"start": "2020", "end": "2019"}, "end 2019-12-31 is before start 2020-01-01"),
    ],
)
def test_a_bad_row_is_refused_with_the_reason(values: dict[str, str], reason: str) -> None:
    with pytest.raises(RowRefused) as refused:
        listed(row(**values))
    assert str(refused.value) == reason


def test_an_unknown_sector_is_refused_with_those_there_are() -> None:
    with pytest.raises(RowRefused, match="sector 'council' is not one of central_government, local_government, "):
        listed(row(sector="council"))


@pytest.mark.parametrize(
    ("start", "end", "dates"),
    [
        ("2020-04-01", "2023-03-31", (date(2020, 4, 1), date(2023, 3, 31))),
        ("2020-04", "2024-02", (date(2020, 4, 1), date(2024, 2, 29))),
        ("2020", "2023", (date(2020, 1, 1), date(2023, 12, 31))),
        ("", "", (None, None)),
    ],
)
def test_of_a_month_or_a_year_the_widest_span_is_taken(start: str, end: str, dates: tuple[date | None, ...]) -> None:
    authority = listed(row(start=start, end=end)).authority
    assert (authority.started_on, authority.ended_on) == dates


def test_an_authority_goes_by_its_official_name_its_aliases_and_its_place() -> None:
    assert listed(row(aliases=" LBC |London Borough of  Camden|City of||")).names() == {
        "london borough of camden": ("London Borough of Camden", True),
        "lbc": ("LBC", False),
        "camden": ("London Borough of Camden", False),
    }


def test_successors_are_named_by_what_follows_the_last_hyphen() -> None:
    line = listed(row(id="GB-LAE-CMA", replaced_by="CBD, WAF"))
    assert line.successors == {"GB-LAE-CBD", "GB-LAE-WAF"}


@given(st.fixed_dictionaries({column: st.text(max_size=250) for column in COLUMNS}))
def test_every_row_is_listed_or_refused(values: dict[str, str]) -> None:
    try:
        line = listed(Row("line 2", values))
    except RowRefused as refused:
        assert str(refused)
    else:
        assert line.names()
