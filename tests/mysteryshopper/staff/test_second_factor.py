"""The code from an app: asked for at every sign-in, and set up before anything else is seen."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mysteryshopper.staff.models import Role

SET_UP = "/staff/account/second-factor/app/"
CODE = "/staff/account/sign-in/code/"
SECRET = "JBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_signing_in_takes_a_code(client, staff, sign_in):
    staff()
    assert sign_in("investigator@example.com", next="/staff/cases/").url == CODE
    assert client.get("/staff/cases/").content == b"a page"  # public as far as the test's page goes
    assert client.get("/staff/account/").status_code == 302
    assert client.post(CODE, {"code": code_now()}).url == "/staff/cases/"
    assert client.get("/staff/account/").status_code == 200


def test_a_wrong_code_is_said_so(client, staff, sign_in):
    staff()
    sign_in("investigator@example.com")
    page = client.post(CODE, {"code": "000000"}).content.decode()
    assert page.count("That code is not right, or no longer valid") == 2
    assert client.get("/staff/account/").status_code == 302


def test_a_code_works_once(client, staff, sign_in):
    staff()
    code = code_now()
    for expected in (302, 200):
        sign_in("investigator@example.com")
        assert client.post(CODE, {"code": code}).status_code == expected
        client.post("/staff/account/sign-out/")


def test_codes_cannot_be_guessed_for_long(client, staff, sign_in):
    staff()
    sign_in("investigator@example.com")
    for _ in range(20):
        client.post(CODE, {"code": "000000"})
    assert "Wait 5 minutes" in client.post(CODE, {"code": code_now()}).content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/staff/queue/", "/staff/account/", "/staff/account/home/", "/staff/account/password/"]
)
def test_without_one_staff_see_nothing_but_how_to_set_it_up(client, staff, address):
    client.force_login(staff(has_app=False))
    assert client.get(address).url == SET_UP


def test_recovery_codes_alone_are_no_second_factor(client, staff):
    user = staff(has_app=False)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)
    assert client.get("/staff/queue/").url == SET_UP


def test_setting_it_up_from_the_first_sign_in_to_the_recovery_codes(client, staff, sign_in):
    user = staff(has_app=False)
    assert sign_in("investigator@example.com", follow=True).status_code == 302
    assert client.get("/staff/account/home/").url == SET_UP
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'app-secret">(\w+)<', page)[1]
    assert '<svg role="img" aria-label="QR code for your app"' in page
    assert client.post(SET_UP, {"code": code_now(secret)}).url == "/staff/account/second-factor/codes/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/staff/account/second-factor/codes/").content.decode())
    assert len(codes) == 10
    assert secret not in str(Authenticator.objects.filter(user=user).values_list("data", flat=True))
    client.post("/staff/account/sign-out/")
    sign_in("investigator@example.com")
    assert client.post(CODE, {"code": codes[0]}).url == "/staff/account/home/"


def test_whoever_signed_in_a_while_ago_is_asked_again(client, staff):
    client.force_login(staff(has_app=False))
    assert client.get(SET_UP).url.startswith("/staff/account/confirm/?next=")
    page = client.post("/staff/account/confirm/", {"password": "wrong"}).content.decode()
    assert "That is not your password" in page
    answer = client.post("/staff/account/confirm/", {"password": "three odd words 1", "next": SET_UP})
    assert answer.url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_app_can_be_removed_to_set_up_another(client, staff, sign_in):
    staff()
    sign_in("investigator@example.com")
    client.post(CODE, {"code": code_now()})
    remove = "/staff/account/second-factor/app/remove/"
    assert client.get(SET_UP).url == remove
    assert "Remove your app" in client.get(remove).content.decode()
    assert client.post(remove).url == "/staff/account/second-factor/"
    assert client.get("/staff/account/").url == SET_UP


def test_new_recovery_codes_replace_the_old(client, staff, sign_in):
    staff()
    sign_in("investigator@example.com")
    client.post(CODE, {"code": code_now()})
    new = "/staff/account/second-factor/codes/new/"
    assert "will stop working" in client.get(new).content.decode()
    pages = []
    for _ in range(2):
        assert client.post(new).url == "/staff/account/second-factor/codes/"
        pages.append(client.get("/staff/account/second-factor/codes/").content.decode())
    first, second = (set(re.findall(r"<li>(\d{8})</li>", page)) for page in pages)
    assert not first & second


def test_confirming_with_a_code_works_too(client, staff):
    client.force_login(staff())
    page = client.get("/staff/account/confirm/code/?next=/staff/account/").content.decode()
    assert "Use your password" in page
    cache.clear()
    answer = client.post("/staff/account/confirm/code/", {"code": code_now(), "next": "/staff/account/"})
    assert answer.url == "/staff/account/"


def test_a_demonstration_asks_for_none(client, staff, settings):
    settings.DEMONSTRATION = True
    client.force_login(staff(Role.ADMINISTRATOR, has_app=False))
    assert client.get("/staff/queue/").content == b"a page"


def test_a_visitor_gets_no_session_and_costs_no_query(client, db):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get("/")
    assert (len(queries), answer.cookies.output()) == (0, "")
