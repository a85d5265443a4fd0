"""Another language is one file: no word of a provider's page is left behind by gettext."""

import re
from html.parser import HTMLParser

import pytest
from django.shortcuts import render
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import trans_real

from complaints.filing.path import PAGES
from complaints.tokens import hashed, new_filing_token, tracking_secret
from complaints.tracking import telling
from complaints.tracking.wording import WORDING

PSEUDO = "qps"
# What a translation keeps as it is: placeholders, tags, character references.
KEPT = re.compile(r"(%\(\w+\)[sd]|%?\{\w+\}|%[sd]|<[^>]*>|&#?\w+;)")
WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in map(chr, range(33, 127)) if letter.isalpha()})


class Pseudo:
    """Every message in wide letters, so that a word in plain letters never went through it."""

    def gettext(self, message):
        message = message.rpartition("\x04")[2]  # without its context
        return "".join(part if KEPT.fullmatch(part) else part.translate(WIDE) for part in KEPT.split(message))

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)

    def to_language(self):
        return PSEUDO


class Words(HTMLParser):
    """What is read on a page or read out: text, title, names of what has no text, words for scripts."""

    READ_OUT = ("title", "alt", "aria-label", "placeholder")

    def __init__(self, page):
        super().__init__()
        self.said, self.inside = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inside = tag
        self.said += [value for name, value in attrs if name in self.READ_OUT and value]
        # Words for our scripts and those of the components: a data attribute of one word is a setting.
        self.said += [value for name, value in attrs if name.startswith("data-") and " " in (value or "")]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value", ""))

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        # What stands in a box is an answer.
        if self.inside not in ("script", "style", "textarea"):
            self.said.append(data)


def left_behind(response, *data):
    """The words in plain letters, apart from data: answers, references, codes, addresses."""
    text = "\n".join(Words(response.content.decode()).said)
    for known in sorted(filter(None, map(str, data)), key=len, reverse=True):
        text = text.replace(known, "")
    # Scripts put values in for names in braces.
    return re.findall(r".*[A-Za-z].*", re.sub(r"%?\{\w+\}", "", text))


@pytest.fixture
def pseudo():
    trans_real._translations[PSEUDO] = Pseudo()
    with translation.override(PSEUDO):
        yield
    del trans_real._translations[PSEUDO]


@pytest.fixture
def payment(answers):
    """The answers of a complaint about late payment."""
    return answers | {
        "what-happened": {"ground": "payment:payment", "own_words": ""},
        "invoice": {
            "amount": "1250.50", "due_on-day": "1", "due_on-month": "6", "due_on-year": "2026",
            "invoiced_on-day": "2", "invoiced_on-month": "5", "invoiced_on-year": "2026",
        },
        "procurement": {"procurement_title": "Grounds maintenance"},
    }  # fmt: skip


@pytest.fixture(params=["ordinary", "payment"])
def told(request, answers, payment):
    return answers if request.param == "ordinary" else payment


def data_of(answers):
    typed = [value for page in answers.values() for value in page.values() if isinstance(value, str)]
    return ["Camden Council", *typed]


def test_the_pseudo_language_finds_what_is_left(pseudo):
    class Page:
        content = '<p title="Out">％ <b>one</b> {}</p><textarea>typed</textarea>'.format(
            translation.gettext("%(n)s things") % {"n": 2}
        ).encode()

    assert left_behind(Page()) == ["Out", "one"]


def test_start_and_can_we_help(pseudo, browser, settings):
    for settings.DEMONSTRATION in (True, False):
        assert left_behind(browser.get("/")) == []
    assert left_behind(browser.get("/complain/can-we-help/")) == []
    assert left_behind(browser.post("/complain/can-we-help/", {})) == []


@pytest.mark.parametrize(
    "answer",
    [
        *({"body": body} for body in ("central", "unsure", "devolved", "school", "utility", "private")),
        *({"about": about} for about in ("healthcare", "pattern")),
        {"when": "older"},
        {"court": "yes"},
    ],
)
def test_every_verdict(pseudo, browser, answer):
    in_scope = {"body": "central", "about": "one", "when": "recent", "court": "no"}
    assert left_behind(browser.post("/complain/can-we-help/", in_scope | answer)) == []


def test_pages_empty_and_in_error(pseudo, browser):
    assert left_behind(browser.get("/complain/")) == []
    for page in PAGES:
        assert left_behind(browser.get(f"/complain/{page}/")) == []
        assert left_behind(browser.post(f"/complain/{page}/", {})) == []


