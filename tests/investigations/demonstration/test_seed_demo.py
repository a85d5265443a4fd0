"""The demonstration: labelled, as the real service's numbers were, the same again with the same seed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from complaints.models import Complaint, ProviderKind, Released, Sector
from investigations.demonstration.accounts import add_accounts
from investigations.demonstration.corresponding import add_letters
from investigations.demonstration.history import add_history
from investigations.demonstration.recommended import add_recommended_cases
from investigations.lifecycle import State
from investigations.models import (
    CHANGED,
    NOT_INVESTIGATED,
    AuthorityNews,
    Case,
    Contact,
    Edition,
    Letter,
    LetterMail,
    Officer,
    Outcome,
    Recommendation,
    Tally,
)  # fmt: skip
from mysteryshopper.staff.models import Role, User

DATA = Path(__file__).parents[3] / "investigations" / "data"
PASSWORD = "three odd words 1"
# Received, as the Parliamentary question and the progress reports say: see domain notes.
PUBLISHED = {
    2010: 15, 2011: 186, 2012: 186, 2013: 233, 2014: 220, 2015: 191, 2016: 160, 2017: 161, 2018: 263,
    2020: 117, 2021: 94, 2022: 91, 2023: 119,
}  # fmt: skip
# All that a reader sees of a case: not its reference, which is random.
SEEN = [
    "authority__name", "authority_given", "authority_sector", "provider_kind", "provider_size", "subject", "sub_issue",
    "received_on", "closed_on", "outcome",
]  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION, settings.DEMONSTRATION_PASSWORD = True, PASSWORD


def seeded(**options) -> list[tuple]:
    """What a fresh history holds; it is taken out again."""
    with transaction.atomic():
        add_history(**options)
        cases = list(Case.objects.order_by("pk").values_list(*SEEN))
        transaction.set_rollback(True)
    return cases


@pytest.fixture
def whole_history():
    call_command("import_cases", str(DATA / "published_cases.csv"))
    add_history(seed=2011)
    return Case.objects.filter(is_demonstration=True)


def test_each_year_has_its_published_number_the_real_cases_among_them(whole_history):
    received = Counter(Case.objects.values_list("financial_year", flat=True))
    assert received == PUBLISHED | {2019: 1}  # of 2019/20 only one real case is known
    assert (Case.objects.count(), whole_history.count()) == (2037, 2015)


def test_process_changed_in_about_seventy_per_cent_of_reported_cases(whole_history):
    """Within 3 points: three standard deviations of 2,000 draws."""
    assert 0.67 <= whole_history.filter(outcome__in=CHANGED).count() / whole_history.count() <= 0.73
    assert whole_history.filter(outcome__in=NOT_INVESTIGATED).exists()
    assert not whole_history.filter(outcome=Outcome.UNCODED).exists()


def test_use_by_the_voluntary_sector_is_scant(whole_history):
    share = whole_history.exclude(provider_kind=ProviderKind.COMPANY).count() / whole_history.count()
    assert 0.02 <= share <= 0.06


def test_most_cases_are_about_the_wider_public_sector(whole_history):
    central = whole_history.filter(authority_sector=Sector.CENTRAL_GOVERNMENT).count()
    assert 0.65 <= 1 - central / whole_history.count() <= 0.75


def test_the_same_seed_gives_the_same_cases(make_authority):
    make_authority("One Council")
    make_authority("Another Council")
    first = seeded(seed=7, cases=200)
    assert seeded(seed=7, cases=200) == first
    assert seeded(seed=8, cases=200) != first


def test_everything_is_labelled():
    call_command("seed_demo")
    assert (
        Case.objects.filter(is_demonstration=False).count()
        == Complaint.objects.exclude(is_demonstration=True).count()
        == 0
    )
    assert set(Tally.objects.values_list("is_demonstration", flat=True)) == {True}
    assert all(user.name.startswith("Demonstration ") for user in User.objects.all())
    edition = Client().get(f"/statistics/{Edition.objects.get().ends_on}/").content.decode()
    assert "Cases in this edition are made up." in edition


def everything():
    sums = list(Released.objects.values_list("financial_year", "is_demonstration", "pence", "invoices"))
    return Case.objects.count(), User.objects.count(), Edition.objects.count(), sums


def test_a_second_run_adds_nothing(capsys):
    call_command("seed_demo")
    before = everything()
    capsys.readouterr()
    call_command("seed_demo")
    assert capsys.readouterr().out == "0 demonstration cases added.\n"
    assert everything() == before
    assert Released.objects.filter(pence__gt=0).count() > 10


def test_an_account_for_each_role_that_can_sign_in():
    call_command("seed_demo", cases=0)
    assert Case.objects.count() == 0
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    assert all(Client().login(email=user.email, password=PASSWORD) for user in User.objects.all())


def test_about_as_many_cases_as_asked():
    call_command("seed_demo", cases=1000)
    assert 990 <= Case.objects.count() <= 1010
    assert Case.objects.open().count() == 0


def test_open_cases_for_the_queue():
    call_command("seed_demo")
    assert Case.objects.open().count() == 7
    assert Case.objects.open().live(timezone.now()).count() == 1


def test_recommendations_in_every_state_followed_up_both_ways_and_a_payment_released():
    add_accounts(PASSWORD)
    for added in (7, 0):
        assert add_recommended_cases(now=timezone.now()) == added
    assert set(Recommendation.objects.values_list("state", flat=True)) == set(State) - {State.ACCEPTED}
    assert set(Case.objects.values_list("followed_up_as", flat=True)) == {"", "verified", "not_done"}
    assert list(Released.objects.values_list("is_demonstration", "pence", "invoices")) == [(True, 310000, 1)]


@pytest.mark.parametrize(("smtp", "codes"), [("", 2), ("mail.example", 0)])
def test_letters_one_waiting_one_answered_one_that_gets_a_request_for_more_time(make_authority, settings, smtp, codes):
    settings.SMTP_HOST = smtp
    for number, sector in enumerate((Sector.LOCAL_GOVERNMENT, Sector.HEALTH, Sector.EDUCATION)):
        make_authority(f"Body {number}", sector=sector)
    add_accounts(PASSWORD)
    for added in (3, 0):
        assert add_letters(now=timezone.now()) == added
    came_to = [(one.case.status, bool(one.released_at), bool(one.sent_at)) for one in Letter.objects.order_by("pk")]
    assert came_to == [("asked", True, True), ("asked", True, True), ("disclosure", False, False)]
    assert Letter.objects.filter(release_asked_by__isnull=False, released_at=None).count() == 1
    assert set(AuthorityNews.objects.values_list("kind", flat=True)) == {"answer", "more_time"}
    # Nothing is owed to an address that a mail server refuses.
    assert LetterMail.objects.filter(done_at=None).count() == 0
    assert Officer.objects.filter(done_at=None).count() == codes
    assert {email.partition("@")[2] for email in Contact.objects.values_list("email", flat=True)} == {
        "demonstration.invalid"
    }


@pytest.mark.parametrize("missing", [{"DEMONSTRATION": False}, {"DEMONSTRATION_PASSWORD": ""}])
def test_refused_outside_a_demonstration(settings, missing):
    for name, value in missing.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError, match="This is not a demonstration"):
        call_command("seed_demo")
    assert (Case.objects.count(), User.objects.count()) == (0, 0)


def test_fewer_than_none_is_refused():
    with pytest.raises(CommandError, match="--cases must be 0 or more"):
        call_command("seed_demo", cases=-1)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_fill_the_years_once():
    def run(_):
        try:
            return add_history(seed=1, cases=300)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(run, range(2)))
    assert sorted(added) == [0, Case.objects.count()]
