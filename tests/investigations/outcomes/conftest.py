"""Cases of every kind that can be counted, and the plain count that the figures are held against."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import strategies as st

from complaints.models import ProviderKind, ProviderSector, ProviderSize, Sector, Subject
from complaints.reference import new_reference
from investigations.lifecycle import Status
from investigations.models import Case, FollowedUpAs, Outcome
from investigations.models.case_choices import Origin


def new_case(outcome: Outcome | None = None, **fields) -> Case:
    """Not saved. Open without an outcome."""
    day = fields.pop("received_on", date(2020, 6, 1))
    return Case(
        reference=new_reference(),
        status=Status.CLOSED if outcome else Status.RECEIVED,
        outcome=outcome,
        received_on=day,
        status_on=day,
        closed_on=day if outcome else None,
        import_key=uuid4().hex if outcome == Outcome.UNCODED else None,
        **fields,
    )


@pytest.fixture
def add(db):
    """Adds so many cases."""
    return lambda outcome=None, many=1, **fields: Case.objects.bulk_create(
        new_case(outcome, **fields) for _ in range(many)
    )


# Few, and about the turns of months and years, so that cases meet.
_days = [date(2012, 4, 5), date(2012, 4, 6), date(2013, 4, 5), date(2020, 6, 1), date(2020, 8, 20)]


def _case(outcome, closed_on, **fields) -> Case:
    case = new_case(outcome, **fields)
    if case.closed_on:
        case.closed_on = max(closed_on, case.received_on)
    return case


any_case = st.builds(
    _case,
    st.sampled_from([None, *Outcome]),
    st.sampled_from(_days),
    received_on=st.sampled_from(_days),
    authority_sector=st.sampled_from(["", *Sector.values]),
    provider_kind=st.sampled_from(["", *ProviderKind.values]),
    provider_size=st.sampled_from(["", *ProviderSize.values]),
    provider_sector=st.sampled_from(["", *ProviderSector.values]),
    subject=st.sampled_from(["", *Subject.values]),
    sub_issue=st.sampled_from(["", "feedback", "award", "Published long ago"]),
    origin=st.sampled_from(Origin.values),
    nation=st.sampled_from(["", "England", "Wales"]),
    cpv_division=st.sampled_from(["", "45", "72", "99"]),
    followed_up_as=st.sampled_from(["", *FollowedUpAs.values]),
    resolve_due_on=st.sampled_from([None, *_days, date(2020, 9, 8), date(2020, 10, 31)]),
    is_demonstration=st.booleans(),
)
