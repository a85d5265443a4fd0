"""Tags that name nobody, and cases that belong together."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from investigations.access import NotAllowed
from investigations.casework import casework, interests, tagging
from investigations.lifecycle import Conflict
from investigations.models import CaseLink, CaseTag

KIND = CaseLink.Kind


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


@pytest.fixture
def other(make_case, case):
    return make_case()


@pytest.fixture
def browser(signed_in, owner):
    return signed_in(owner)


def address(case, end=""):
    return f"/staff/cases/{case.reference}/{end}"


def notes(case, kind):
    return list(case.events.filter(kind=kind).values_list("note", flat=True))


def names(case):
    return [tag.name for tag in case.tags.all()]


@given(st.text(max_size=50))
def test_one_spelling_for_one_tag(typed):
    name = CaseTag.normalised(typed)
    assert CaseTag.normalised(name) == CaseTag.normalised(f"  {typed}\t") == name


def test_a_tag_is_added_once_suggested_to_others_and_removed(case, other, owner, browser):
    for typed in ("Low  Value", "low value", "framework"):
        assert browser.post(address(case, "tags/"), {"name": typed}).status_code == 302
    assert names(case) == ["framework", "low value"]
    assert tagging.suggested() == ["framework", "low value"]
    assert browser.post(address(case, "tags/remove/"), {"name": "framework"}).url == address(case, "tags/")
    browser.post(address(case, "tags/remove/"), {"name": "not there"})
    assert notes(case, "tagged") == ["Tag added: low value", "Tag added: framework", "Tag removed: framework"]
    assert ">low value</strong>" in browser.get(address(case)).content.decode()


@pytest.mark.parametrize("typed", ["Provider Works", "ada provider", "ask ada@provider.example"])
def test_a_tag_that_names_the_provider_is_refused_and_leaves_a_row_without_it(case, browser, typed):
    refused = browser.post(address(case, "tags/"), {"name": typed})
    assert (refused.status_code, "may give away who complained" in refused.content.decode()) == (422, True)
    assert (names(case), notes(case, "tagged")) == ([], ["A tag was refused: it may give away who complained."])


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "x" * 41, "\ufdfa" * 20])
def test_what_is_no_tag_is_an_error_on_the_page(case, browser, typed):
    assert browser.post(address(case, "tags/"), {"name": typed}).status_code == 422


def test_a_case_has_only_so_many_tags(case, owner):
    for number in range(CaseTag.MOST):
        tagging.tag(case, f"tag {number}", by=owner)
    with pytest.raises(Conflict, match="20 tags at most"):
        tagging.tag(case, "one more", by=owner)


def test_a_link_stands_on_both(case, other, owner, browser):
    typed = {"kind": "duplicate", "other": other.reference.lower()}
    assert browser.post(address(case, "links/"), typed).url == address(case)
    pages = [browser.get(address(one)).content.decode() for one in (case, other)]
    assert [f'href="{address(one)}"' in page for one, page in zip((other, case), pages, strict=True)] == [True, True]
    assert ["Duplicate of" in pages[0], "Has a duplicate" in pages[1]] == [True, True]
    assert notes(case, "linked") == [f"Duplicate of {other.reference}"]
    assert notes(other, "linked") == [f"{case.reference} was linked: duplicate of this case"]
    with pytest.raises(Conflict, match="linked already"):
        tagging.link(casework.claim(other, by=owner), case, KIND.RELATED, by=owner)
    assert browser.post(address(case, "links/remove/"), {"other": other.reference}).status_code == 302
    assert not CaseLink.objects.exists()


@pytest.mark.parametrize("typed", ["", "MS-0000-0000-0", "nothing"])
def test_a_case_that_is_not_there_is_an_error_on_the_page(case, browser, typed):
    assert browser.post(address(case, "links/"), {"kind": "related", "other": typed}).status_code == 422


def test_junk_in_a_button_is_no_error_of_ours(case, browser):
    assert browser.post(address(case, "tags/remove/"), {"name": "a\0b"}).status_code == 302
    assert browser.post(address(case, "links/remove/"), {"other": "MS\0"}).status_code == 404


def test_a_case_is_not_linked_with_itself(case, owner, browser):
    assert browser.post(address(case, "links/"), {"kind": "related", "other": case.reference}).status_code == 422
    with pytest.raises(Conflict):
        tagging.link(case, case, KIND.RELATED, by=owner)
    with pytest.raises(IntegrityError, match="caselink_of_two"), transaction.atomic():
        CaseLink.objects.create(case=case, other=case, kind="related", by=owner, at=timezone.now())


def test_nothing_is_linked_with_a_case_that_is_closed_to_them(case, other, owner):
    interests.declare(other, by=owner, reason="x")
    with pytest.raises(NotAllowed):
        tagging.link(case, other, KIND.RELATED, by=owner)


def test_others_neither_tag_nor_link(case, other, make_user):
    stranger = make_user(name="Sam Stranger")
    for verb in (
        lambda: tagging.tag(case, "x", by=stranger),
        lambda: tagging.untag(case, "x", by=stranger),
        lambda: tagging.link(case, other, KIND.RELATED, by=stranger),
        lambda: tagging.unlink(case, other, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            verb()


@pytest.mark.django_db(transaction=True)
def test_two_who_link_from_both_sides_make_one_link(case, other, owner, at_once):
    casework.claim(other, by=owner)

    def try_to(one, two):
        try:
            tagging.link(one, two, KIND.RELATED, by=owner)
        except Conflict:
            return "told"
        return "linked"

    assert sorted(at_once(lambda: try_to(case, other), lambda: try_to(other, case))) == ["linked", "told"]
    assert CaseLink.objects.count() == 1


def test_the_case_page_asks_the_same_however_many_tags_and_links(case, make_case, owner, browser):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(case))
        return len(asked)

    queries()
    before = queries()
    for number in range(3):
        tagging.tag(case, f"tag {number}", by=owner)
        tagging.link(case, make_case(), KIND.RELATED, by=owner)
    assert queries() == before
