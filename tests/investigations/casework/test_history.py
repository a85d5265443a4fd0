"""The history of a case on its page: everything in one stream, or one sort of it."""

import re

import pytest

from investigations.casework import casework, findings, noting
from investigations.casework.history import SORTS, history
from investigations.lifecycle import Status
from investigations.models import CaseEvent, Verdict
from mysteryshopper.staff.models import Role


@pytest.fixture
def case(make_case, make_user):
    case, ann = make_case(), make_user()
    casework.claim(case, by=ann)
    noting.note(case, by=ann, text="Rang them.")
    casework.move(case, Status.DISCLOSURE, by=ann, note="")
    findings.find(case, 1, Verdict.UPHELD, "So it was.", seen=0, by=ann)
    return case


@pytest.fixture
def shown(case, signed_in):
    """The kinds of events on the page, newest first, and what can be chosen."""
    browser = signed_in(Role.LEAD)

    def show(query=""):
        page = browser.get(f"/staff/cases/{case.reference}/{query}").content.decode()
        stream = page[page.index('id="history"') :]
        return re.findall(r"margin-bottom-1\">([A-Za-z ]+?)(?::|<)", stream), re.findall(
            r">([^<>]+ \(\d+\))</a>", stream
        )

    return show


def test_everything_newest_first_with_the_sorts_there_are(shown):
    kinds, sorts = shown()
    assert kinds == ["Finding", "Moved on", "Note", "Claimed", "Case opened"]
    assert sorts == [
        "Everything (5)",
        "Where it stands (3)",
        "Notes and tasks (1)",
        "Who works on it and may read it (1)",
    ]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("?history=notes", ["Note"]),
        ("?history=stands", ["Finding", "Moved on", "Case opened"]),
        ("?history=clocks", []),
        ("?history=nobody-knows", ["Finding", "Moved on", "Note", "Claimed", "Case opened"]),
    ],
)
def test_one_sort_of_it(shown, query, kinds):
    assert shown(query)[0] == kinds


def test_no_event_is_of_two_sorts():
    for kind in CaseEvent.Kind:
        assert sum(kind in kinds for _, kinds in SORTS.values()) <= 1, kind


def test_of_nothing_there_is_nothing():
    assert history([], "notes").events == []