LONG = "1" * 20_000
WRONG = [
    ("notice", {"procurement_reference": LONG}),
    ("authority", {"authority": "other"}),
    ("authority", {"authority": "none"}),
    ("what-happened", {"ground": "none", "own_words": LONG}),
    ("what-happened", {"ground": "procurement_process:feedback"}),
    *(("invoice", {"amount": amount}) for amount in ("0", "1.234", "9" * 12, "--")),
    *(
        ("invoice", {"due_on-day": day, "due_on-month": month, "due_on-year": year})
        for day, month, year in (
            ("", "1", "2026"), ("1", "", "2026"), ("1", "1", ""), ("", "", "2026"), ("", "1", ""), ("1", "", ""),
            ("1", "1", "26"), ("31", "2", "2026"), ("1", "1", "1066"), ("1", "1", "9999"),
        )
    ),
    ("invoice", {"number": LONG, "payment_terms_days": "--"}),
    ("invoice", {"payment_terms_days": "366"}),
    ("procurement", {"procurement_title": LONG, "stage": "tender", "live_time": "--"}),
    ("procurement", {"procurement_title": "1", "stage": "tender", "live_time": "12:00"}),
    ("procurement", {"happened_on-day": "1", "happened_on-month": "1", "happened_on-year": "2001"}),
    ("organisation", {"provider_kind": "none", "provider_size": "none", "provider_sector": "none"}),
    ("name", {"number": "--", "name": LONG, "organisation": "\0", "for_other": "true", "consents": "none"}),
    ("contact", {"email": "--", "phone": "1", "address": LONG, "when": LONG}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "typed"), WRONG)
def test_what_is_wrong(pseudo, browser, page, typed):
    response = browser.post(f"/complain/{page}/", typed)
    assert response.status_code == 422
    assert left_behind(response) == []


def test_pages_filled_check_and_sent(pseudo, browser, told):
    data = data_of(told)
    for page, given in told.items():
        assert browser.post(f"/complain/{page}/", given).status_code == 302
        assert left_behind(browser.get("/complain/"), *data) == []
        assert left_behind(browser.get("/complain/check/"), *data) == []
    for page in told:
        assert left_behind(browser.get(f"/complain/{page}/"), *data) == []
    assert left_behind(browser.get("/complain/authority/?q=camden"), *data, "camden") == []
    assert left_behind(browser.get("/complain/authority/?q=zzzz"), *data, "zzzz") == []
    assert left_behind(browser.post("/complain/check/", {"seen": "old"}), *data) == []
    assert browser.post("/complain/check/").url == "/complain/sent/"
    sent = browser.get("/complain/sent/")
    context = sent.context
    assert left_behind(sent, *data, context["reference"], context["secret"], context["BASE_URL"] + "/follow/") == []
    assert left_behind(browser.get("/complain/"), *data) == []
    assert left_behind(browser.post("/complain/leave/", follow=True)) == []


def test_check_answers_refused_and_erased(pseudo, browser, answers):
    browser.post("/complain/organisation/", answers["organisation"])
    assert left_behind(browser.post("/complain/check/")) == []
    assert left_behind(browser.post("/complain/erase/", follow=True)) == []


@pytest.mark.parametrize("step", WORDING)
def test_following(pseudo, browser, make_complaint, step):
    complaint, token = make_complaint(), new_filing_token()
    complaint.secret_hash = hashed(tracking_secret(token))
    complaint.save()
    telling.tell(complaint, step, at=timezone.now())
    assert left_behind(browser.get("/follow/")) == []
    assert left_behind(browser.post("/follow/", {})) == []
    assert left_behind(browser.post("/follow/", {"reference": "1", "secret": "2"})) == []
    browser.post("/follow/", {"reference": complaint.reference, "secret": tracking_secret(token)})
    assert left_behind(browser.get("/follow/complaint/"), complaint.reference) == []


def test_error_pages(pseudo, browser, rf):
    assert left_behind(browser.get("/nothing/")) == []
    expired = Client(enforce_csrf_checks=True).post("/complain/check/")
    assert (expired.status_code, left_behind(expired)) == (403, [])
    for template in ("400.html", "403.html", "413.html", "429.html", "500.html"):
        assert left_behind(render(rf.get("/"), template)) == []


def test_the_page_names_its_language(pseudo, browser):
    assert f'<html lang="{PSEUDO}" class' in browser.get("/").content.decode()
