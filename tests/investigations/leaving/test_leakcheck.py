"""What is found, what is not, and where."""

import base64
import html
from dataclasses import replace
from decimal import Decimal
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investigations.leaving.identifying import Told, identify
from investigations.leaving.leakcheck import check
from investigations.leaving.marks import Kind

from .corpus import CYRILLIC
from .invented import DEVELOPMENT, HELD_OUT

TOLD = Told(
    people=["Siân Pugh-Merrion and Mark Will", "Rose Green, chair"],
    organisations=["Harborne Lantern Services Ltd t/a HPS", "Trust North", "Community Solutions Ltd"],
    emails=["sian@harbornelantern.example", "office.one@gmail.com"],
    phones=["+44 (0)121 496 0123"],
    addresses=["12 Mill Lane, Birmingham, B17 9PH"],
    numbers=["04211873", "SC045678"],
    invoice_numbers=["INV-2026-0187", "77"],
    amounts=[Decimal("12345.60"), Decimal("5000")],
    files=["Harborne method statement v3.docx"],
    written=[
        "We bid £48,250 in all. They told us that our kitchen certificate had run out, which was not so. Our director "
        "Olwen Tanner rang 07700 900123, and www.lanternworks.example says the same. The buyer is bids@council.gov.uk."
    ],
    few_bid=True,
)
MARKS = identify([TOLD])


def found(text, marks=MARKS):
    return [(finding.kind, text[finding.start : finding.end]) for finding in check(text, marks)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was Pugh-Merrion who wrote.", Kind.PERSON),
        ("We met Mark Will on site.", Kind.PERSON),
        ("We met Will, Mark on site.", Kind.PERSON),
        ("We met M. Will on site.", Kind.PERSON),
        ("we met rose green on site", Kind.PERSON),
        ("Olwen Tanner rang.", Kind.PERSON),
        ("harborne lantern said", Kind.ORGANISATION),
        ("A letter from Trust North came.", Kind.ORGANISATION),
        ("We wrote to Lantern, who replied.", Kind.ORGANISATION),
        ("Community Solutions was excluded.", Kind.ORGANISATION),
        ("H.P.S. was excluded.", Kind.ACRONYM),
        ("sian at harbornelantern dot example", Kind.EMAIL),
        ("office.one@gmail.com", Kind.EMAIL),
        ("See lanternworks.example for more.", Kind.DOMAIN),
        ("Ring 0121 4960123.", Kind.PHONE),
        ("Ring 0044 121 496 0123.", Kind.PHONE),
        ("Ring 4960123.", Kind.PHONE),
        ("Ring 07700-900-123.", Kind.PHONE),
        ("at 12, Mill Lane", Kind.ADDRESS),
        ("at 12 Mill Ln", Kind.ADDRESS),
        ("near b179ph", Kind.POSTCODE),
        ("near BI7 9PH", Kind.POSTCODE),
        ("company 4211873", Kind.NUMBER),
        ("company O42 118 73", Kind.NUMBER),
        ("charity SC 045678", Kind.NUMBER),
        ("INV 2026/0187", Kind.INVOICE),
        ("invoice no. 77 is late", Kind.INVOICE),
        ("They are owed £12,345.60.", Kind.AMOUNT),
        ("They are owed 12345.6.", Kind.AMOUNT),
        ("They are owed £12.3k.", Kind.AMOUNT),
        ("twelve thousand three hundred and forty-five pounds", Kind.AMOUNT),
        ("an invoice of £5,000", Kind.AMOUNT),
        ("a price of £48,250 was named", Kind.AMOUNT),
        ("You had only one of two bids left.", Kind.BIDDERS),
        ("As the sole bidder it had hoped.", Kind.BIDDERS),
        ("see Harborne_method_statement_v3", Kind.FILE),
        ("that our kitchen certificate had run out, which was", Kind.PHRASE),
        ("THAT OUR KITCHEN CERTIFICATE HAD RUN OUT - WHICH WAS", Kind.PHRASE),
        ("nretnaL enrobraH was there.", Kind.ORGANISATION),
        ("We asked Harbourne to reply.", Kind.ORGANISATION),
        ("We asked Trsut North to reply.", Kind.ORGANISATION),
    ],
)
def test_it_is_found(text, kind):
    assert kind in [one for one, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We will mark the bids, and mark will be lost for late ones.",
        "Prices rose. Green spaces are another matter.",
        "Trust is hard; north of the river it is harder.",
        "We look for community solutions.",
        "The lantern parade is let apart.",
        "the hps were read",
        "The threshold is £5,000, and 5000 people live there.",
        "Question 77 was left out.",
        "Mr Green, who is your officer, told us so.",
        "A lane led to a mill, 12 miles off.",
        "In 2026 there were 187 of them.",
        "Write to bids@council.gov.uk.",
        "They told us that it was not so.",
        "There were four bidders, and the other lots had two bids each.",
        "Email us at one@gmail.com.",
        "The works in Pughley Road are late.",
    ],
)
def test_it_is_left_alone(text):
    assert found(text) == []


