"""Search: what it finds, what it must not look into, and that nothing typed breaks it."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import AuthorityName, Notice, SubIssue, Subject
from complaints.reference import new_reference
from investigations.casework import casework, noting
from investigations.models import Case, Outcome
from investigations.queue import filters, searching
from mysteryshopper.staff.models import Role

ISSUE = "A supplier raised concerns about evaluating pre-qualification questionnaires for a framework."
WHOLE = "MS-7K3P-9QXD-K"
OUTCOME = "The authority published its criteria and extended the deadline."


@pytest.fixture
def ann(make_user):
    return make_user()


@pytest.fixture
def find(ann):
    """References of what a text finds, for an investigator or for somebody else."""

    def search(typed, user=None):
        asked = filters.asked(QueryDict(mutable=True), user or ann)
        asked.data = QueryDict(mutable=True)
        asked.data["q"] = typed
        return {case.reference for case in asked.found}

    return search


@pytest.fixture
def published(make_authority):
    """Imported history of Leeds; an unmatched authority's; and one that nothing here should find."""
    leeds = make_authority("Leeds City Council")
    for name in ("Leeds City Council", "LCC"):
        AuthorityName.objects.create(
            authority=leeds, name=name, compared=name.lower(), is_official=name == "Leeds City Council"
        )

    def case(**fields):
        day = date(2020, 6, 1)
        return Case.objects.create(
            reference=new_reference(), status="closed", outcome=Outcome.PAID, received_on=day, status_on=day,
            closed_on=day, import_key=uuid4().hex, **fields,
        ).reference  # fmt: skip

    return {
        "leeds": case(authority=leeds, case_issue=ISSUE, case_outcome=OUTCOME, subject=Subject.BUREAUCRACY),
        "works": case(authority_given="Old Board of Works", sub_issue="Late variation"),
        "other": case(subject=Subject.PAYMENT),
    }


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("evaluation", {"leeds"}),
        ("EVALUATED questionnaire", {"leeds"}),
        ('"pre-qualification questionnaires"', {"leeds"}),
        ('"questionnaires pre-qualification"', set()),
        ("deadline", {"leeds"}),
        ("bureaucracy", {"leeds"}),
        ("leeds", {"leeds"}),
        ("Leeds Cuoncil", {"leeds"}),
        ("Counsil", {"leeds"}),
        ("Leads", {"leeds"}),
        ("Leds City Council", {"leeds"}),
        ("Lds", set()),
        ("lcc", {"leeds"}),
        ('"Leeds City"', {"leeds"}),
        ("leeds evaluation", {"leeds"}),
        ("leeds variation", set()),
        ("the council of leeds", {"leeds"}),
        ("board of works", {"works"}),
        ("variation", {"works"}),
        ("deadline OR variation", {"leeds", "works"}),
        ("payment -leeds", {"other"}),
        ("payment or leeds -deadline", {"other"}),
        ("-leeds", {"works", "other"}),
        ("-the -leeds", {"works", "other"}),
        ("nothing like it", set()),
        ("", {"leeds", "works", "other"}),
        ('!!! --- "" & | ( :*', set()),
        ("OR", set()),
    ],
)
def test_words_find_cases(find, published, typed, names):
    assert find(typed) == {published[name] for name in names}


@pytest.mark.parametrize("label", [*Subject, *SubIssue])
def test_every_subject_and_sub_issue_is_found_by_its_label(find, make_case, label):
    found, other = make_case(), make_case()
    field, others = ("subject", Subject) if isinstance(label, Subject) else ("sub_issue", SubIssue)
    elsewhere = next(one for one in others if not set(one.label.lower().split()) & set(label.label.lower().split()))
    Case.objects.filter(pk=other.pk).update(subject="", sub_issue="")
    Case.objects.filter(pk=other.pk).update(**{field: elsewhere})
    Case.objects.filter(pk=found.pk).update(subject="", sub_issue="")
    Case.objects.filter(pk=found.pk).update(**{field: label})
    assert find(str(label.label)) == {found.reference}


