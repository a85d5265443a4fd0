"""What stands around every page, and the pages for requests that went wrong."""

import re

import pytest
from django.test import Client


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def heading(response) -> str:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert heading
    return heading[1].strip()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (400, "We could not read what your browser sent"),
        (403, "You cannot see this page"),
        (404, "Page not found"),
        (500, "Sorry, there is a problem with the service"),
    ],
)
def test_each_failure_has_its_page(client, kind, words):
    response = client.get(f"/fail/{kind}/")
    assert response.status_code == kind
    assert heading(response) == words
    assert f"<title>{words.split(' with ')[0].split(' what ')[0]}" in response.content.decode()


def test_a_reason_to_refuse_is_given_and_escaped(client):
    page = client.get("/fail/403/?why=Only <b>leads</b> may").content.decode()
    assert "Only &lt;b&gt;leads&lt;/b&gt; may" in page


def test_the_reason_of_a_failure_is_not_told(client):
    for kind in ("400", "404", "500"):
        assert "secret-reason" not in client.get(f"/fail/{kind}/?why=secret-reason").content.decode()


@pytest.mark.parametrize("kind", ["400", "500"])
def test_the_plainest_pages_need_nothing_that_can_be_broken(client, kind, settings, django_assert_num_queries):
    """No database, no manifest of static files, no other address, no session of somebody signed in."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    page = client.get(f"/fail/{kind}/").content.decode()
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {"/", "/static/icon.svg", "/static/built/service.css"}


def test_a_form_without_its_token_explains_what_to_do(client):
    response = client.post("/", {"name": "Ann"})
    assert response.status_code == 403
    assert heading(response) == "We could not take your answer"
    assert "still be in the form" in response.content.decode()


def test_the_title_says_that_there_is_an_error(client, rf):
    client.handler.enforce_csrf_checks = False
    assert "<title>Every field – Mystery Shopper</title>" in client.get("/").content.decode()
    assert "<title>Error: Every field – Mystery Shopper</title>" in client.post("/", {}).content.decode()


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_says_so_on_every_page(client, settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration
    for address in ("/", "/fail/404/"):
        page = client.get(address).content.decode()
        assert ("Cases marked “demonstration” are made up." in page) == is_demonstration


def test_messages_are_banners_with_names_of_their_own(client):
    page = client.get("/?success&error&info").content.decode()
    assert re.findall(r'aria-labelledby="(notification-\d)"', page) == [
        "notification-1",
        "notification-2",
        "notification-3",
    ]
    titles = re.findall(r'__title" id="notification-\d">\s*(.*?)\s*</h2>', page)
    assert titles == ["Success", "There is a problem", "Important"]
    assert page.count('role="alert"') == 1


def test_nothing_on_a_page_is_inline(client):
    """The content security policy would stop it."""
    for address in ("/", "/fail/404/", "/fail/500/", "/staff/account/sign-in/"):
        page = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|data:", page)


def test_the_page_begins_with_a_way_past_its_head(client, tags):
    page = client.get("/").content.decode()
    assert tags(page, "a")[0]["href"] == "#main-content"
    assert [main["id"] for main in tags(page, "main")] == ["main-content"]
    assert tags(page, "html")[0]["lang"] == "en-GB"


def test_a_visitor_is_given_no_session(client):
    assert "sessionid" not in client.get("/").cookies
