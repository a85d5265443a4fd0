"""The link with which somebody sets a password: mailed as owed work, used once, gone in time."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from mysteryshopper.owed import work_off
from mysteryshopper.staff import accounts, links
from mysteryshopper.staff.models import PasswordLink, Role, User

NEW = {"password1": "four new odd words", "password2": "four new odd words"}
BROKEN = "This link does not work"


@pytest.fixture
def boss(staff):
    return staff(Role.ADMINISTRATOR)


@pytest.fixture
def ann(boss):
    return accounts.add(name="Ann <b>", email="ann@example.com", role=Role.INVESTIGATOR, by=boss)


@pytest.fixture
def mailed(mailoutbox, settings):
    """The address in the mail that is owed."""
    settings.BASE_URL = "https://shopper.example"

    def send():
        row = PasswordLink.objects.get()
        work_off(PasswordLink, row.pk, links.send)
        return re.search(r"https://shopper\.example(/\S+)", mailoutbox[-1].body)[1]

    return send


def test_a_newcomer_sets_a_password_and_signs_in(ann, mailed, mailoutbox, client, sign_in):
    link = mailed()
    assert (mailoutbox[0].to, "Dear Ann <b>," in mailoutbox[0].body) == (["ann@example.com"], True)
    assert "For the account of Ann &lt;b&gt;, ann@example.com" in client.get(link).content.decode()
    assert client.post(link, NEW).url == "/staff/account/sign-in/"
    assert "Your password is set. Sign in with it." in client.get("/staff/account/sign-in/").content.decode()
    assert sign_in("ann@example.com", NEW["password1"]).status_code == 302
    # Outside a demonstration nothing else opens before there is a second factor.
    assert client.get("/staff/account/").url == "/staff/account/second-factor/app/"
    assert [event.kind for event in ann.events.all()] == ["added", "password"]


def test_it_works_once_however_often_it_is_looked_at(ann, mailed, client):
    link = mailed()
    assert [client.get(link).status_code for _ in range(2)] == [200, 200]
    client.post(link, NEW)
    for answer in (client.get(link), client.post(link, {"password1": "five odd words here", "password2": "five"})):
        assert (answer.status_code, BROKEN in answer.content.decode()) == (404, True)
    ann.refresh_from_db()
    assert ann.check_password(NEW["password1"])


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_sets_the_password(ann, mailed, at_once):
    token = mailed().split("/")[-2]

    def try_with(password):
        try:
            accounts.set_password(ann.pk, token, password)
        except accounts.Refused:
            return "refused"

    assert sorted(map(str, at_once(lambda: try_with("first odd words"), lambda: try_with("second odd words")))) == [
        "None",
        "refused",
    ]


def test_a_newer_link_takes_its_place(ann, boss, mailed, client):
    old = mailed()
    accounts.send_link(ann, by=boss)
    assert client.get(old).status_code == 404  # from when it was asked for
    new = mailed()
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


@pytest.mark.parametrize(("days", "status"), [(2, 200), (4, 404)])
def test_its_time_is_limited(ann, mailed, client, monkeypatch, days, status):
    link = mailed()
    now = datetime.now() + timedelta(days=days)  # noqa: DTZ005  (as Django counts)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: now)
    assert client.get(link).status_code == status


def test_it_ends_with_the_account_and_with_another_password(ann, boss, staff, mailed, client):
    link = mailed()
    accounts.shut(ann, by=boss)
    accounts.open_again(ann, by=boss)
    assert client.get(link).status_code == 404
    lead = staff(Role.LEAD)
    accounts.send_link(lead, by=boss)
    link = mailed()
    client.force_login(lead)
    client.post("/staff/account/password/", {"oldpassword": "three odd words 1", **NEW})
    assert (client.get(link).status_code, PasswordLink.objects.exists()) == (404, False)


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x", lambda token: "0" * 5000])
def test_what_is_no_link_is_told_so(ann, mailed, client, change):
    token = mailed().split("/")[-2]
    for pk in (ann.pk, ann.pk + 1000, 10**30):
        address = f"/staff/account/password/set/{pk}/{change(token)}/"
        assert client.get(address).status_code == 404
    assert client.get(f"/staff/account/password/set/{ann.pk + 1000}/{token}/").status_code == 404


def test_a_colleague_who_is_signed_in_there_is_signed_out(ann, staff, mailed, client):
    link = mailed()
    client.force_login(staff(Role.LEAD, has_app=False))
    assert client.get(link).status_code == 200
    client.post(link, NEW)
    assert client.get("/staff/account/").url.startswith("/staff/account/sign-in/")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "Enter a new password"),
        ({"password1": "short"}, "at least 12 characters"),
        ({"password1": "password12345"}, "too common"),
        ({"password1": "four new odd words", "password2": "other"}, "the same password each time"),
    ],
)
def test_what_is_wrong_with_a_password_is_said(ann, mailed, client, answers, message):
    answer = client.post(mailed(), answers)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    assert not User.objects.get(pk=ann.pk).has_usable_password()


def test_the_mail_is_owed_until_it_is_sent_and_the_database_never_holds_the_link(ann, boss, mailed, client):
    client.force_login(boss)
    page = f"/staff/people/{ann.pk}/"
    assert "on its way" in client.get(page).content.decode()
    token = mailed().split("/")[-2]
    row = PasswordLink.objects.values().get()
    assert (row["done_at"] is not None, token in str(row)) == (True, False)
    assert "A link was sent. It works until" in client.get(page).content.decode()
    PasswordLink.objects.update(done_at=None, parked_at=timezone.now())
    assert "could not be sent" in client.get(page).content.decode()
