"""The list of the register: what narrows it, pages by key, and a cost that does not grow."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from complaints.models import Sector
from investigations.models import Case, CaseEvent, Issue, Recommendation, RegisterEntry
from investigations.register import paging

DAY = date(2026, 6, 16)


@pytest.fixture
def listed(client):
    """The numbers of the entries on a page of the list, in its order."""

    def read(query=""):
        page = client.get(f"/register/{query}").content.decode()
        found = {entry.public_id for entry in RegisterEntry.objects.all()}
        places = {page.find(f'href="/register/{number}/"'): number for number in found}
        return [number for place, number in sorted(places.items()) if place > 0]

    return read


def test_the_newest_first(publish_entry, listed):
    old, new = publish_entry(DAY - timedelta(days=1)), publish_entry(DAY)
    assert listed() == [new.public_id, old.public_id]


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?q=supplier", True),
        ("?q=elephants", False),
        ("?q=Camden", True),
        ("?authority=camden+council", True),
        ("?authority=Leeds", False),
        ("?sector=local_government", True),
        ("?sector=health", False),
        ("?subject=procurement_process&sub_issue=feedback&outcome=changed_future&year=2026", True),
        ("?subject=payment", False),
        ("?sub_issue=another", False),
        ("?outcome=paid", False),
        ("?year=2025", False),
        ("?q=&authority=&sector=&subject=&sub_issue=&outcome=&year=", True),
    ],
)
def test_what_narrows_it(publish_entry, listed, query, is_there):
    entry = publish_entry()
    assert listed(query) == ([entry.public_id] if is_there else [])


def test_an_entry_is_found_by_its_number(publish_entry, listed):
    entry, _ = publish_entry(), publish_entry()
    number = entry.public_id
    typed = [number.lower(), number.replace("-", ""), number.replace("-", " "), number.replace("0", "o")]
    assert [listed(f"?q={each}") for each in typed] == [[number]] * len(typed)


def test_an_address_with_the_number_as_somebody_types_it_leads_to_the_entry(publish_entry, client):
    number = publish_entry(public_id="6ZC9-R1FN").public_id
    for typed in ("6zc9-r1fn", "6ZC9R1FN", "6zc9 r1fn"):
        assert client.get(f"/register/{typed}/")["Location"] == f"/register/{number}/"
    assert [client.get(f"/register/{other}/").status_code for other in ("6zc9r1f0", "elephant")] == [404, 404]
    assert client.get("/register/learning/").status_code == 200


def test_only_years_with_an_entry_are_offered_and_another_is_no_error(publish_entry, client):
    publish_entry(date(2024, 6, 16))
    publish_entry(date(2021, 6, 16))
    offered = re.findall(r'<option value="(20\d\d)"', client.get("/register/").content.decode())
    assert offered == ["2024", "2021"]
    answer = client.get("/register/?year=2025")
    assert (answer.status_code, "No entry is like that." in answer.content.decode()) == (200, True)


def test_it_says_how_many_there_are_and_leads_back_and_to_the_end(publish_entry, listed, client):
    made = [publish_entry(DAY - timedelta(days=number)).public_id for number in range(60)]
    first = client.get("/register/").content.decode()
    assert "60 entries, newest first: 1 to 25" in first and 'href="?before=end"' in first and "Previous" not in first
    middle = client.get(f"/register/?after={made[24]}").content.decode()
    assert "60 entries, newest first: 26 to 50" in middle and f'href="?before={made[25]}"' in middle
    assert listed(f"?before={made[25]}") == listed(f"?before={made[3]}") == made[:25]
    assert listed("?before=end") == made[35:] and listed(f"?before={made[35]}") == made[10:35]
    assert "Next" not in client.get("/register/?before=end").content.decode()
    assert "1 entry like this" in client.get(f"/register/?q={made[0]}").content.decode()
    assert client.get("/api/v1/cases?limit=1").json()["total"] == 60


def test_many_are_counted_no_further(publish_entry, listed, client, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 40)
    made = [publish_entry(DAY - timedelta(days=number)).public_id for number in range(68)]
    assert "More than 40 entries, newest first: 1 to 25" in client.get("/register/").content.decode()
    last = client.get(f"/register/?after={made[49]}").content.decode()
    assert "More than 40 entries, newest first</caption>" in last
    assert "Next" not in last and listed(f"?before={made[50]}") == made[25:50]
    assert client.get("/api/v1/cases?limit=1").json()["total"] is None


def test_an_authority_that_only_history_names(publish_entry, listed):
    entry = publish_entry(authority=None, authority_given="Ministry of Silly Walks", sub_issue="Odd")
    assert listed("?authority=silly") == listed("?sub_issue=another") == [entry.public_id]


def test_pages_are_followed_to_the_end_whatever_changes_meanwhile(publish_entry, listed, client):
    made = [publish_entry(DAY - timedelta(days=number // 3)) for number in range(60)]
    first = listed()
    RegisterEntry.objects.filter(public_id=first[-1]).update(withdrawn_at=timezone.now(), withdrawn_reason="Why")
    publish_entry(DAY + timedelta(days=1))
    second = listed(f"?after={first[-1]}")
    third = listed(f"?after={second[-1]}")
    assert (len(first), len(second), len(third)) == (25, 25, 10)
    assert set(first + second + third) == {entry.public_id for entry in made}
    assert f'rel="next" href="?after={first[-1]}"' not in client.get("/register/").content.decode()  # it moved on
    assert client.get("/register/?subject=payment&after=0000-0000").status_code == 404


def test_withdrawn_and_made_up_ones_are_not_listed(publish_entry, listed, settings):
    settings.DEMONSTRATION = False
    made_up = publish_entry(is_demonstration=True)
    publish_entry(withdrawn_at=timezone.now(), withdrawn_reason="Why")
    assert listed() == []
    settings.DEMONSTRATION = True
    assert listed() == [made_up.public_id]


def test_the_cost_does_not_grow(publish_entry, client, django_assert_num_queries, make_authority):
    publish_entry()
    for more in (0, 2, 20):
        for number in range(more):
            publish_entry(authority=make_authority(f"Body {more} {number}", Sector.HEALTH))
        with django_assert_num_queries(3):
            client.get("/register/")
        entry = publish_entry()
        with django_assert_num_queries(3):
            client.get(f"/register/{entry.public_id}/")


@pytest.mark.parametrize("name", ["q", "authority", "sector", "subject", "sub_issue", "outcome", "year", "after"])
@pytest.mark.parametrize(
    "value",
    ["\x00", "%00", "' OR 1=1 --", "<script>", "\u202e", "9" * 400, "-1", "٣", '"', "a OR", "((((&|!", "\ud83d\ude00"],
)
def test_any_address_has_an_answer(publish_entry, client, name, value):
    publish_entry()
    answer = client.get("/register/", {name: value.encode("utf-16", "surrogatepass").decode("utf-16")})
    assert answer.status_code in {200, 404, 422}
    assert "<script>" not in answer.content.decode().replace('<script type="module"', "").replace("<script defer", "")


def test_a_wrong_filter_is_said(client, publish_entry):
    publish_entry()
    answer = client.get("/register/?outcome=junk")
    page = unescape(answer.content.decode())
    assert (answer.status_code, "How it ended: choose one from the list" in page) == (422, True)


def test_an_imported_entry_says_where_it_is_from(publish_entry, client):
    entry = publish_entry(is_imported=True, source="PPRS publications", outcome="uncoded", listed_precision="year")
    page = client.get(f"/register/{entry.public_id}/").content.decode()
    assert [words in page for words in ("PPRS publications", "Imported", "Not coded", "16 June")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_robots_and_sitemap(publish_entry, client, settings):
    entry = publish_entry()
    publish_entry(date(2024, 1, 1))
    index = client.get("/sitemap.xml").content.decode()
    assert [f"/sitemap-{year}.xml<" in index for year in (2023, 2024, 2025, 2026)] == [False, True, True, True]
    assert (
        f"<loc>{settings.BASE_URL}/register/{entry.public_id}/</loc>"
        in client.get("/sitemap-2026.xml").content.decode()
    )
    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.fixture
def followed_up(publish_entry):
    """An entry with a recommendation that was accepted, and one that is not sent; the change was made."""
    entry = publish_entry()
    issue = Issue.objects.create(case=entry.case, subject="payment", sub_issue="payment")
    for number, state in ((1, "accepted"), (2, "proposed")):
        Recommendation.objects.create(
            case=entry.case, issue=issue, number=number, state=state, kind="recommendation", text="canary-text"
        )
    Case.objects.filter(pk=entry.case_id).update(followed_up_as="verified")
    publish_entry()
    return entry


def test_what_became_of_it_is_shown_without_the_words(followed_up, client, listed):
    page = client.get(f"/register/{followed_up.public_id}/").content.decode()
    assert [words in page for words in ("Recommendation 1", "Accepted", "The change was made")] == [True] * 3
    assert [words in page for words in ("Recommendation 2", "canary")] == [False] * 2
    for query in ("?recommendation=accepted", "?followed_up=verified"):
        assert listed(query) == [followed_up.public_id]
    assert listed("?recommendation=rejected") == listed("?followed_up=not_done") == []
    assert followed_up.public_id not in listed("?followed_up=not_yet")
    told = client.get(f"/api/v1/cases/{followed_up.public_id}").json()
    assert told["recommendations"] == [{"code": "accepted", "label": "Accepted"}]
    assert told["follow_up"]["code"] == "verified"
    assert len(client.get("/api/v1/cases?recommendation=accepted&followed_up=verified").json()["cases"]) == 1


def test_what_became_of_it_since_makes_what_was_fetched_out_of_date(followed_up, make_user):
    before, now = followed_up.updated_at, timezone.now()
    CaseEvent.objects.create(case=followed_up.case, kind="noted", by=make_user(), note="", at=now)
    followed_up.refresh_from_db()
    assert followed_up.updated_at == before
    CaseEvent.objects.create(case=followed_up.case, kind="followed_up", by=make_user(), note="", at=now)
    followed_up.refresh_from_db()
    assert followed_up.updated_at == now
