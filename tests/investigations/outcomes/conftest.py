"""Cases of every kind that can be counted, and the plain count that the figures are held against."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import strategies as st

from complaints.models import ProviderKind, Sector
from complaints.reference import new_reference
from investigations.lifecycle import Status
from investigations.models import Case, Outcome


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


any_case = st.builds(
    new_case,
    st.sampled_from([None, *Outcome]),
    received_on=st.sampled_from([date(2012, 4, 5), date(2012, 4, 6), date(2013, 4, 5), date(2020, 6, 1)]),
    authority_sector=st.sampled_from(["", *Sector.values]),
    provider_kind=st.sampled_from(["", *ProviderKind.values]),
    is_demonstration=st.booleans(),
)
