"""Learning packs name nobody, and are not told of a few."""

import io
import re
from collections import Counter

import pikepdf
import pypdfium2
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import SubIssue, Subject
from investigations.models import RegisterEntry, ThemeCount
from investigations.register import learning
from investigations.register.guidance import RULES
from investigations.register.naming_nobody import anonymous

ADDRESS = "/register/learning/payment.payment/"
KEPT = ["subject", "sub_issue", "outcome", "is_demonstration"]
NAMES = ["Camden Council", "London Borough of Camden", "Camden"]


@pytest.fixture
def publish_theme(publish_entry, make_authority):
    """Cases about payment, each of another authority."""

    def publish(cases=5, **changes):
        for number in range(cases):
            name = f"Body{'abcdefghij'[number]} Council"
            authority = changes.get("authority") or make_authority(name, code=f"E-{name}-{cases}")
            told = {"case_issue": f"{authority.name} paid an invoice late.", "case_outcome": "It pays in time now."}
            publish_entry(**{"subject": "payment", "sub_issue": "payment", **told, **changes, "authority": authority})

    return publish


def test_a_theme_is_told_with_its_rules_and_without_names(publish_theme, client, db):
    publish_theme()
    assert f'href="{ADDRESS}"' in client.get("/register/learning/").content.decode()
    page = client.get(ADDRESS).content.decode()
    assert "The authority paid an invoice late." in page
    assert "https://www.legislation.gov.uk/ukpga/2023/54/section/68" in page
    assert "The authority changed its process, or accepted a recommendation to: 5" in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"Body[a-e]|/register/\w{4}-\w{4}/", main)


@pytest.mark.parametrize(
    ("cases", "changes", "is_told"),
    [(4, {}, False), (5, {}, True), (5, {"outcome": "not_upheld"}, False), (5, {"sub_issue": "Odd"}, False)],
)
def test_a_few_are_not_told(publish_theme, client, cases, changes, is_told):
    publish_theme(cases, **changes)
    assert client.get(ADDRESS).status_code == client.get(f"{ADDRESS[:-1]}.pdf").status_code
    assert (client.get(ADDRESS).status_code == 200) == is_told


def test_a_pack_counts_what_the_register_has(publish_theme, publish_entry, client):
    publish_theme(5)
    sound = publish_entry(
        subject="payment", sub_issue="payment", outcome="not_upheld", case_issue="Nothing was wrong.", case_outcome="-"
    )
    page = client.get(ADDRESS).content.decode()
    assert "All 6 cases of this kind" in page and "Practice was sound: 1" in page
    listed = client.get("/register/?subject=payment&sub_issue=payment").content.decode()
    assert listed.count('<th scope="row"') == 6 and sound.public_id in listed
    assert "Nothing was wrong." not in page  # there is nothing to learn from it
    assert "Payment</span></a>: 6 cases, with the rules" in client.get("/register/learning/").content.decode()


def test_subjects_have_headings_and_a_pack_without_anything_says_so(publish_theme, client):
    publish_theme(5, subject="bureaucracy", sub_issue="award", case_issue="Leeds and York.", case_outcome="No.")
    assert '<h2 class="govuk-heading-m">Bureaucracy' in client.get("/register/learning/").content.decode()
    assert "no more to learn" in client.get("/register/learning/bureaucracy.award/").content.decode()


def test_many_of_one_authority_are_not_told(publish_theme, make_authority, client):
    publish_theme(8, authority=make_authority("One", code="E-ONE"))
    assert client.get(ADDRESS).status_code == 404


def test_withdrawn_and_made_up_ones_do_not_count(publish_theme, client, settings):
    settings.DEMONSTRATION = False
    publish_theme(5, is_demonstration=True)
    assert client.get(ADDRESS).status_code == 404
    settings.DEMONSTRATION = True
    assert "5 of these 5 cases are demonstration cases: made up." in client.get(ADDRESS).content.decode()
    answer = client.get(f"{ADDRESS[:-1]}.pdf")
    assert "made up" in pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()


