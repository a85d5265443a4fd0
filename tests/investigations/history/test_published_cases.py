"""The real published cases that the project carries: which authority, which outcome, decided by reading each."""

from collections import Counter
from datetime import date

import pytest

from complaints.importing import Report
from investigations.history.importing import import_cases
from investigations.models import Case

from .conftest import PUBLISHED

# By line of the file: the authority matched, its sector, and the outcome that the text decides.
EXPECTED = [
    ("Bridgewater Community Healthcare NHS Foundation Trust", "health", "paid"),
    ("The Shrewsbury and Telford Hospital NHS Trust", "health", "uncoded"),  # why it was late, not that it was paid
    (None, "health", "uncoded"),  # a hospital, not a trust; paid in part, the rest watched
    ("Ministry of Defence", "central_government", "changed_future"),
    ("Manchester City Council", "local_government", "changed_future"),
    ("Sefton Metropolitan Borough Council", "local_government", "changed_future"),
    (None, "", "changed_live"),
    (None, "", "changed_live"),
    ("Ministry of Defence", "central_government", "uncoded"),  # a debrief was arranged
    (None, "central_government", "uncoded"),
    (None, "local_government", "changed_future"),
    (None, "", "uncoded"),
    (None, "", "uncoded"),
    ("Ministry of Defence", "central_government", "uncoded"),  # assurance of payment
    (None, "central_government", "uncoded"),  # two ministries; agreed to ensure, not done
    ("Liverpool City Council", "local_government", "uncoded"),
    ("Public Health England", "health", "changed_live"),
    (None, "education", "not_upheld"),
    (None, "education", "not_upheld"),
    (None, "housing", "uncoded"),
    (None, "", "changed_future"),
    (None, "", "uncoded"),  # “authority to refine drafting in future”: advised, not done
]


@pytest.fixture
def published(authorities):
    return import_cases(str(PUBLISHED), today=date(2026, 11, 24))


def test_all_go_in_matched_and_coded_as_a_reader_would(published):
    cases = Case.objects.select_related("authority").order_by("pk")
    found = [(case.authority and case.authority.name, case.authority_sector, case.outcome) for case in cases]
    assert found == EXPECTED
    assert published == Report(added=22)


def test_by_financial_year(published):
    """January 2018 is in 2017/18; a case of which only the year is known is in the year that began in it."""
    years = Counter(Case.objects.values_list("financial_year", flat=True))
    assert years == {2011: 2, 2012: 8, 2013: 3, 2016: 1, 2017: 4, 2018: 1, 2019: 1, 2020: 2}
