"""The provider's page: where the complaint stands, and how it got there."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.tracking import telling, writing
from complaints.tracking.wording import WORDING


@pytest.fixture
def page(browser, follow):
    def get():
        follow()
        return browser.get("/follow/complaint/").content.decode()

    return get


def test_the_newest_step_comes_first(page, complaint):
    for day, step in ((2, "opened"), (4, "asked"), (3, "disclosure")):
        telling.tell(complaint, step, at=datetime(2100, 1, day, tzinfo=UTC))
    shown = page()
    titles = [str(WORDING[step].title) for step in ("asked", "disclosure", "opened", "received")]
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", shown)[: len(titles)] == titles
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", shown) == titles[:1]


def test_times_are_those_of_london(page, complaint):
    telling.tell(complaint, "opened", at=datetime(2100, 6, 30, 23, 30, tzinfo=UTC))
    assert '<time datetime="2100-07-01T00:30:00+01:00">1 July 2100, 12:30am</time>' in page()


def test_the_page_names_nobody(page, filing):
    shown = page()
    hidden = (
        filing.name,
        filing.organisation,
        filing.email,
        filing.phone,
        filing.grounds[0].own_words,
        filing.authority.name,
    )
    assert [text for text in hidden if text in shown] == []


@pytest.mark.parametrize("step", WORDING)
def test_every_step_can_be_shown(page, complaint, step):
    telling.tell(complaint, step, at=datetime(2100, 1, 1, tzinfo=UTC))
    shown = page()
    for words in WORDING[step]:
        assert str(words) in shown


def test_the_page_asks_the_database_the_same_however_much_happened(page, complaint, browser, make_user):
    page()
    with CaptureQueriesContext(connection) as before:
        browser.get("/follow/complaint/")
    for number in range(3):
        telling.tell(complaint, "asked", at=timezone.now())
        writing.write_to_us(complaint, f"Message {number}", at=timezone.now())
        writing.write_to_provider(complaint, "Answer", by=make_user(), at=timezone.now())
    browser.get("/follow/complaint/")  # once to see the new messages, which marks them
    with CaptureQueriesContext(connection) as after:
        browser.get("/follow/complaint/")
    assert len(after) == len(before)


def test_a_new_message_is_announced_at_the_top_once(page, complaint, make_user):
    says = "You have a new message from us"
    writing.write_to_us(complaint, "Theirs", at=timezone.now())
    assert says not in page()
    writing.write_to_provider(complaint, "Ours", by=make_user(), at=timezone.now())
    assert [says in page() for _ in range(2)] == [True, False]


def test_every_link_within_the_page_leads_somewhere(page, complaint):
    shown = page()
    links = set(re.findall(r'href="#([^"]+)"', shown)) - {"main-content"}
    assert len(links) > 5
    assert links <= set(re.findall(r' id="([^"]+)"', shown))
