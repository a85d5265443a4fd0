"""The provider's pages suit a reading age of 9 to 11: short sentences, short words."""

import re
import warnings
from collections import defaultdict
from html import unescape

import pytest

from complaints.filing import path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it announces the end of a part of setuptools, which our lock holds
    import textstat

# This release fails at a word that is not in its dictionary, where it means to fall back on hyphenation.
textstat.textstat.cmu_dict = defaultdict(list, textstat.textstat.cmu_dict)

PAGES = [
    "/",
    "/complain/",
    "/complain/can-we-help/",
    "/follow/",
    "/complain/check/",
    *(f"/complain/{page}/" for page in path.PAGES),
]
OLDEST = 11
SCHOOL_STARTS_AT = 5


def sentences(page):
    """The page's own text, each label, item and paragraph a sentence; those of one or two words carry no reading."""
    main = page[page.index("<main") : page.index("</main")]
    main = re.sub(r"(?s)<(textarea|template|script)\b.*?</\1>", " ", main)
    blocks = re.split(r"</?(?:p|li|h\d|div|label|legend|dt|dd|button|option|a|span|input)[^>]*>", main)
    texts = [" ".join(unescape(re.sub(r"<[^>]*>", " ", block)).split()) for block in blocks]
    return [s.split() for text in texts for s in re.split(r"[.:?!](?:\s|$)", text) if len(s.split()) > 2]


def reading_age(found):
    """Flesch-Kincaid grade (Kincaid and others, 1975), which is a school year of the USA, where the first is that of
    children of six: so five years more. Syllables are those of the Carnegie Mellon dictionary."""
    # Our apostrophes are not those of the dictionary.
    text = " ".join(" ".join(sentence).replace("’", "'") + "." for sentence in found)
    return textstat.flesch_kincaid_grade(text) + SCHOOL_STARTS_AT


def check_plain(response):
    found = sentences(response.content.decode())
    assert reading_age(found) <= OLDEST
    assert [" ".join(sentence) for sentence in found if len(sentence) > 20] == []


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_plain(fill, address):
    check_plain(fill().get(address))


def test_the_confirmation_is_plain(filed):
    check_plain(filed.get("/complain/sent/"))


def test_the_measure_tells_hard_words_from_plain_ones():
    plain = ["We", "ask", "the", "council", "to", "explain", "what", "it", "did"]
    hard = ["Contracting", "authorities", "adjudicate", "procurement", "irregularities"]
    assert reading_age([plain]) < OLDEST < reading_age([hard])
