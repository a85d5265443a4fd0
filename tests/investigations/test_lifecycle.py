"""The table of moves, and the one door that keeps to it."""

from pathlib import Path

import pytest

from investigations import lifecycle
from investigations.casework import casework
from investigations.lifecycle import MOVES, MoveNotAllowed, Status
from investigations.models import Case, CaseEvent, Outcome

DIAGRAM = Path(__file__).parents[2] / "docs" / "lifecycle.md"


@pytest.fixture
def case_in(make_case, make_user):
    """A claimed case in this status."""

    def put(status):
        case = make_case()
        closed = {"outcome": Outcome.PAID, "closed_on": case.received_on} if status == Status.CLOSED else {}
        Case.objects.filter(pk=case.pk).update(status=status, owner=make_user(), **closed)
        case.refresh_from_db()
        return case

    return put


@pytest.mark.parametrize("new", Status)
@pytest.mark.parametrize("old", Status)
def test_a_case_moves_as_the_table_says_and_not_otherwise(case_in, old, new):
    case = case_in(old)
    outcome = Outcome.NOT_UPHELD if new == Status.CLOSED else None
    if new in MOVES[old]:
        moved = casework._move(case, new, by=case.owner, note="why", outcome=outcome)
        event = case.events.last()
        assert (moved.status, event.kind, event.old, event.new, event.by, event.note) == (
            new, CaseEvent.Kind.MOVED, old, new, case.owner, "why",
        )  # fmt: skip
    else:
        with pytest.raises(MoveNotAllowed, match="can’t go from there"):
            casework._move(case, new, by=case.owner, note="why", outcome=outcome)
        case.refresh_from_db()
        assert (case.status, case.events.filter(kind="moved").count()) == (old, 0)


def test_every_status_has_its_moves():
    assert set(MOVES) == set(Status)


def test_from_every_status_a_case_can_still_be_closed():
    assert all(Status.CLOSED in MOVES[status] for status in lifecycle.OPEN)


def test_the_diagram_in_docs_is_the_table():
    shown = DIAGRAM.read_text()
    assert lifecycle.diagram() in shown
    assert lifecycle.diagram(lifecycle.STATES) in shown
