import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaints.authorities.names import Reading, compared, reading

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("THE LONDON BOROUGH OF CAMDEN", "london borough of camden"),
        ("Department for Environment, Food & Rural Affairs", "department for environment food and rural affairs"),
        ("Guy’s and St Thomas' NHS Foundation Trust", "guys and st thomas nhs foundation trust"),
        ("Sir Ynys Môn", "sir ynys mon"),
        ("Sir Ynys MÃ´n", "sir ynys mon"),
        ("Ｌｅｅｄｓ", "leeds"),
        ("H.M. Customs and Excise", "hm customs and excise"),
        ("Her Majesty’s Prison and Probation Service", "hm prison and probation service"),
        ("Dept. of Transport", "department of transport"),
        ("United Kingdom Atomic Energy Authority", "uk atomic energy authority"),
        ("University of Lincoln, The", "university of lincoln"),
        ("Kingston-upon-Hull", "kingston upon hull"),
        ("株式会社", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_names_are_compared_in_one_form(written: str, form: str) -> None:
    assert compared(written) == form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Ministry of Defence (prime: Carillion)", "ministry of defence"),
        ("Nottingham Trent University (NTU)", "nottingham trent university"),
        ("University of Salford(the)", "university of salford"),
        ("Leeds ((old) [address])", "leeds"),
        ("(MoD)", "mod"),
        ("Leeds (", "leeds"),
    ],
)
def test_what_stands_in_brackets_is_left_out(written: str, form: str) -> None:
    assert compared(written) == form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Department of Health (Northern Ireland)", "department of health northern ireland"),
        ("Manchester (council)", "manchester council"),
        ("Manchester (university)", "manchester university"),
    ],
)
def test_what_stands_in_brackets_stays_where_it_tells_bodies_apart(written: str, form: str) -> None:
    assert compared(written) == form


@given(ANY_TEXT)
@example("\0")
@example("\ud800")
@example("the (the (the))")
@example("deptford dept " * 40)
def test_every_text_has_a_form_that_is_its_own_form(text: str) -> None:
    form = compared(text)
    assert compared(form) == form
    assert len(form) <= 200
    assert form == form.strip()
    assert set(form) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_a_long_name_is_cut_between_words() -> None:
    assert compared("word " * 100) == ("word " * 40).strip()
    assert compared("x" * 300) == ""


@given(ANY_TEXT)
def test_every_text_can_be_read(text: str) -> None:
    assert reading(text).whole == compared(text)


DVSA = "driver and vehicle standards agency"
DEFRA = "department for environment food and rural affairs"


@pytest.mark.parametrize(
    ("written", "full", "acronym"),
    [
        ("DVSA - Driver and Vehicle Standards Agency", DVSA, "dvsa"),
        ("Driver and Vehicle Standards Agency – DVSA", DVSA, "dvsa"),
        ("DVSA: Driver and Vehicle Standards Agency", DVSA, "dvsa"),
        ("Driver and Vehicle Standards Agency (DVSA)", DVSA, "dvsa"),
        ("DVSA (Driver and Vehicle Standards Agency)", DVSA, "dvsa"),
        ("DfTc - Department for Transport", "department for transport", "dftc"),
        ("Defra - Department for Environment, Food & Rural Affairs", DEFRA, "defra"),
        ("HMRC - HM Revenue & Customs", "hm revenue and customs", "hmrc"),
    ],
)
def test_an_acronym_beside_its_name_gives_both(written: str, full: str, acronym: str) -> None:
    assert reading(written) == Reading(compared(written), full, acronym)
    assert reading(written).all() == [compared(written), full, acronym]


@pytest.mark.parametrize(
    "written",
    ["Leeds - NHS", "Bradford - College", "Norfolk County - NHS", "Kent (HQ)", "Suffolk County Council - Transport"],
)
def test_two_halves_that_do_not_abbreviate_one_another_are_one_name(written: str) -> None:
    assert reading(written) == Reading(compared(written))
