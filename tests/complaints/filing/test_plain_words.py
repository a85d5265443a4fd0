"""The pages of a complaint suit a reading age of 9 to 11: short sentences, short words."""

import re
from html import unescape

import pytest

PAGES = [
    "/",
    "/complain/",
    *(
        f"/complain/{page}/"
        for page in ("authority", "procurement", "what-happened", "organisation", "contact", "check")
    ),
]
VOWELS = re.compile(r"[aeiouy]+(?<!e$)", re.IGNORECASE)


def sentences(page):
    main = page[page.index("<main") : page.index("</main")]
    blocks = re.split(r"</?(?:p|li|h\d|div|label|legend|dt|dd|button|option|a|span|input)[^>]*>", main)
    texts = [" ".join(unescape(re.sub(r"<[^>]*>", " ", block)).split()) for block in blocks]
    return [s.split() for text in texts for s in re.split(r"[.:?!](?:\s|$)", text) if len(s.split()) > 2]


def grade(found):
    """Flesch-Kincaid school grade; a reading age is five years more."""
    words = [word for sentence in found for word in sentence]
    syllables = sum(max(1, len(VOWELS.findall(word))) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * syllables / len(words) - 15.59


def check_plain(response):
    """Grade 6 is an age of 11; the half is for kinds of organisation, whose names the law made long."""
    found = sentences(response.content.decode())
    assert grade(found) <= 6.5
    assert [" ".join(sentence) for sentence in found if len(sentence) > 20] == []


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_plain(fill, address):
    check_plain(fill().get(address))


def test_the_confirmation_is_plain(filed):
    check_plain(filed.get("/complain/sent/"))
