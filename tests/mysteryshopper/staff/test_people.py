"""The pages on which administrators keep accounts."""

import pytest

from mysteryshopper.staff.models import PasswordLink, Role, User

NEW = {"name": "Ann New", "email": "Ann.New@example.com", "role": "investigator"}
OTHERS = [Role.INVESTIGATOR, Role.LEAD, Role.OFFICIAL]
PAGES = ["", "add/", "1/", "1/change/", "1/shut/", "1/open/", "1/password-link/", "1/second-factor/remove/"]


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


@pytest.fixture
def boss(staff, client):
    boss = staff(Role.ADMINISTRATOR)
    client.force_login(boss)
    return boss


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_come_in(client, staff, role, page):
    user = staff(role)
    client.force_login(user)
    where = f"/staff/people/{page.replace('1', str(user.pk))}"
    assert [client.get(where).status_code, client.post(where).status_code] in ([403, 403], [403, 405])


def test_somebody_is_added_and_gets_a_mail(client, boss):
    answer = client.post("/staff/people/add/", NEW, follow=True)
    ann = User.objects.get(email="ann.new@example.com")
    assert answer.redirect_chain == [(f"/staff/people/{ann.pk}/", 302)]
    assert "Ann New has an account. A mail with a link to set a password is on its way." in text(answer)
    assert "Account added: Ann New, Investigator, by Ann Other" in text(answer)
    assert PasswordLink.objects.get().user == ann


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 101}, "Name must be 100 characters or fewer"),
        ({"email": ""}, "Enter an email address"),
        ({"email": "ann"}, "in the correct format"),
        ({"email": "ann@exämple.com"}, "with the letters a to z only"),
        ({"email": "ADMINISTRATOR@example.com"}, "There is an account with this address already: Ann Other"),
        ({"role": ""}, "Choose a role"),
        ({"role": "owner"}, "Choose a role"),
        ({"name": "a\x00b"}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, boss, change, message):
    answer = client.post("/staff/people/add/", NEW | change)
    assert (answer.status_code, message in text(answer)) == (422, True)
    assert "<title>Error: Add a person" in text(answer)
    assert "Ann.New@example.com" in text(answer) or "email" in change
    assert User.objects.count() == 1


def test_the_list_says_of_everybody_how_the_account_stands(client, boss, staff, sign_in):
    staff(Role.LEAD, has_app=False, is_active=False)
    page = text(client.get("/staff/people/"))
    rows = page.split("<tr")[2:]
    assert ["administrator@example.com" in row for row in rows] == [True, False]
    assert [word in rows[0] for word in ("Administrator", "Active", ">Set up<", "202")] == [True] * 4
    assert [word in rows[1] for word in ("Lead", "Shut", "Not set up", "Never")] == [True] * 4


def test_it_comes_in_pages_and_asks_as_much_of_many(client, boss, staff, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, user, how many, the page
        client.get("/staff/people/")
    User.objects.bulk_create(User(email=f"{n}@example.com", name=f"N{n}", role=Role.LEAD) for n in range(60))
    with django_assert_num_queries(4):
        page = text(client.get("/staff/people/"))
    assert ("61 accounts" in page, "Page 1 of 2" in page) == (True, True)
    assert "Page 2 of 2" in text(client.get("/staff/people/?page=x2&page=2"))


def test_name_and_role_are_changed_and_the_role_holds_at_once(client, boss, staff):
    lead = staff(Role.LEAD)
    where = f"/staff/people/{lead.pk}/"
    page = text(client.get(f"{where}change/"))
    assert ('value="Ann Other"' in page, "Ask a lead to pass them on" in page) == (True, True)
    answer = client.post(f"{where}change/", {"name": "Zoe", "role": "official"}, follow=True)
    assert "Role changed: Lead → Official, by Ann Other" in text(answer)
    assert "Name changed: Ann Other → Zoe, by Ann Other" in text(answer)


def test_the_last_administrator_reads_why_not(client, boss):
    where = f"/staff/people/{boss.pk}/"
    answer = client.post(f"{where}change/", {"name": "kept", "role": "lead"})
    assert (answer.status_code, "is the last administrator" in text(answer), "kept" in text(answer)) == (
        422, True, True,
    )  # fmt: skip
    answer = client.post(f"{where}shut/")
    assert (answer.status_code, "is the last administrator" in text(answer)) == (409, True)


def test_who_stops_being_administrator_goes_to_their_own_account(client, boss):
    client.post("/staff/people/add/", NEW | {"role": "administrator"})
    answer = client.post(f"/staff/people/{boss.pk}/change/", {"name": "Boss", "role": "lead"})
    assert answer.url == "/staff/account/"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("shut", "The account of Ann Other is shut."),
        ("password-link", "Ann Other gets another link."),
        ("second-factor/remove", "Removed for Ann Other."),
    ],
)
def test_each_act_says_first_what_happens_and_then_what_did(client, boss, staff, act, words):
    where = f"/staff/people/{staff(Role.LEAD).pk}/"
    assert f'href="{where}{act}/"' in text(client.get(where))
    assert "<form method=" in text(client.get(f"{where}{act}/"))
    answer = client.post(f"{where}{act}/", follow=True)
    assert (words in text(answer), "by Ann Other" in text(answer)) == (True, True)


def test_a_shut_account_is_opened_again(client, boss, staff):
    where = f"/staff/people/{staff(Role.LEAD, is_active=False).pk}/"
    page = text(client.get(where))
    assert [f"{where}{act}/" in page for act in ("open", "shut", "password-link")] == [True, False, False]
    assert "is open again" in text(client.post(f"{where}open/", follow=True))
    assert User.objects.get(role=Role.LEAD).is_active


def test_nobody_has_no_page(client, boss):
    assert [client.get(f"/staff/people/{pk}/{act}").status_code for pk in (0, 10**30) for act in ("", "shut/")] == [
        404
    ] * 4


def test_whose_session_is_over_comes_back_to_the_page_they_sent(client, db):
    answer = client.post("/staff/people/1/shut/")
    assert answer.url == "/staff/account/sign-in/?next=/staff/people/1/shut/"
