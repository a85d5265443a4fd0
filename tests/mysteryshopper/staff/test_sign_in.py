"""Signing in with address and password, in a demonstration and out of it."""

import pytest

from mysteryshopper.staff.models import Role

PAGE = "/staff/account/sign-in/"
NO_MATCH = "Check your email address and password: together they do not match an account that can sign in"


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.INVESTIGATOR, "/staff/queue/"),
        (Role.LEAD, "/staff/queue/"),
        (Role.OFFICIAL, "/staff/dashboard/"),
        (Role.ADMINISTRATOR, "/staff/people/"),
    ],
)
def test_each_role_starts_at_its_own_page(client, demonstration, staff, sign_in, role, page):
    staff(role, has_app=False)
    assert sign_in(f"{role}@example.com").url == "/staff/account/home/"
    assert client.get("/staff/account/home/").url == page


def test_the_case_of_the_address_does_not_matter(demonstration, staff, sign_in):
    staff(has_app=False)
    assert sign_in("Investigator@EXAMPLE.com").status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"email": "nobody@example.com"}, {"email": "investigator@example.com", "password": "no"}]
)
def test_a_wrong_address_and_a_wrong_password_read_the_same(staff, sign_in, wrong):
    staff()
    page = sign_in(**wrong).content.decode()
    assert page.count(NO_MATCH) == 1  # it is about the form, so it stands in the summary alone
    assert "<title>Error: Staff sign in" in page


def test_a_closed_account_is_named_only_to_whoever_knows_its_password(client, staff, sign_in):
    staff(is_active=False)
    assert NO_MATCH in sign_in("investigator@example.com", "wrong").content.decode()
    page = client.get(sign_in("investigator@example.com").url).content.decode()
    assert "Your account is closed" in page


def test_closing_an_account_ends_its_sessions(client, demonstration, staff):
    user = staff()
    client.force_login(user)
    assert client.get("/staff/account/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/staff/account/").status_code == 302


def test_empty_answers_are_named(client, db):
    page = client.post(PAGE, {}).content.decode()
    assert '<a href="#id_login">Enter your email address</a>' in page
    assert '<a href="#id_password">Enter your password</a>' in page


def test_what_was_typed_is_kept_but_not_the_password(staff, sign_in):
    page = sign_in("typed@example.com", "typed-password").content.decode()
    assert 'value="typed@example.com"' in page
    assert "typed-password" not in page


@pytest.mark.parametrize("typed", ["a\x00b@example.com", "x" * 100_000 + "@example.com", "“ann”@example", "' or 1=1"])
def test_nonsense_is_an_error_on_the_page(db, sign_in, typed):
    assert sign_in(typed).status_code == 200


def test_after_twenty_failures_the_place_has_to_wait_not_the_account(client, staff, sign_in):
    staff()
    for _ in range(20):
        sign_in("investigator@example.com", "wrong")
    assert "Wait 5 minutes, then try again" in sign_in("investigator@example.com").content.decode()
    elsewhere = client.post(
        PAGE, {"login": "investigator@example.com", "password": "three odd words 1"}, REMOTE_ADDR="192.0.2.9"
    )
    assert elsewhere.status_code == 302


def test_a_flood_of_tries_is_told_to_wait(client, db):
    answers = [client.post(PAGE, {}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait 5 minutes" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_it_leads_to_no_other_website(demonstration, staff, sign_in, elsewhere):
    staff(has_app=False)
    assert sign_in("investigator@example.com", next=elsewhere).url == "/staff/account/home/"


def test_it_leads_back_to_the_page_that_was_wanted(client, demonstration, staff, sign_in):
    staff(has_app=False)
    assert 'name="next" value="/staff/cases/"' in client.get(PAGE + "?next=/staff/cases/").content.decode()
    assert sign_in("investigator@example.com", next="/staff/cases/").url == "/staff/cases/"


def test_the_demonstration_names_its_accounts(client, demonstration, db):
    page = client.get(PAGE).content.decode()
    for name in ("investigator", "second-investigator", "lead", "second-lead", "official", "administrator"):
        assert f"<li>{name}@demonstration.invalid</li>" in page


def test_elsewhere_no_account_is_named(client, db):
    assert "demonstration.invalid" not in client.get(PAGE).content.decode()


def test_signing_out_takes_a_post(client, demonstration, staff):
    client.force_login(staff(has_app=False))
    assert "Do you want to sign out?" in client.get("/staff/account/sign-out/").content.decode()
    assert client.post("/staff/account/sign-out/").url == "/"
    assert client.get("/staff/account/").status_code == 302


@pytest.mark.parametrize("address", ["signup", "email", "password/reset", "login", "2fa"])
def test_pages_of_allauth_that_are_not_wanted_are_not_there(client, db, address):
    assert client.get(f"/staff/account/{address}/").status_code == 404
