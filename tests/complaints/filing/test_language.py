"""Another language is one file: no word of a provider's page is left behind by gettext."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import translation
from django.utils.translation import trans_real

from tests.complaints.provider_pages import ALL_VISITS, OF_STAFF, VISITS, Walk, mails_to, name_of

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


def said(response):
    """Of a page, a text, or what the list under the search box is filled with: whatever is read."""
    content, kind = response.content.decode(), response.get("Content-Type", "")
    if kind.startswith("text/plain"):
        return content
    if kind == "application/json":
        return "\n".join(word for row in json.loads(content) for word in (row["name"], row["note"]))
    return "\n".join(Words(content).said)


def left_behind(response, *data):
    """The words in plain letters, apart from data: answers, references, codes, addresses."""
    return in_plain_letters(said(response), *data)


def in_plain_letters(text, *data):
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
def walk(filing, make_user):
    return Walk(filing, make_user)


def test_the_pseudo_language_finds_what_is_left(pseudo):
    things = translation.gettext("%(n)s things") % {"n": 2}
    page = HttpResponse(f'<p title="Out">％ <b>one</b> {things}</p><textarea>typed</textarea>')
    assert left_behind(page) == ["Out", "one"]


def routes(patterns, below="", namespace=""):
    """Address and name of every route."""
    for pattern in patterns:
        address = f"{below}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(
                pattern.url_patterns, address, f"{pattern.namespace}:" if pattern.namespace else namespace
            )
        else:
            yield address, f"{namespace}{pattern.name}"


# For authorities and the public: in English.
OF_OTHERS = ("staff/", "authority/", "register/", "statistics/", "data/", "api/", "sitemap", "robots")


def test_every_route_of_providers_is_visited():
    of_providers = {name for address, name in routes(get_resolver().url_patterns) if not address.startswith(OF_OTHERS)}
    assert set(VISITS) == of_providers - OF_STAFF


@pytest.mark.parametrize(("route", "visit"), ALL_VISITS, ids=name_of)
def test_no_word_is_left_behind(pseudo, walk, route, visit, settings):
    settings.DEMONSTRATION = True  # says more
    visit(walk)
    assert route in walk.routes
    assert {page.request["PATH_INFO"]: found for page in walk.pages if (found := left_behind(page, *walk.data))} == {}


def test_no_word_of_a_mail_is_left_behind(pseudo, walk, mailoutbox):
    links = mails_to(walk)
    assert len(mailoutbox) == len(list(Path("templates/complaints").glob("*/mail/*.txt")))
    for mail in mailoutbox:
        assert in_plain_letters(f"{mail.subject}\n{mail.body}", *walk.data, *links) == []


def test_the_start_page_when_it_is_no_demonstration(pseudo, browser, settings):
    settings.DEMONSTRATION = False
    assert left_behind(browser.get("/")) == []


def test_error_pages(pseudo, browser, rf):
    assert left_behind(browser.get("/nothing/")) == []
    expired = Client(enforce_csrf_checks=True).post("/complain/check/")
    assert (expired.status_code, left_behind(expired)) == (403, [])
    for template in ("400.html", "403.html", "413.html", "429.html", "500.html"):
        assert left_behind(render(rf.get("/"), template)) == []


def test_the_page_names_its_language(pseudo, browser):
    assert f'<html lang="{PSEUDO}" class' in browser.get("/").content.decode()
