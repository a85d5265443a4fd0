"""Reports on their pages: drawn up, signed off by a second person, then frozen by Postgres."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.models import Outcome, Report
from investigations.reporting import reporting
from mysteryshopper.staff.models import Role

PATH = "/staff/reports/"


def test_one_click_draws_up_the_last_year(history, signed_in, lead):
    browser = signed_in(lead)
    page = browser.get(PATH).content.decode()
    year = re.search(r'<option value="(\d+)" selected', page)[1]
    answer = browser.post(PATH, {"year": year})
    page = browser.get(answer.url).content.decode()
    assert "Not for publication: contains small numbers" in page
    assert f"Progress report, {year}/" in page
    assert "Nobody has signed it off yet" in page


def test_every_number_of_the_summary_leads_to_where_it_stands(history, draft, signed_in, lead):
    page = signed_in(lead).get(f"{PATH}{draft().pk}/").content.decode()
    told = page[page.index('id="summary"') : page.index('id="received"')]
    led = re.findall(r'<a class="govuk-link" href="#(c-[^"]+)">([^<]+)</a>', told)
    assert len(led) > 15
    for place, number in led:
        (cell,) = re.findall(rf'<td [^>]*id="{place}">(.*?)</td>', page)
        assert number in re.sub("<[^>]+>", " ", cell)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose a financial year, or enter months from and to"),
        ({"year": "1900"}, "There is a problem"),
        ({"from_month": "4 2013"}, "Enter the month to which the report goes"),
        ({"to_month": "4 2013"}, "Choose a financial year, or enter months from and to"),
        ({"year": "2013", "to_month": "4 2013"}, "not both"),
        ({"from_month": "5 2013", "to_month": "4 2013"}, "or later"),
        ({"from_month": "1 2090", "to_month": "3 2099"}, "must be this month or earlier"),
        ({"from_month": "\0", "to_month": "x" * 5000}, "There is a problem"),
    ],
)
def test_a_wrong_period_is_a_clear_error(history, signed_in, lead, data, error):
    answer = signed_in(lead).post(PATH, data)
    assert (answer.status_code, error in answer.content.decode()) == (422, True)
    assert not Report.objects.exists()


@pytest.mark.parametrize(("many", "status"), [(9, 422), (10, 302)])
def test_of_fewer_than_ten_cases_there_is_no_report(add, signed_in, lead, many, status):
    """Not even by who may see more: an official may read it, and it may be published."""
    add(Outcome.PAID, many, received_on=date(2013, 6, 1), provider_kind="charity")
    answer = signed_in(lead).post(PATH, {"year": "2013"})
    assert (answer.status_code, Report.objects.exists()) == (status, status == 302)


def test_a_lead_signs_and_the_bytes_that_were_signed_stay(history, draft, signed_in, lead, add):
    report, browser = draft(), signed_in(lead)
    assert browser.post(f"{PATH}{report.pk}/sign-off/").status_code == 302
    signed = browser.get(f"{PATH}{report.pk}/pdf/")
    add(Outcome.PAID, 30, received_on=date(2013, 7, 1))
    assert browser.get(f"{PATH}{report.pk}/pdf/").content == signed.content
    assert signed["Content-Disposition"] == 'attachment; filename="progress-report-2013-14.pdf"'
    page = browser.get(f"{PATH}{report.pk}/").content.decode()
    assert "Signed off by Lea Lead" in page
    assert "Sign it off" not in page


@pytest.mark.parametrize(("verb", "asks"), [("sign-off", "Sign off “"), ("discard", "Discard the draft “")])
def test_what_nobody_can_take_back_is_asked_first(history, draft, signed_in, lead, official, verb, asks):
    report, browser = draft(), signed_in(lead)
    path = f"{PATH}{report.pk}/{verb}/"
    assert f'href="{path}"' in browser.get(f"{PATH}{report.pk}/").content.decode()
    assert asks in browser.get(path).content.decode()
    assert Report.objects.get().is_draft
    # Who may not do it is not asked.
    assert signed_in(official).get(f"{PATH}{draft(by=lead).pk}/{verb}/").status_code == 403


def test_the_year_that_is_offered_is_one_with_cases(add, signed_in, lead):
    add(Outcome.PAID, 3, received_on=date(2013, 6, 1))
    page = signed_in(lead).get(PATH).content.decode()
    assert re.search(r'<option value="(\d+)" selected', page)[1] == "2013"


def test_who_drew_it_up_does_not_sign_it(history, draft, signed_in, lead):
    report = draft(by=lead)
    answer = signed_in(lead).post(f"{PATH}{report.pk}/sign-off/")
    assert (answer.status_code, "Another lead has to sign it off" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INVESTIGATOR])
def test_only_leads_sign(history, draft, make_user, role):
    with pytest.raises(NotAllowed):
        reporting.sign_off(draft(), by=make_user(role))


def test_a_draft_is_discarded_by_who_drew_it_up_or_a_lead(history, draft, signed_in, official, lead, make_user):
    assert signed_in(make_user(Role.OFFICIAL)).post(f"{PATH}{draft().pk}/discard/").status_code == 403
    for who in (official, lead):
        report = draft()
        assert signed_in(who).post(f"{PATH}{report.pk}/discard/").status_code == 302
        assert signed_in(who).get(f"{PATH}{report.pk}/").status_code == 404
    assert Report.objects.filter(discarded_by=lead, discarded_at__isnull=False).count() == 1


def test_signed_off_it_is_neither_signed_nor_discarded_again(history, draft, signed_in, lead):
    report, browser = draft(), signed_in(lead)
    reporting.sign_off(report, by=lead)
    for verb in ("sign-off", "discard"):
        answer = browser.post(f"{PATH}{report.pk}/{verb}/")
        assert (answer.status_code, "no draft any more" in answer.content.decode()) == (409, True)


def refused(error, change):
    with pytest.raises(error), transaction.atomic():
        change()


def test_postgres_keeps_what_it_says(history, draft, lead, official):
    report = draft()
    rows = Report.objects.filter(pk=report.pk)
    refused(InternalError, lambda: rows.update(contents={}))
    refused(InternalError, lambda: rows.update(title="x"))
    refused(InternalError, rows.delete)
    now = timezone.now()
    refused(IntegrityError, lambda: rows.update(signed_by=official, signed_at=now, pdf="eA=="))
    refused(IntegrityError, lambda: rows.update(signed_by=lead, signed_at=now))
    refused(
        IntegrityError,
        lambda: rows.update(signed_by=lead, signed_at=now, pdf="eA==", discarded_by=lead, discarded_at=now),
    )
    reporting.sign_off(report, by=lead)
    refused(InternalError, lambda: rows.update(signed_by=None, signed_at=None, pdf=""))
    refused(InternalError, lambda: rows.update(pdf="eA=="))


def test_no_count_is_asked_for_twice(add, draft):
    add(Outcome.CHANGED_LIVE, 3, received_on=date(2013, 6, 1))
    with CaptureQueriesContext(connection) as queries:
        draft()
    counts = [query["sql"] for query in queries if 'FROM "investigations_tally"' in query["sql"]]
    assert len(counts) == len(set(counts)) > 20


def test_as_many_queries_however_many_reports_and_cases(add, draft, signed_in, lead):
    browser, asked = signed_in(lead), []
    for many in (1, 30):
        add(Outcome.CHANGED_LIVE, many, received_on=date(2013, 6, 1), provider_kind="cic")
        for _ in range(min(many, 5)):
            report = draft()
        with CaptureQueriesContext(connection) as queries:
            for path in ("", "by-mail/", f"{report.pk}/", f"{report.pk}/pdf/"):
                assert browser.get(f"{PATH}{path}").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_sign_once(add, draft, lead, make_user, at_once):
    add(Outcome.PAID, 3, received_on=date(2013, 6, 1))
    report, other, done = draft(), make_user(Role.LEAD, "Lou Lead"), []

    def sign(who):
        try:
            reporting.sign_off(report, by=who)
        except reporting.NotADraft:
            return "refused"
        return done.append(who) or "signed"

    assert sorted(at_once(lambda: sign(lead), lambda: sign(other))) == ["refused", "signed"]
    assert Report.objects.get().signed_by == done[0]


@pytest.mark.django_db(transaction=True)
def test_every_table_counts_the_same_moment(add, draft, at_once):
    """Somebody writes cases all the while."""
    add(Outcome.PAID, 3, received_on=date(2013, 6, 1))

    def write():
        for _ in range(15):
            add(Outcome.PAID, 1, received_on=date(2013, 6, 1), authority_sector="health")

    def report():
        return [draft() for _ in range(4)]

    _, made = at_once(write, report)
    for one in made:
        first = {table["key"]: table for part in one.contents["sections"] for table in part["tables"]}
        received = first["in-hand"]["rows"][1]["cells"][0]["text"]
        assert first["outcomes"]["rows"][-2]["cells"][0]["text"] == received
        assert first["resolved"]["rows"][-1]["cells"][0]["text"] == received
