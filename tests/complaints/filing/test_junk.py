"""Whatever is sent, the answer is never an error of ours, and nothing half-made is left behind."""

import pytest

from complaints.models import Complaint, Draft, Identity

FIELDS = [
    ("authority", "authority_given"),
    ("procurement", "procurement_title"),
    ("procurement", "procurement_reference"),
    ("what-happened", "own_words"),
    ("contact", "name"),
    ("contact", "organisation"),
    ("contact", "phone"),
]
# Control characters, a right-to-left override, zero width, a character outside the first plane, nothing but marks.
ODD = [
    "a\x01\x08\x0b\x1b[2J\x7f\x85b",
    "\u202egnp.exe\u202c",
    "\u200b",
    "🏛\ufeff\uffff",
    "a" + "\u0301" * 100,
    "{{ 1 }}{% x %}",
    "%s%(a)s{0}",
]
ADDRESSES = [
    "/",
    "/complain/",
    "/complain/authority/",
    "/complain/contact/",
    "/complain/check/",
    "/complain/sent/",
    "/follow/",
    "/follow/complaint/",
]
FORM = "application/x-www-form-urlencoded"
# Bytes that are no UTF-8: a lone surrogate, a cut-off character, Latin-1.
NOT_UTF8 = [b"%ED%A0%80", b"%F0%9F", b"%E9", b"\xed\xa0\x80", b"\xff\xfe", b"%", b"%zz", b"%00"]


@pytest.mark.parametrize(("page", "name"), FIELDS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_go_all_the_way_or_are_refused(fill, answers, page, name, odd):
    answers["authority"] = {"authority": "other", "authority_given": "Town of Oz"}
    browser = fill()
    answered = browser.post(f"/complain/{page}/", {**answers[page], name: odd})
    assert answered.status_code in (302, 422)
    assert browser.get("/complain/check/").status_code == 200
    assert browser.post("/complain/check/").url == "/complain/sent/"


@pytest.mark.parametrize("junk", NOT_UTF8)
def test_bytes_that_are_no_text_go_all_the_way_or_are_refused(fill, answers, junk):
    browser = fill()
    for page, given in answers.items():
        body = b"&".join(name.encode() + b"=" + junk for name in given)
        assert browser.generic("POST", f"/complain/{page}/", body, content_type=FORM).status_code in (302, 422)
        assert browser.get(f"/complain/{page}/").status_code == 200
    assert browser.generic("GET", "/complain/authority/", QUERY_STRING="q=" + junk.decode("latin-1")).status_code == 200
    assert browser.post("/complain/check/").status_code in (302, 422)


@pytest.mark.parametrize(
    "junk", ["page=%00", "page=-1&page=x", "q[]=1", "q=1&q=\xff", "=&&=;", "q", "%00=1", "?" * 5000]
)
def test_junk_in_the_query_changes_nothing(browser, junk):
    for address in ADDRESSES:
        assert browser.generic("GET", address, QUERY_STRING=junk).status_code in (200, 302)


@pytest.mark.parametrize(
    "place", ["%00", "%ED%A0%80", "%ff", "authority%0a", "%E2%80%AE", "x" * 5000, "..%2f..%2fetc", "authority%2f"]
)
def test_junk_in_the_path_is_not_found(browser, place):
    assert browser.get(f"/complain/{place}/").status_code == 404
    assert browser.post(f"/complain/{place}/", {"name": "Ada"}).status_code == 404
    assert browser.get(f"/follow/{place}/").status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "a b", "testserver:99999x", "[::1", "testserver\x00", "é", "testserver/"]
)
def test_another_host_is_refused(browser, host):
    for address in ADDRESSES:
        assert browser.get(address, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("language", ["*", "xx-yy;q=2", "en-" + "a" * 5000, "\x00", "é", ",,;;", "../../etc"])
def test_any_language_asked_for_gets_the_page(browser, language):
    assert browser.get("/complain/", headers={"accept-language": language}).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "x" * 500),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (b'{"name": "Ada"}', "application/json"),
        (b"name=Ada", "text/plain"),
        (b"name=Ada", ""),
        (b"name=Ada", f"{FORM}; charset=utf-16"),
        (b"&".join(b"name=%d" % number for number in range(2000)), FORM),
        (b"name=" + b"x" * 2_600_000, FORM),
    ],
)
def test_a_body_that_is_no_form_is_refused(browser, body, kind):
    for address in ("/complain/contact/", "/follow/"):
        assert browser.generic("POST", address, body, content_type=kind).status_code in (400, 413, 422)
    assert (Draft.objects.count(), Complaint.objects.count(), Identity.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X" * 1000])
def test_other_methods_are_not_allowed(fill, method):
    browser = fill()
    for address in [*ADDRESSES, "/complain/leave/", "/follow/leave/"]:
        assert browser.generic(method, address).status_code == 405
    assert Draft.objects.count() == 1


def test_posting_where_there_is_nothing_to_post_is_not_allowed(browser):
    assert [browser.post(address).status_code for address in ("/", "/complain/sent/", "/follow/complaint/")] == [
        405
    ] * 3


def test_leaving_needs_a_post(browser):
    assert browser.get("/follow/leave/").status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_answered_like_get(fill, address):
    browser = fill()
    head, get = browser.head(address), browser.get(address)
    assert (head.status_code, head.content) == (get.status_code, b"")


def test_a_head_sends_nothing(fill):
    assert fill().head("/complain/check/").status_code == 200
    assert (Complaint.objects.count(), Draft.objects.count()) == (0, 1)