def test_as_pdf_it_says_the_same_and_words_are_no_typesetting(publish_theme, client, settings):
    publish_theme(case_issue="It paid #late, *never* $1$ in time @all.")
    answer = client.get(f"{ADDRESS[:-1]}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    text = " ".join(text.split())
    assert "It paid #late, *never* $1$ in time @all." in text
    assert "All 5 cases" in text and "Open Government Licence v3.0" in text
    assert f"{timezone.localdate():%-d %B %Y}" in text and f"{settings.BASE_URL}/register/" in text
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en-GB"
    assert client.get(f"{ADDRESS[:-1]}.pdf", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_cost_does_not_grow(publish_theme, client, django_assert_num_queries):
    for more in (5, 6, 9):
        publish_theme(more)
        for address, queries in (("/register/learning/", 1), (ADDRESS, 3)):
            with django_assert_num_queries(queries):
                client.get(address)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Camden Council paid late.", "The authority paid late."),
        ("The London Borough of Camden paid late. It was sorry.", "The authority paid late. It was sorry."),
        ("A supplier to camden was not paid.", "A supplier to the authority was not paid."),
        ("The PQQ asked for too much.", "The PQQ asked for too much."),
        ("Camdens council paid late.", "Camdens council paid late."),
        ("A supplier in Leeds was not paid.", ""),
        ("It owed £5,000.", ""),
        ("Paid by the framework of Crown Works.", ""),
        ("It wrote to “Ada Works” about it.", ""),
    ],
)
def test_words_without_names(text, told):
    assert anonymous(text, NAMES) == told


@given(st.text(), st.sampled_from(NAMES), st.text())
def test_no_name_of_the_authority_comes_through(before, name, after):
    assert "camden" not in re.split(r"[\W\d_]+", anonymous(f"{before} {name} {after}", NAMES).casefold())


@pytest.mark.parametrize("slug", ["payment.elephants", "elephants.payment", "__.__"])
def test_a_theme_that_is_not_there(db, client, slug):
    assert client.get(f"/register/learning/{slug}/").status_code == 404


def test_rules_are_of_listed_themes_and_on_legislation_gov_uk():
    assert set(RULES) <= {*Subject.values, *SubIssue.values}
    for rule in (rule for rules in RULES.values() for rule in rules):
        number = rule.name.rsplit(" ", 1)[1]
        assert rule.url.startswith("https://www.legislation.gov.uk/") and rule.url.endswith(f"/{number}")
    assert learning.FEWEST_CASES >= 5


# Published, put right, taken out, put back; of a theme, of none.
_themes = st.sampled_from([("payment", "payment"), ("payment", "award"), ("technology", "e_portal"), ("", "Odd")])
_outcomes = st.sampled_from(["paid", "not_upheld", "changed_live"])
_changes = st.one_of(
    st.builds(lambda theme: {"subject": theme[0], "sub_issue": theme[1]}, _themes),
    st.builds(lambda outcome: {"outcome": outcome}, _outcomes),
    st.just({"withdrawn_at": timezone.now(), "withdrawn_reason": "Why"}),
    st.just({"withdrawn_at": None, "withdrawn_reason": ""}),
    st.just({"updated_at": timezone.now()}),
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(_themes, _outcomes, st.booleans(), _changes), min_size=1, max_size=6))
def test_the_counts_equal_a_recount_at_every_moment(publish_entry, steps):
    with transaction.atomic():
        for place, ((subject, sub_issue), outcome, is_made_up, changes) in enumerate(steps):
            publish_entry(subject=subject, sub_issue=sub_issue, outcome=outcome, is_demonstration=is_made_up)
            RegisterEntry.objects.filter(pk__in=RegisterEntry.objects.values("pk")[: place + 1]).update(**changes)
            kept = {tuple(key): n for *key, n in ThemeCount.objects.values_list(*KEPT, "entries")}
            there = RegisterEntry.objects.filter(withdrawn_at=None, sub_issue__in=SubIssue.values)
            assert kept == Counter(tuple(getattr(entry, name) for name in KEPT) for entry in there)
        transaction.set_rollback(True)
