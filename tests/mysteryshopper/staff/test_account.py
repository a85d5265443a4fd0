"""One's own account, and the links at the top of every page."""

import pytest

from mysteryshopper.staff.models import Role

PASSWORD_PAGE = "/staff/account/password/"


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.INVESTIGATOR, ["Queue", "Cases", "Mail", "Dashboard", "Your account"]),
        (
            Role.LEAD,
            ["Queue", "Cases", "Mail", "Second person", "Oversight", "Dashboard", "Statistics", "Your account"],
        ),
        (Role.OFFICIAL, ["Dashboard", "Cases", "Your account"]),
        (Role.ADMINISTRATOR, ["People", "Bank holidays", "Your account"]),
    ],
)
def test_each_role_has_its_own_links(client, staff, links_of, role, links):
    client.force_login(staff(role))
    assert links_of(client.get("/staff/account/")) == links


def test_everybody_else_has_the_public_ones(client, db, links_of):
    page = client.get("/staff/account/sign-in/")
    assert links_of(page) == ["Make a complaint", "Follow your complaint", "Statistics"]
    assert "Staff sign in</a>" in page.content.decode()


def test_the_page_shows_who_one_is(client, staff):
    client.force_login(staff(Role.LEAD))
    page = client.get("/staff/account/").content.decode()
    for words in ("Ann Other", "lead@example.com", "Lead", "An app for codes is set up"):
        assert words in page


def test_signing_out_is_a_button_with_a_token(client, staff):
    client.force_login(staff())
    page = client.get("/staff/account/").content.decode()
    form = page[page.index('action="/staff/account/sign-out/"') :]
    assert "csrfmiddlewaretoken" in form[: form.index("</form>")]


def test_changing_the_password(client, staff):
    user = staff()
    client.force_login(user)
    answers = {"oldpassword": "three odd words 1", "password1": "four new odd words", "password2": "four new odd words"}
    assert client.post(PASSWORD_PAGE, answers).url == "/staff/account/"
    user.refresh_from_db()
    assert user.check_password("four new odd words")
    assert "Your password has been changed" in client.get("/staff/account/").content.decode()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "Enter your current password"),
        ({"oldpassword": "wrong"}, "That is not your current password"),
        ({"password1": "short"}, "at least 12 characters"),
        ({"password1": "password12345"}, "too common"),
        ({"password1": "four new odd words", "password2": "other"}, "the same password each time"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(client, staff, answers, message):
    client.force_login(staff())
    assert message in client.post(PASSWORD_PAGE, answers).content.decode()
