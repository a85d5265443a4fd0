"""Figures by mail: for who asks, once a month, until they stop it."""

import email
import re
from datetime import date, datetime, timedelta
from email.policy import default

import pytest
import time_machine

from investigations.models import FiguresDigest, Outcome
from investigations.reporting import digest
from investigations.reporting.tasks import send_figures
from mysteryshopper.calendar import LONDON
from mysteryshopper.staff.models import Role, User
from tests.smtp import mailbox  # noqa: F401

PATH = "/staff/reports/by-mail/"
ASKED = datetime(2026, 6, 17, 12, tzinfo=LONDON)
DUE = datetime(2026, 7, 1, 8, tzinfo=LONDON)


@pytest.fixture
def wanted(official):
    with time_machine.travel(ASKED, tick=False):
        digest.ask(official)
    return FiguresDigest.objects.get()


def run_at(moment):
    """What the workers do at that moment: whatever is due."""
    with time_machine.travel(moment, tick=False):
        for row in FiguresDigest.objects.due(moment):
            send_figures(row.pk)


def test_they_ask_and_stop_with_one_button_each(signed_in, official):
    browser = signed_in(official)
    page = browser.get(PATH).content.decode()
    assert "You do not get this mail." in page
    for _ in range(2):
        page = browser.post(PATH, {"mail": "yes"}, follow=True).content.decode()
        assert ("You get this mail" in page, FiguresDigest.objects.count()) == (True, 1)
    for _ in range(2):
        page = browser.post(PATH, {"mail": "no"}, follow=True).content.decode()
        assert ("You do not get this mail." in page, FiguresDigest.objects.count()) == (True, 0)


def test_the_dashboard_leads_there(signed_in, official):
    assert f'href="{PATH}"' in signed_in(official).get("/staff/dashboard/").content.decode()


def test_it_is_mailed_as_text_and_html_with_its_intervals(wanted, add, mailbox, settings):  # noqa: F811
    add(Outcome.CHANGED_LIVE, 12, received_on=date(2026, 3, 1))
    add(Outcome.NOT_UPHELD, 9, received_on=date(2025, 7, 1))
    add(Outcome.WITHDRAWN, 5, received_on=date(2025, 7, 1))
    add(Outcome.PAID, 40, received_on=date(2024, 7, 1))
    add(Outcome.PAID, 3, received_on=date(2026, 7, 1))  # of the month that is not over
    run_at(DUE)
    (sent,) = mailbox.mails
    message = email.message_from_bytes(sent.content, policy=default)
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert message["Subject"] == "Mystery Shopper figures, July 2025 to June 2026"
    for said in (text, re.sub("<[^>]+>", "", html)):
        assert "July 2025 to June 2026, beside July 2024 to June 2025" in said
        assert "Received: 26. Of these 0 are open." in said
        assert "46.2%: 12 of 26. 95% interval 28.8% to 64.5%." in said
        assert "57.1%: 12 of 21." in said
        assert "a clear difference" in said
    for said in (text, html):
        assert f"{settings.BASE_URL}{PATH}" in said
        assert f"{settings.BASE_URL}/staff/dashboard/?from_month=7+2025" in said


def test_the_link_shows_the_figures_of_the_mail(wanted, add, signed_in, official, mailoutbox):
    add(Outcome.CHANGED_LIVE, 30, received_on=date(2026, 3, 1))
    run_at(DUE)
    (link,) = re.findall(r"/staff/dashboard/\S+", mailoutbox[0].body)
    page = signed_in(official).get(link).content.decode()
    assert 'data-figure="reported">100.0%' in page
    assert "July 2025 to June 2026" in page


@pytest.mark.parametrize("many", [0, 1, 19, 20])
def test_a_small_base_is_said(wanted, add, mailoutbox, many):
    add(Outcome.CHANGED_LIVE, many, received_on=date(2026, 3, 1))
    run_at(DUE)
    (mail,) = mailoutbox
    for said in (mail.body, mail.alternatives[0][0]):
        assert ("Fewer than 20 cases" in said) == (0 < many < 20)
        assert said.count("No cases yet.") == (3 if not many else 1)


def test_once_a_month_and_not_before_the_first(wanted, mailoutbox):
    for hours in range(0, 24 * 75, 7):
        run_at(ASKED + timedelta(hours=hours))
    assert [mail.subject.partition(", ")[2] for mail in mailoutbox] == [
        "July 2025 to June 2026", "August 2025 to July 2026",
    ]  # fmt: skip
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 2


def test_after_months_in_which_nothing_ran_it_is_mailed_once(wanted, mailoutbox):
    for minutes in range(5):
        run_at(datetime(2026, 10, 20, 3, minutes, tzinfo=LONDON))
    assert [mail.subject.partition(", ")[2] for mail in mailoutbox] == ["October 2025 to September 2026"]
    assert FiguresDigest.objects.get().due_at == datetime(2026, 11, 1, 8, tzinfo=LONDON)


def test_what_was_sent_before_a_kill_has_the_same_message_id_when_it_is_sent_again(wanted, mailoutbox):
    run_at(DUE)
    FiguresDigest.objects.update(sent_for=None, due_at=DUE)  # killed before it was written down
    run_at(DUE + timedelta(minutes=1))
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.ADMINISTRATOR}])
def test_who_may_not_see_figures_any_more_gets_none(wanted, mailoutbox, change):
    User.objects.filter(pk=wanted.user_id).update(**change)
    run_at(DUE)
    assert (mailoutbox, FiguresDigest.objects.count()) == ([], 0)


def test_stopped_nothing_goes(wanted, official, mailoutbox):
    digest.stop(official)
    run_at(DUE)
    assert mailoutbox == []
