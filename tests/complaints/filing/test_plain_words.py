"""The provider's pages suit a reading age of 9 to 11: short sentences, short words."""

import re
import warnings
from collections import defaultdict
from html import unescape

import pytest

from tests.complaints.provider_pages import ALL_VISITS, Walk, mails_to, name_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it announces the end of a part of setuptools, which our lock holds
    import textstat

# This release fails at a word that is not in its dictionary, where it means to fall back on hyphenation.
textstat.textstat.cmu_dict = defaultdict(list, textstat.textstat.cmu_dict)

OLDEST = 11
LONGEST = 20  # words of a sentence
# One sentence by itself, which easy ones around it would hide. In short ones a single name weighs too much.
HARDEST, SHORT = 16, 8
SCHOOL_STARTS_AT = 5


def sentences(response):
    """Of a page its own text, each label, item and paragraph a sentence; of a text file its lines."""
    content = response.content.decode()
    if "<main" in content:
        main = content[content.index("<main") : content.index("</main")]
        main = re.sub(r"(?s)<(textarea|template|script)\b.*?</\1>", " ", main)
        blocks = re.split(r"</?(?:p|li|h\d|div|label|legend|dt|dd|button|option|a|span|input)[^>]*>", main)
        return sentences_of([unescape(re.sub(r"<[^>]*>", " ", block)) for block in blocks])
    return sentences_of(content.splitlines()) if "text/plain" in response.get("Content-Type", "") else []


def sentences_of(texts):
    """As lists of words. Those of one or two words carry no reading; addresses are copied, not read."""
    texts = [" ".join(re.sub(r"https?://\S+", " ", text).split()) for text in texts]
    return [s.split() for text in texts for s in re.split(r"[.:?!](?:\s|$)", text) if len(s.split()) > 2]


def reading_age(found):
    """Flesch-Kincaid grade (Kincaid and others, 1975), which is a school year of the USA, where the first is that of
    children of six: so five years more. Syllables are those of the Carnegie Mellon dictionary."""
    # Our apostrophes are not those of the dictionary.
    text = " ".join(" ".join(sentence).replace("’", "'") + "." for sentence in found)
    return textstat.flesch_kincaid_grade(text) + SCHOOL_STARTS_AT


def hard_in(found):
    """Sentences that are too long or too hard; and the age, when it takes more than we ask for."""
    hard = [" ".join(sentence) for sentence in found if len(sentence) > LONGEST or is_hard(sentence)]
    age = reading_age(found) if found else 0
    return [*hard, age] if age > OLDEST else hard


def is_hard(sentence):
    return len(sentence) >= SHORT and reading_age([sentence]) > HARDEST


@pytest.mark.parametrize(("route", "visit"), ALL_VISITS, ids=name_of)
def test_pages_are_plain(filing, make_user, route, visit):
    walk = Walk(filing, make_user)
    visit(walk)
    assert route in walk.routes
    assert [(page.request["PATH_INFO"], hard) for page in walk.pages if (hard := hard_in(sentences(page)))] == []


def test_mails_are_plain(filing, make_user, mailoutbox):
    mails_to(Walk(filing, make_user))
    assert len(mailoutbox) > 2
    assert [
        hard for mail in mailoutbox if (hard := hard_in(sentences_of([mail.subject, *mail.body.split("\n\n")])))
    ] == []


def test_the_measure_tells_hard_words_from_plain_ones():
    plain = ["We", "ask", "the", "council", "to", "explain", "what", "it", "did"]
    hard = ["Contracting", "authorities", "adjudicate", "procurement", "irregularities"]
    assert reading_age([plain]) < OLDEST < reading_age([hard])
