"""A case that nobody complained of: chosen openly, worked on and counted like any other."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from hypothesis import given
from hypothesis import strategies as st

from complaints.models import SubIssue, Subject
from investigations.access import NotAllowed
from investigations.casework import casework, noting, spot_checks
from investigations.casework.closing import NotReady, what_is_missing
from investigations.lifecycle import Conflict
from investigations.models import Case, Draw, Outcome, SpotCheck
from investigations.outcomes.counting import counts, whole
from mysteryshopper.staff.models import Role
from tests.closing import close

NOW = datetime.now(tz=UTC)
ISSUES = [(Subject.PAYMENT, SubIssue.PAYMENT), (Subject.PROCUREMENT_PROCESS, SubIssue.FEEDBACK)]
TOLD = {"procurement": "Street cleaning", "reason": "It pays late again and again."}


@pytest.fixture
def staff(make_user):
    return make_user(name="Ann Investigator")


@pytest.fixture
def leeds(make_authority):
    return make_authority("Leeds City Council")


@pytest.fixture
def drawn(staff, leeds):
    return spot_checks.draw(seed="24 November", sector="", by=staff)


@pytest.fixture
def case(drawn, staff):
    return spot_checks.open_check(drawn, ISSUES, by=staff, **TOLD)


def test_an_authority_that_comes_again_is_on_the_risk_list_with_why(make_case, leeds):
    for _ in range(2):
        make_case(authority=leeds, subject=Subject.PAYMENT, sub_issue=SubIssue.PAYMENT, now=NOW)
    assert spot_checks.risk_list(now=NOW) == []
    make_case(authority=leeds, now=NOW)
    [risk] = spot_checks.risk_list(now=NOW)
    assert (risk.authority, risk.words) == (leeds, "3 cases in 2 years, most often payment")


@given(st.text(), st.lists(st.text(), min_size=1, max_size=9))
def test_the_same_seed_draws_the_same_from_the_same(seed, population):
    assert Draw.drawn(seed, population) == Draw.drawn(seed, list(population)) in population


def test_a_draw_as_it_is_written_down():
    """SHA-256 of “24 November”, modulo 5, by hand: anybody can repeat it."""
    assert Draw.drawn("24 November", ["a", "b", "c", "d", "e"]) == "b"


def test_a_draw_is_recorded_with_its_population_and_stays(make_authority, staff, leeds):
    make_authority("Gone", ended_on="2020-01-01")
    make_authority("Swansea", code="swansea").__class__.objects.filter(code="swansea").update(nation="Wales")
    make_authority("Bath", code="bath")
    drawn = spot_checks.draw(seed="1", sector="local_government", by=staff)
    assert (drawn.population, drawn.by) == (["Leeds City Council", "bath"], staff)
    assert drawn.authority.code == Draw.drawn("1", drawn.population)
    for change in (lambda: Draw.objects.update(seed="2"), lambda: Draw.objects.all().delete()):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()


def test_from_nobody_nobody_is_drawn(staff, db):
    with pytest.raises(Conflict, match="no authority"):
        spot_checks.draw(seed="1", sector="health", by=staff)


def test_the_case_is_theirs_with_grounds_to_find_on(case, staff, leeds):
    assert (case.origin, case.owner, case.authority, case.complaint) == ("spot_check", staff, leeds, None)
    assert (case.provider_kind, case.authority_sector, case.subject) == ("", "local_government", "payment")
    assert [one.sentence for one in what_is_missing(case)] == [
        "Ground 1 has no finding: Payment: Payment.",
        "Ground 2 has no finding: Procurement process: Feedback.",
    ]
    event = case.events.get()
    assert (event.kind, event.by, event.note) == ("opened", staff, f"By a random draw. {TOLD['reason']}")
    assert Case.objects.get(pk=case.pk).next_due_on is not None


def test_it_closes_by_the_same_rules_and_counts_as_reported_of_no_known_provider(case, staff):
    with pytest.raises(NotReady):
        casework.close(case, Outcome.CHANGED_FUTURE, by=staff, note="")
    close(case, Outcome.CHANGED_FUTURE)
    reported = whole().of_reported
    assert (reported.numerator, reported.denominator) == (1, 1)
    assert {kind: counted.received for (kind,), counted in counts(["provider_kind"]).items()} == {"": 1}
    assert close(casework.reopen(case, by=staff, note="x"), Outcome.OUT_OF_SCOPE).outcome == "out_of_scope"


def test_there_is_nobody_to_write_to(case, staff):
    with pytest.raises(Conflict, match="No provider brought this case"):
        noting.write(case, by=staff, text="x")


def test_from_one_draw_one_case(case, drawn, staff):
    with pytest.raises(Conflict, match="already"):
        spot_checks.open_check(drawn, ISSUES, by=staff, **TOLD)


@pytest.mark.django_db(transaction=True)
def test_two_who_open_from_one_draw_at_once_make_one_case(drawn, staff, at_once):
    def try_to():
        try:
            spot_checks.open_check(drawn, ISSUES, by=staff, **TOLD)
        except Conflict:
            return "told"
        return "opened"

    assert sorted(at_once(try_to, try_to)) == ["opened", "told"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("fields", [{"risk": "x"}, {"draw": None}, {"chosen": "risk"}, {"chosen": "friend"}])
def test_postgres_refuses_a_choice_that_is_not_said(case, fields):
    with pytest.raises(IntegrityError, match="spotcheck_chosen"), transaction.atomic():
        SpotCheck.objects.update(**fields)


def test_officials_open_none(make_user, drawn):
    official = make_user(Role.OFFICIAL)
    for verb in (
        lambda: spot_checks.draw(seed="1", sector="", by=official),
        lambda: spot_checks.open_check(drawn, ISSUES, by=official, **TOLD),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_the_pages(staff, leeds, make_case, signed_in):
    for _ in range(3):
        make_case(now=NOW)
    browser = signed_in(staff)
    assert browser.post("/staff/cases/spot-checks/draw/", {"seed": "7", "sector": ""}).status_code == 302
    page = browser.get("/staff/cases/spot-checks/open/").content.decode()
    assert ("Camden Council: 3 cases in 2 years" in page, "seed 7" in page) == (True, True)
    # By their published names, not in the words of a provider.
    assert ("Procurement process: Award" in page, "Something else" in page) == (True, False)
    drawn = Draw.objects.get()
    whole = {"target": f"draw:{drawn.pk}", "issues": ["payment:payment"], **TOLD}
    for missing in whole:
        typed = {name: value for name, value in whole.items() if name != missing}
        assert browser.post("/staff/cases/spot-checks/open/", typed).status_code == 422
    assert browser.post("/staff/cases/spot-checks/open/", {**whole, "target": "risk:0"}).status_code == 422
    both = {**whole, "issues": ["payment:payment", "procurement_process:tender_process"]}
    opened = browser.post("/staff/cases/spot-checks/open/", both)
    assert SpotCheck.objects.get().case.issues.count() == 2
    shown = browser.get(opened.url).content.decode()
    for words in ("Street cleaning", "seed 7, one of 2 authorities", "Make a finding", TOLD["reason"]):
        assert words in shown
    case = SpotCheck.objects.get().case
    found = {"seen": "0", "verdict": "upheld", "text": "Late."}
    assert browser.post(f"/staff/cases/{case.reference}/findings/1/", found).status_code == 302
    # The other pages of a case bear that nobody complained.
    for end in ("", "close/", "move/", "write/", "note/", "tags/", "who-complained/", "check/", "findings/1/"):
        assert browser.get(f"/staff/cases/{case.reference}/{end}").status_code < 500
