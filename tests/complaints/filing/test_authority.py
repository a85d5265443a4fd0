"""Searching for the authority, without JavaScript."""

import pytest


@pytest.fixture
def camden(make_authority):
    camden = make_authority(name="London Borough of Camden")
    for name, compared, official in [
        (camden.name, "london borough of camden", True),
        ("Camden Council", "camden council", False),
    ]:
        camden.names.create(name=name, compared=compared, is_official=official)
    return camden


def test_first_there_is_only_the_search(browser):
    page = browser.get("/complain/authority/").content.decode()
    assert 'name="q"' in page
    assert 'type="radio"' not in page


def test_what_is_found_can_be_chosen(browser, camden):
    page = browser.get("/complain/authority/?q=camden+council").content.decode()
    assert f'value="{camden.pk}"' in page
    assert "Also known as Camden Council" in page
    answer = browser.post("/complain/authority/?q=camden+council", {"authority": camden.pk})
    assert answer.url == "/complain/what-happened/"


def test_an_error_keeps_what_was_found(browser, camden, errors):
    response = browser.post("/complain/authority/?q=camden", {})
    assert errors(response)[0] == ["Choose an authority, or say that it is not in this list"]
    assert f'value="{camden.pk}"' in response.content.decode()
    assert 'value="camden"' in response.content.decode()


def test_when_nothing_is_found_one_can_go_back_or_say_that_it_is_not_listed(browser):
    page = browser.get("/complain/authority/?q=zzzz").content.decode()
    assert "We found no authority like that." in page
    assert 'href="/complain/authority/" class="govuk-back-link"' in page
    answer = browser.post("/complain/authority/?q=zzzz", {"authority": "other", "authority_given": "Zzzz Trust"})
    assert answer.url == "/complain/what-happened/"


def test_going_back_from_a_search_keeps_the_earlier_choice(browser, camden):
    browser.post("/complain/authority/", {"authority": camden.pk})
    assert "checked" not in browser.get("/complain/authority/?q=zzzz").content.decode()
    assert f'value="{camden.pk}" checked' in browser.get("/complain/authority/").content.decode()


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("", "Enter the name of the authority, or part of it"),
        (" \t", "Enter the name of the authority, or part of it"),
        ("x" * 1_000_000, "Name of the authority must be 200 characters or fewer"),
        ("cam\x00den", "Name of the authority must not contain characters we can’t read"),
    ],
)
def test_a_search_that_will_not_do_says_so(browser, errors, q, words):
    response = browser.get("/complain/authority/", {"q": q})
    assert (response.status_code, errors(response)) == (200, ([words], [words]))
    assert "<title>Error: Who ran the procurement?" in response.content.decode()


@pytest.mark.parametrize(
    "q", ["%", "_", "'", "\\", '"', "((", "\u202e", "\ufffd", "🏛", "?q=1", "<b>", "a" * 200, "of the", "-"]
)
def test_odd_searches_find_something_or_nothing(browser, camden, q):
    response = browser.get("/complain/authority/", {"q": q})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()
