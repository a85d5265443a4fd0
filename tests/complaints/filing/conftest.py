"""A provider's browser, what they answer on each page, and how a test reads the pages that come back."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone


@pytest.fixture
def answers(make_authority):
    """Good answers, by page."""
    day = timezone.localdate() - timedelta(days=30)
    return {
        "organisation": {"provider_kind": "charity", "provider_size": "micro"},
        "notice": {"procurement_reference": "012345-2026"},
        "authority": {"authority": str(make_authority().pk)},
        "what-happened": {
            "ground": "procurement_process:feedback",
            "own_words": "They never told us why we lost.",
        },
        "procurement": {
            "procurement_title": "Grounds maintenance",
            "stage": "tender",
            "happened_on-day": str(day.day),
            "happened_on-month": str(day.month),
            "happened_on-year": str(day.year),
        },
        "outcome": {"tried": "We asked twice.", "wanted": "Better feedback."},
        "name": {"name": "Ada Provider", "organisation": "Provider Works"},
        "contact": {"email": "ada@provider.example", "phone": "020 7946 0000"},
    }


@pytest.fixture
def browser(db):
    """Answers what the service answers, a 500 included."""
    return Client(raise_request_exception=False)


@pytest.fixture
def fill(browser, answers):
    """Answers the pages, those left out aside; keywords change single answers."""

    def fill(*left_out, **changes):
        for page, given in answers.items():
            if page not in left_out:
                changed = {name: changes.get(name, value) for name, value in given.items()}
                assert browser.post(f"/complain/{page}/", changed).status_code == 302
        return browser

    return fill


@pytest.fixture
def filed(fill):
    """A browser that has just filed."""
    browser = fill()
    assert browser.post("/complain/check/").url == "/complain/sent/"
    return browser


@pytest.fixture
def same_browser():
    """Another tab or window: the same cookies, a client of its own."""

    def copy(browser):
        other = Client(raise_request_exception=False)
        other.cookies.update(browser.cookies)
        return other

    return copy


@pytest.fixture
def errors():
    """What a page says is wrong: in its summary, and beside the fields."""

    def read(response):
        page = response.content.decode()
        summary = re.findall(r'<a href="#[^"]*">(.*?)</a>', page)
        beside = re.findall(r"Error:</span>\s*(.*?)\s*</p>", page, re.DOTALL)
        return [unescape(text) for text in summary], [unescape(text) for text in beside]

    return read
