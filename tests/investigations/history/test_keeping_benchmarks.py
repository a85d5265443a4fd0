"""Leads keep the shares of the market: on pages, with a row for each change that nobody edits."""

import pytest
from django.db import InternalError, transaction

from investigations.history import benchmarks
from investigations.models import Benchmark, BenchmarkChange
from mysteryshopper.staff.models import Role

pytestmark = pytest.mark.django_db
SAID = {
    "measure": "value",
    "percent": "4.5",
    "first_financial_year": "2019",
    "last_financial_year": "2023",
    "source": "GOV.UK",
}
WORDS = "4.5% of contract value, 2019/20 to 2023/24, GOV.UK"


@pytest.fixture
def lead(make_user, signed_in):
    lead = make_user(Role.LEAD, "Lea Lead")
    browser = signed_in(lead)
    browser.who = lead
    return browser


@pytest.fixture
def one(lead):
    lead.post("/staff/history/market/new/", SAID)
    return Benchmark.objects.get()


def changes():
    return list(BenchmarkChange.objects.values_list("words", "by__name"))


def test_a_lead_adds_one_and_the_figures_show_it(lead, one):
    assert (one.in_words, changes()) == (WORDS, [(f"Added: {WORDS}", "Lea Lead")])
    assert "4.5% of contract value, 2019/20 to 2023/24" in lead.get("/staff/dashboard/vcse/").content.decode()


def test_each_change_says_what_it_was_and_the_same_again_says_nothing(lead, one):
    path = f"/staff/history/market/{one.pk}/"
    for percent in ("4.5", "5", "5"):
        seen = Benchmark.objects.get().in_words
        assert lead.post(path, {**SAID, "percent": percent, "seen": seen}).status_code == 302
    new = WORDS.replace("4.5", "5")
    assert changes()[0] == (f"Changed: {new}. Was: {WORDS}", "Lea Lead")
    assert len(changes()) == 2
    assert f"Changed: {new}. Was: {WORDS}" in lead.get("/staff/history/market/").content.decode()


def test_taken_back_it_is_gone_and_its_history_stays(lead, one):
    assert lead.post(f"/staff/history/market/{one.pk}/take-back/", {"seen": one.in_words}).status_code == 302
    assert not Benchmark.objects.exists()
    assert changes()[0] == (f"Taken back: {WORDS}", "Lea Lead")


@pytest.mark.parametrize("where", ["", "take-back/"])
def test_who_saw_it_before_somebody_changed_it_changes_nothing(lead, one, where):
    lead.post(f"/staff/history/market/{one.pk}/", {**SAID, "percent": "6", "seen": one.in_words})
    answer = lead.post(f"/staff/history/market/{one.pk}/{where}", {**SAID, "percent": "7", "seen": one.in_words})
    assert (answer.status_code, Benchmark.objects.get().percent) == (409, 6)
    assert "Somebody has changed this figure" in answer.content.decode()


def test_one_that_is_there_is_not_added_twice(lead, one):
    answer = lead.post("/staff/history/market/new/", SAID)
    assert (answer.status_code, Benchmark.objects.count()) == (409, 1)
    assert "There is a figure of this measure, period and source" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"measure": "x"}, "There is a problem"),
        ({"measure": ""}, "Select whether it is by value or by number"),
        ({"percent": ""}, "Enter the share"),
        ({"percent": "a few"}, "The share must be a number"),
        ({"percent": "101"}, "100"),
        ({"percent": "-1"}, "0"),
        ({"percent": "nan"}, "The share must be a number"),
        ({"percent": "1e400"}, "share"),
        ({"first_financial_year": ""}, "Choose the first financial year"),
        ({"first_financial_year": "2023", "last_financial_year": "2019"}, "must be the same as the first, or later"),
        ({"source": " "}, "Enter where the share was published"),
        ({"source": "x" * 301}, "300"),
        ({"source": "a\0b"}, "There is a problem"),
    ],
)
def test_a_wrong_one_is_a_clear_error(lead, changed, error):
    answer = lead.post("/staff/history/market/new/", {**SAID, **changed})
    assert (answer.status_code, Benchmark.objects.exists()) == (422, False)
    page = answer.content.decode()
    assert "There is a problem" in page
    assert error in page


def test_what_was_changed_is_never_edited(one):
    with pytest.raises(InternalError), transaction.atomic():
        BenchmarkChange.objects.update(words="x")
    with pytest.raises(InternalError), transaction.atomic():
        BenchmarkChange.objects.all().delete()


def test_a_file_leaves_its_history_too(tmp_path):
    path = tmp_path / "b.csv"
    for percent in ("4", "4", "5"):
        path.write_text(f"{','.join(benchmarks.COLUMNS)}\nvalue,{percent},2019,2023,GOV.UK\n")
        benchmarks.load_benchmarks(str(path))
    assert [words.split(":")[0] for words, _ in changes()] == ["Changed", "Added"]


@pytest.mark.parametrize(("role", "sees"), [(Role.LEAD, True), (Role.INVESTIGATOR, False), (Role.OFFICIAL, False)])
def test_only_leads_are_led_there(signed_in, role, sees):
    assert ("/staff/history/market/" in signed_in(role).get("/staff/dashboard/vcse/").content.decode()) == sees