def test_what_the_notice_says_is_no_secret():
    quoted = "our kitchen certificate had run out, which was not so"
    assert found(f"They say {quoted}")
    marks = identify([TOLD], public=f"Kitchen services in Harborne, £48,250. Notice: {quoted}")
    assert found("In Harborne, for £48,250", marks) == []
    assert found(f"They say {quoted}", marks) == []


def test_a_name_is_not_public_because_a_word_of_the_notice_holds_its_letters():
    told = Told(organisations=["Zephyr Arts Support Co"])
    marks = identify([told], public="Zephyrs and cascades for the Nasca centre")
    assert [kind for kind, _ in found("ZASC and Zephyr came", marks)] == [Kind.ACRONYM, Kind.ORGANISATION]


def test_and_is_read_however_it_is_written():
    marks = identify([Told(organisations=["Stone & Daughters"])])
    for text in ("stone and daughters", "Stone & Daughters", "Stone n Daughters", "stone daughters"):
        assert found(text, marks) == [(Kind.ORGANISATION, text)]


def test_what_stands_inside_something_found_is_found_once():
    assert found("Harborne Lantern Services Ltd") == [(Kind.ORGANISATION, "Harborne Lantern Services")]


def test_the_reason_does_not_say_the_secret_again():
    (finding,) = check("Harborne Lantern Services", MARKS)
    assert finding.reason == "This may be the provider’s name."


WORN = {
    "upper": str.upper,
    "spaced": lambda text: " ".join(text),
    "invisible": lambda text: "\u200b".join(text),
    "accents": lambda text: "".join(one + "\u0301" if one.isalpha() else one for one in text),
    "full width": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "Cyrillic": lambda text: text.translate(CYRILLIC),
    "line ends": lambda text: text.replace(" ", "\r\n"),
}
CODED = {
    "none": str,
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "escaped": html.escape,
    "percent": quote,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "tags": lambda text: "<i></i>".join(text),
}
SECRET = st.sampled_from(DEVELOPMENT + HELD_OUT).flatmap(
    lambda provider: st.tuples(
        st.just(provider),
        st.sampled_from(
            [provider.person, provider.organisation.split(" (")[0], provider.email, provider.phone, provider.number]
        ),
    )
)


@settings(max_examples=300, deadline=None)
@given(SECRET, st.lists(st.sampled_from(sorted(WORN)), max_size=4, unique=True), st.sampled_from(sorted(CODED)))
def test_an_exact_mention_is_found_in_any_disguise_upon_disguise(secret, worn, coded):
    provider, text = secret
    for name in worn:
        text = WORN[name](text)
    letter = f"We spoke to {CODED[coded](text)} about it."
    assert check(letter, identify([provider.told()]))


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(DEVELOPMENT))
def test_any_text_has_an_answer_and_findings_are_never_empty(text, provider):
    for finding in check(text, identify([provider.told()])):
        assert text[finding.start : finding.end]


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_identity_gives_marks_and_no_text_breaks_them(name, address, words):
    told = Told(people=[name], organisations=[name], emails=[name], phones=[name], addresses=[address],
                numbers=[name], invoice_numbers=[name], files=[name], written=[words])  # fmt: skip
    check(f"{name} {address} {words}", identify([told], public=words))


def test_marks_of_more_than_one_complaint_are_looked_for_together():
    other = replace(TOLD, organisations=["Quillfeather Print"])
    assert found("Quillfeather and Pugh-Merrion", identify([TOLD, other])) == [
        (Kind.ORGANISATION, "Quillfeather"),
        (Kind.PERSON, "Pugh-Merrion"),
    ]
