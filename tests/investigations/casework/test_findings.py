"""A finding for each ground, and none missing when a case closes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext

from complaints.filing.submitting import GroundTold
from complaints.models import SubIssue, Subject
from investigations.access import NotAllowed
from investigations.casework import casework, findings
from investigations.casework.closing import NotReady, what_is_missing
from investigations.casework.grounds import grounds_of
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, Finding, Outcome, Verdict
from tests.closing import find_all

TWO = [
    GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "They pay late."),
    GroundTold(Subject.PROCUREMENT_PROCESS, SubIssue.FEEDBACK, "They never told us why we lost."),
]


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(grounds=TWO), by=owner)


@pytest.fixture
def browser(signed_in, owner):
    return signed_in(owner)


def find(case, number=1, verdict=Verdict.UPHELD, text="It was late.", seen=0, by=None):
    return findings.find(case, number, verdict, text, seen=seen, by=by or case.owner)


def missing(case):
    return [one.sentence for one in what_is_missing(Case.objects.get(pk=case.pk))]


def address(case, end=""):
    return f"/staff/cases/{case.reference}/{end}"


def test_a_finding_is_one_version_and_one_event(case, owner):
    find(case)
    find(case, verdict=Verdict.PARTLY_UPHELD, seen=1)
    ground, other = grounds_of(case)
    assert (ground.finding.version, ground.finding.verdict, ground.finding.by) == (2, "partly_upheld", owner)
    assert other.finding is None
    assert list(case.findings.values_list("version", "verdict")) == [(1, "upheld"), (2, "partly_upheld")]
    events = case.events.filter(kind="found")
    assert [event.note for event in events] == ["Payment: Payment. Upheld.", "Payment: Payment. Partly upheld."]


def test_the_same_again_changes_nothing(case):
    assert find(case) == find(case)
    assert (case.findings.count(), case.events.filter(kind="found").count()) == (1, 1)


def test_what_was_found_is_sealed(case):
    find(case, text="Ada was paid late")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM investigations_finding")
        assert b"Ada" not in bytes(cursor.fetchone()[0])


def test_others_find_nothing(case, make_user):
    with pytest.raises(NotAllowed):
        find(case, by=make_user())
    assert not case.findings.exists()


def test_a_ground_that_is_not_there_has_no_finding(case, browser):
    with pytest.raises(findings.NoSuchGround):
        find(case, number=3)
    assert browser.get(address(case, "findings/3/")).status_code == 404


def test_when_the_case_is_closed_findings_stay_until_it_is_opened_again(case, close):
    closed = close(case, Outcome.PAID)
    with pytest.raises(Conflict, match="is closed"):
        find(closed, verdict=Verdict.NOT_UPHELD, seen=1)
    casework.reopen(closed, by=closed.owner, note="")
    assert find(closed, verdict=Verdict.NOT_UPHELD, seen=1).version == 2


@pytest.mark.parametrize("fields", [{"version": 0}, {"verdict": "maybe"}, {"ground": None}])
def test_postgres_refuses_a_finding_on_nothing(case, owner, fields):
    whole = {"ground": grounds_of(case)[0].about, "version": 1, "verdict": "upheld", "text": "x", "by": owner}
    with pytest.raises(IntegrityError, match="finding_"), transaction.atomic():
        Finding.objects.create(case=case, at=case.complaint.filed_at, **(whole | fields))


def test_postgres_refuses_to_change_what_was_found(case):
    find(case)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        case.findings.update(verdict="not_upheld")


def test_a_case_does_not_close_before_every_ground_has_a_finding(case, owner):
    first = "Ground 1 has no finding: Payment: Payment."
    second = "Ground 2 has no finding: Procurement process: Feedback."
    assert missing(case) == [first, second]
    find(case)
    assert missing(case) == [second]
    with pytest.raises(NotReady, match="Ground 2 has no finding: Procurement process: Feedback"):
        casework.close(case, Outcome.PAID, by=owner, note="")
    assert Case.objects.get(pk=case.pk).status == Status.RECEIVED
    find(case, 2)
    assert casework.close(case, Outcome.PAID, by=owner, note="").outcome == Outcome.PAID


@pytest.mark.parametrize("outcome", [Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN])
def test_what_is_not_looked_into_needs_no_findings(case, owner, outcome):
    assert casework.close(case, outcome, by=owner, note="", signpost="school").outcome == outcome


def test_an_outcome_that_the_findings_do_not_suggest_wants_a_reason(case, owner):
    find_all(case, Verdict.NOT_UPHELD)
    with pytest.raises(NotReady, match="no ground was upheld, but the outcome is “This procurement was changed”"):
        casework.close(case, Outcome.CHANGED_LIVE, by=owner, note="Done.")
    casework.close(case, Outcome.CHANGED_LIVE, by=owner, note="Done.", despite="Of its own accord.")
    note = case.events.last().note
    assert note == "Done.\nNot the outcome that findings and answers suggest: Of its own accord."


@pytest.mark.parametrize("signpost", ["", "nobody"])
def test_out_of_scope_says_who_may_help(case, owner, signpost):
    with pytest.raises(NotReady, match="who may help"):
        casework.close(case, Outcome.OUT_OF_SCOPE, by=owner, note="", signpost=signpost)


def test_imported_history_has_nothing_to_find(db):
    assert what_is_missing(Case(pk=1)) == []


def test_the_case_page_shows_each_finding_below_its_ground(case, browser):
    find(case, text="Found: the invoice was late.")
    page = browser.get(address(case)).content.decode()
    places = [page.index(words) for words in ("They pay late.", "Found: the invoice", "They never told us", "yet.</p>")]
    assert places == sorted(places)
    assert "Change the finding" in page
    assert f'href="{address(case, "findings/2/")}"' in page


def test_the_case_page_asks_the_database_the_same_however_many_findings(case, browser):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(case))
        return len(asked)

    queries()
    before = queries()
    for verdict in Verdict:
        find_all(case, verdict)
    assert queries() == before


def test_the_page_of_a_finding(case, browser):
    where = address(case, "findings/1/")
    assert "They pay late." in browser.get(where).content.decode()
    refused = browser.post(where, {"seen": 0, "text": "Typed"})
    assert (refused.status_code, "Choose what you found" in (page := refused.content.decode()), "Typed" in page) == (
        422, True, True,
    )  # fmt: skip
    assert browser.post(where, {"seen": 0, "verdict": "upheld", "text": "Late."}).url == address(case)
    assert 'value="upheld" checked' in browser.get(where).content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999"])
def test_junk_instead_of_a_version_is_an_error_on_the_page(case, browser, seen):
    typed = {"seen": seen, "verdict": "upheld", "text": "Typed"}
    assert browser.post(address(case, "findings/1/"), typed).status_code == 422


def test_the_page_that_closes_says_what_is_missing_and_links_to_it(case, browser):
    find(case)
    page = browser.get(address(case, "close/")).content.decode()
    assert "Ground 1 has no finding" not in page
    assert f'href="{address(case, "findings/2/")}">Ground 2 has no finding: Procurement process: Feedback.</a>' in page
    refused = browser.post(address(case, "close/"), {"outcome": "paid", "note": "It paid."})
    assert (refused.status_code, "Do what is left to do" in refused.content.decode()) == (422, True)


def test_the_page_that_closes_asks_why_only_when_the_findings_suggest_another_outcome(case, browser):
    find_all(case, Verdict.NOT_UPHELD)
    why = "Why is this the outcome all the same?"
    assert why not in browser.get(address(case, "close/")).content.decode()
    typed = {"outcome": "changed_live", "note": "Done."}
    asked = browser.post(address(case, "close/"), typed)
    page = asked.content.decode()
    assert (asked.status_code, why in page, "Enter why: no ground was upheld" in page) == (422, True, True)
    assert browser.post(address(case, "close/"), {**typed, "despite": "Of its own accord."}).url == address(case)


def test_closing_as_out_of_scope_asks_for_the_signpost_which_the_provider_reads(case, browser):
    typed = {"outcome": "out_of_scope", "note": "A school."}
    asked = browser.post(address(case, "close/"), typed)
    assert (asked.status_code, "Select who may help the provider instead" in asked.content.decode()) == (422, True)
    assert browser.post(address(case, "close/"), {**typed, "signpost": "school"}).url == address(case)
    assert case.complaint.progress.last().step == "closed_out_of_scope_school"


def test_a_case_without_a_provider_closes_on_its_page_without_a_signpost(case, browser):
    Case.objects.filter(pk=case.pk).update(complaint=None)
    page = browser.get(address(case, "close/")).content.decode()
    assert "Who may help the provider instead?" not in page
    typed = {"outcome": "out_of_scope", "note": "Not ours."}
    assert browser.post(address(case, "close/"), typed).url == address(case)