def test_a_reference_is_found_whole_and_in_part_however_it_is_written(find, make_case):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(reference=WHOLE)
    make_case()
    ways = [
        WHOLE,
        WHOLE.lower(),
        WHOLE.replace("-", " "),
        "7K3P-9QXD",
        "7k3p",
        "ms-7k",
        "3P-9Q",
        "3P9Q",
        "3p9qxd",
        "MS7K3P",
    ]
    assert {typed: find(typed) for typed in ways} == dict.fromkeys(ways, {WHOLE})
    assert find("ms-") == find("7K-") == set()


def test_a_word_is_not_taken_for_part_of_a_reference(find, make_case):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(reference="MS-TEAM-9QXD-T")
    assert (find("team"), find("TEAM-9")) == (set(), {"MS-TEAM-9QXD-T"})


def test_notices_are_searched_for_those_who_may_read_the_complaint(find, make_case, make_user):
    notice = Notice.objects.create(
        ocid="o", buyer_name="Zoological Trust", title="Feeding of penguins", released_at=timezone.now()
    )
    free, his = make_case(notice=notice), make_case(notice=notice)
    bob = make_user(name="Bob")
    casework.claim(his, by=bob)
    for typed in ("penguin", "zoological trusts"):
        assert find(typed) == {free.reference}
        assert find(typed, bob) == find(typed, make_user(Role.LEAD)) == {free.reference, his.reference}
        assert find(typed, make_user(Role.OFFICIAL)) == set()


def test_nothing_that_a_provider_wrote_is_found(find, make_case, make_user):
    typed = dict.fromkeys(("own_words", "procurement_title", "procurement_reference", "name", "organisation"), "canary")
    case = make_case(**typed, authority=None, authority_given="canary")
    noting.note(casework.claim(case, by=(ann := make_user())), by=ann, text="canary")
    assert find("canary", ann) == set()


def test_words_too_many_or_too_long_are_a_named_error(signed_in):
    client = signed_in()
    for typed, says in (
        ("a " * 13, "Search for 12 words or fewer"),
        ("x" * 10_000, "Search must be 200 characters or fewer"),
        ("a\0b", "Search must not contain characters we can’t read"),
    ):
        answer = client.get("/staff/cases/", {"q": typed})
        assert (answer.status_code, says in answer.content.decode()) == (400, True), typed[:20]


def test_a_case_with_a_very_long_text_can_be_kept_and_found(find, published):
    many = " ".join(f"word{number}" for number in range(200_000))
    Case.objects.filter(reference=published["leeds"]).update(case_issue=many, case_outcome=many)
    assert find("word77") == {published["leeds"]}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(
        alphabet=st.one_of(st.sampled_from("\"'-&|!:*()<>\\%_ orOR7KMS"), st.characters(exclude_categories=["Cs"])),
        max_size=80,
    )
)
def test_nothing_typed_breaks_it(signed_in_once, typed):
    assert signed_in_once.get("/staff/cases/", {"q": typed}).status_code in {200, 400}


@pytest.fixture
def signed_in_once(signed_in, published):
    return signed_in()


@pytest.mark.parametrize(("typed", "queries"), [("camden", 9), ("camden OR -the 7K3P notice a b c d", 6)])
@pytest.mark.parametrize("cases", [1, 3])
def test_as_many_questions_with_1_and_3_cases(signed_in, make_case, typed, queries, cases, django_assert_num_queries):
    for _ in range(cases):
        make_case()
    client = signed_in()
    # Session, user, first year, owners, names, count, rows; for one alternative whether the whole is a name.
    with django_assert_num_queries(queries):
        client.get("/staff/cases/", {"q": typed})


def test_alternatives_are_read_as_search_engines_do():
    term = searching.Term
    assert searching.read('a -"b c" OR d -e "open') == [
        [term("a", False), term("b c", True)],
        [term("d", False), term("e", True), term("open", False)],
    ]


@pytest.mark.parametrize("who", [Role.INVESTIGATOR, Role.OFFICIAL])
def test_the_help_says_what_is_searched(signed_in, who):
    page = signed_in(who).get("/staff/queue/search-help/").content.decode()
    assert ("notice" in page, "What a provider wrote" in page) == (who == Role.INVESTIGATOR, True)
