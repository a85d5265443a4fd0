"""What administrators do to accounts: the verbs, their trail, and what Postgres refuses."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from mysteryshopper.staff import accounts
from mysteryshopper.staff.models import AccountEvent, PasswordLink, Role, User


@pytest.fixture
def boss(staff):
    return staff(Role.ADMINISTRATOR)


def trail(user):
    return [(event.kind, event.note, event.by) for event in user.events.all()]


def test_each_change_is_one_row_with_who_did_it(boss):
    ann = accounts.add(name="Ann", email="Ann@Example.com", role=Role.INVESTIGATOR, by=boss)
    accounts.change(ann, name="Anne", role=Role.INVESTIGATOR, by=boss)
    accounts.change(ann, name="Anne", role=Role.LEAD, by=boss)
    accounts.change(ann, name="Anne", role=Role.LEAD, by=boss)
    accounts.send_link(ann, by=boss)
    accounts.shut(ann, by=boss)
    accounts.shut(ann, by=boss)
    accounts.open_again(ann, by=boss)
    assert trail(ann) == [
        ("added", "Ann, Investigator", boss),
        ("named", "Ann → Anne", boss),
        ("role", "Investigator → Lead", boss),
        ("link", "", boss),
        ("shut", "", boss),
        ("opened", "", boss),
    ]
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.role, ann.is_active) == ("Anne", "ann@example.com", "lead", True)


@pytest.mark.parametrize("statement", ["UPDATE staff_accountevent SET note = 'x'", "DELETE FROM staff_accountevent"])
def test_postgres_keeps_the_trail_as_it_is(boss, statement):
    accounts.add(name="Ann", email="ann@example.com", role=Role.LEAD, by=boss)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_has_two_accounts_whatever_the_capitals(boss):
    accounts.add(name="Ann", email="ann@example.com", role=Role.LEAD, by=boss)
    with pytest.raises(accounts.Refused, match="already: Ann"):
        accounts.add(name="Other", email="ANN@example.com", role=Role.LEAD, by=boss)
    with pytest.raises(IntegrityError, match="small_letters"), transaction.atomic():
        User.objects.create(email="ANN@example.com", name="Ann", role=Role.LEAD)
    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        User.objects.create(email="ann@example.com", name="Ann", role=Role.LEAD)


def test_the_last_administrator_stays_one(boss, staff):
    """Whoever else was one does not count once their account is shut."""
    other = accounts.add(name="Other", email="other@example.com", role=Role.ADMINISTRATOR, by=boss)
    accounts.shut(other, by=boss)
    with pytest.raises(accounts.Refused, match="last administrator"):
        accounts.shut(boss, by=boss)
    with pytest.raises(accounts.Refused, match="last administrator"):
        accounts.change(boss, name="Boss", role=Role.LEAD, by=boss)
    accounts.change(boss, name="Boss", role=Role.ADMINISTRATOR, by=boss)
    accounts.open_again(other, by=boss)
    accounts.change(boss, name="Boss", role=Role.LEAD, by=boss)
    assert User.objects.get(pk=boss.pk).role == Role.LEAD


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_shut_each_other_one_stays(staff, at_once):
    one = staff(Role.ADMINISTRATOR, has_app=False)
    two = accounts.add(name="Two", email="two@example.com", role=Role.ADMINISTRATOR, by=one)

    def try_to_shut(whom, by):
        try:
            accounts.shut(whom, by=by)
        except accounts.Refused as refusal:
            return str(refusal)

    answers = at_once(lambda: try_to_shut(one, two), lambda: try_to_shut(two, one))
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert User.objects.filter(is_active=True).count() == 1


def test_shutting_an_account_ends_its_sessions_and_its_link(boss, staff, client):
    ann = staff()
    accounts.send_link(ann, by=boss)
    client.force_login(ann)
    accounts.shut(ann, by=boss)
    assert client.get("/staff/account/").url.startswith("/staff/account/sign-in/")
    assert not PasswordLink.objects.exists()
    for verb in (accounts.send_link, accounts.remove_second_factor):
        with pytest.raises(accounts.Refused, match="is shut"):
            verb(ann, by=boss)


def test_a_lost_second_factor_goes_with_the_password(boss, staff, client):
    """Else whoever found out the password alone could set up a factor of their own."""
    ann = staff()
    client.force_login(ann)
    accounts.remove_second_factor(ann, by=boss)
    assert not Authenticator.objects.filter(user=ann).exists()
    assert client.get("/staff/account/").url.startswith("/staff/account/sign-in/")
    assert not User.objects.get(pk=ann.pk).has_usable_password()
    assert (PasswordLink.objects.get().user, trail(ann)) == (ann, [("factor", "", boss)])
    with pytest.raises(accounts.Refused, match="no second factor"):
        accounts.remove_second_factor(ann, by=boss)


def test_the_first_administrator_is_made_on_the_command_line(db, capsys):
    call_command("add_administrator", "First@Example.com", name="Fay First")
    first = User.objects.get()
    assert (first.email, first.name, first.role, first.has_usable_password()) == (
        "first@example.com", "Fay First", "administrator", False,
    )  # fmt: skip
    assert PasswordLink.objects.get().user == first
    assert "mails a link to first@example.com" in capsys.readouterr().out
    assert trail(first) == [("added", "Fay First, Administrator", None)]


@pytest.mark.parametrize(
    ("email", "name", "words"),
    [
        ("first@example.com", "Fay", "already: Fay First"),
        ("no address", "Fay", "correct format"),
        ("a@example.com", " ", "Enter a name"),
    ],
)
def test_the_command_says_what_is_wrong(db, email, name, words):
    call_command("add_administrator", "first@example.com", name="Fay First")
    with pytest.raises(CommandError, match=words):
        call_command("add_administrator", email, name=name)
    assert (User.objects.count(), AccountEvent.objects.count()) == (1, 1)
