"""An authority says how satisfied it is: once, when it knows how the case ended, whoever complained."""

import re
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Asking, Consent
from complaints.tracking import asking as provider_asking
from complaints.tracking import consenting
from investigations.answering import satisfaction
from investigations.lifecycle import Conflict
from investigations.models import AuthoritySatisfaction, Case, CaseEvent, Outcome
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.satisfaction import satisfaction_table
from mysteryshopper.staff.models import Role
from tests.officers import admit, send_letter

pytestmark = pytest.mark.django_db
PATH = "/authority/satisfied/"


def show_summary(case, lead):
    now = timezone.now()
    case.summaries.create(
        version=1, issue="x", outcome="x", written_by=case.owner, written_at=now, approved_by=lead, approved_at=now,
        shown_at=now, reply_until=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def told_case(case, officer, close, make_user):
    """Closed, and its summary shown to the authority."""
    close(case, Outcome.CHANGED_FUTURE)
    show_summary(case, make_user(Role.LEAD))
    return Case.objects.get(pk=case.pk)


def text(answer):
    return answer.content.decode()


def test_not_asked_before_it_knows_the_end(case, browser, close):
    for is_closed in (False, True):
        if is_closed:
            close(case, Outcome.WITHDRAWN)
        assert browser.get(PATH).status_code == 404
        assert "satisfied" not in text(browser.get("/authority/case/"))
        assert browser.post(PATH, {"answer": "yes"}).status_code == 409


def test_a_letter_that_went_on_a_later_day_tells_it_too(case, browser, officer, close):
    close(case, Outcome.CHANGED_LIVE)
    send_letter(case, sent_at=timezone.now())
    assert not satisfaction.is_asked(officer)
    send_letter(case, sent_at=timezone.now() + timedelta(days=1))
    assert satisfaction.is_asked(officer)
    assert f'href="{PATH}"' in text(browser.get("/authority/case/"))


def test_it_says_so_once_and_staff_read_it(told_case, browser, officer, signed_in):
    assert f'href="{PATH}"' in text(browser.get("/authority/case/"))
    for _ in range(2):
        assert browser.post(PATH, {"answer": "partly", "words": "It took long."}).status_code == 302
    assert AuthoritySatisfaction.objects.count() == 1
    assert CaseEvent.objects.filter(kind="authority_satisfied").count() == 1
    page = text(browser.get("/authority/case/"))
    assert ("Partly</strong>, said by Olive Officer" in page, f'href="{PATH}"' in page) == (True, False)
    assert "It took long." in text(signed_in(told_case.owner).get(f"/staff/cases/{told_case.reference}/authority/"))
    assert "<form" not in text(browser.get(PATH)).partition('id="main-content"')[2].partition("Cancel")[0]


def test_another_answer_is_refused_and_what_was_typed_stays(told_case, browser):
    browser.post(PATH, {"answer": "yes"})
    answer = browser.post(PATH, {"answer": "no", "words": "canary-typed"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Olive Officer has already told us" in page
    assert "canary-typed" in page


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Choose an answer"),
        ({"answer": "x"}, "There is a problem"),
        ({"answer": "yes", "words": "x" * 10_001}, "10,000"),
    ],
)
def test_a_wrong_answer_is_a_clear_error(told_case, browser, sent, error):
    answer = browser.post(PATH, sent)
    assert (answer.status_code, AuthoritySatisfaction.objects.count()) == (422, 0)
    assert "There is a problem" in text(answer)
    assert error.replace(",", "") in text(answer).replace(",", "")


def test_a_colleague_of_the_same_authority_is_not_asked_again(told_case, browser, new_browser):
    browser.post(PATH, {"answer": "yes"})
    other = new_browser()
    other.enter(admit(told_case, "Oscar Officer"))
    assert "said by Olive Officer" in text(other.get("/authority/case/"))
    assert other.post(PATH, {"answer": "no"}).status_code == 409


def test_the_page_is_the_same_for_a_named_provider(asked_case, close, make_user, new_browser):
    pages = []
    for is_named in (False, True):
        case = asked_case(organisation="Canary Works")
        send_letter(case)
        if is_named:
            consenting.give(case.complaint, Consent.Purpose.NAME, at=timezone.now())
        officer = admit(case)
        close(case, Outcome.CHANGED_LIVE)
        show_summary(case, make_user(Role.LEAD))
        browser = new_browser()
        browser.enter(officer)
        said = text(browser.get(PATH)) + text(browser.post(PATH, {"answer": "yes"}, follow=True))
        same = re.sub(r'value="[^"]{40,}"', "", said.replace(case.reference, "REFERENCE"))
        pages.append(re.sub(r'nonce="[^"]+"', "", same))
    assert pages[0] == pages[1]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_once_are_one_answer(told_case, officer, at_once):
    other = admit(told_case, "Oscar Officer")

    def tell(who, answer):
        try:
            satisfaction.tell(who, answer, "", at=timezone.now())
        except Conflict:
            return "refused"
        return "told"

    assert sorted(at_once(lambda: tell(officer, "yes"), lambda: tell(other, "no"))) == ["refused", "told"]


def test_postgres_keeps_it(told_case, officer):
    satisfaction.tell(officer, "yes", "", at=timezone.now())
    with pytest.raises(InternalError), transaction.atomic():
        AuthoritySatisfaction.objects.update(answer="no")


def test_the_figures_show_it_beside_the_providers(told_case, officer, asked_case, close, make_user, signed_in):
    satisfaction.tell(officer, "no", "", at=timezone.now())
    provider_asking.answer(told_case.complaint, Asking.Kind.SATISFIED, answer="yes", words="", at=timezone.now())
    silent, untold = asked_case(), asked_case()
    for case in (silent, untold):
        send_letter(case)
        admit(case)
        close(case, Outcome.NOT_UPHELD)
    show_summary(silent, make_user(Role.LEAD))
    table = satisfaction_table(Asked())
    found = {row.label: [cell.plain()[0] for cell in row.cells] for row in table.rows}
    assert found == {"Providers": [3, 1, 1, 0, 0, 1.0], "Authorities": [2, 1, 0, 0, 1, 0.0]}
    page = text(signed_in(Role.OFFICIAL).get("/staff/dashboard/time/"))
    assert "Satisfaction with what we did" in page


def test_as_many_queries_however_many_answers(told_case, officer, asked_case, close, make_user):
    asked = []
    for answer in ("yes", "no"):
        satisfaction.tell(officer, answer, "", at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            satisfaction_table(Asked())
        asked.append(len(queries))
        case = asked_case()
        send_letter(case)
        officer = admit(case)
        close(case, Outcome.CHANGED_LIVE)
        show_summary(case, make_user(Role.LEAD))
    assert asked == [3, 3]
