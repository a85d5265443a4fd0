"""The whole way from the start page to the confirmation, and back."""

import re

import pytest
from django.utils import timezone

from complaints.filing.questions import PLAIN_GROUNDS, codes_of
from complaints.models import (
    Authority,
    Bidders,
    Complaint,
    Draft,
    HeardFrom,
    ProviderKind,
    ProviderSector,
    ProviderSize,
    Stage,
    SubIssue,
    Subject,
)
from complaints.tokens import is_tracking_secret

SECRET = re.compile(r"(?:[A-Z2-7]{4}-){6}[A-Z2-7]{4}")


def text(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_each_page_leads_to_the_next(browser, answers):
    assert 'href="/complain/"' in browser.get("/").content.decode()
    place = browser.post("/complain/").url
    visited = []
    while place != "/complain/check/":
        visited.append(place.split("/")[2])
        assert browser.get(place).status_code == 200
        place = browser.post(place, answers[visited[-1]]).url
    assert visited == list(answers)


def test_check_answers_shows_all_in_words(fill):
    page = text(fill().get("/complain/check/"))
    day = timezone.localdate() - timezone.timedelta(days=30)
    for words in (
        "Camden Council", "Grounds maintenance", "012345-2026", "During the tender, up to the award",
        f"{day.day} {day:%B %Y}", "We asked twice.", "Feedback was missing or poor",
        "They never told us why we lost.", "Registered charity", "Fewer than 10 people",
        "Ada Provider", "Provider Works", "ada@provider.example", "020 7946 0000",
    ):  # fmt: skip
        assert words in page
    assert "(optional)" not in page


def test_what_was_answered_is_what_is_filed(filed, answers):
    complaint, ground = Complaint.objects.get(), Complaint.objects.get().grounds.get()
    assert complaint.authority == Authority.objects.get()
    assert (complaint.authority_given, complaint.procurement_title) == ("", "Grounds maintenance")
    assert (complaint.stage, complaint.provider_kind, complaint.provider_size) == ("tender", "charity", "micro")
    assert complaint.happened_on == timezone.localdate() - timezone.timedelta(days=30)
    assert (ground.subject, ground.sub_issue) == ("procurement_process", "feedback")
    told = answers["contact"] | answers["name"]
    assert {name: getattr(complaint.identity, name) for name in told} == told
    assert (complaint.tried, complaint.wanted) == ("We asked twice.", "Better feedback.")


def test_an_authority_that_is_not_listed_and_no_optional_answer(fill, answers):
    answers["authority"] = {"authority": "other", "authority_given": "Town of Oz"}
    browser = fill(procurement_reference="", phone="")
    assert "Town of Oz" in text(browser.get("/complain/check/"))
    browser.post("/complain/check/")
    complaint = Complaint.objects.get()
    assert (complaint.authority, complaint.authority_given, complaint.notice) == (None, "Town of Oz", None)
    assert (complaint.procurement_reference, complaint.identity.phone) == ("", "")


def test_a_name_typed_before_an_authority_was_chosen_is_dropped(fill, answers):
    answers["authority"]["authority_given"] = "Town of Oz"
    assert "Town of Oz" not in text(fill().get("/complain/check/"))


def test_an_answer_of_other_is_shown_like_any_other(fill):
    page = fill(procurement_title="other").get("/complain/check/").content.decode()
    assert re.search(r"What was being bought\?</dt>\s*<dd[^>]*>other</dd>", page)


@pytest.mark.parametrize(
    ("page", "name", "choices"),
    [
        ("procurement", "stage", Stage),
        ("what-happened", "ground", [ground for ground in PLAIN_GROUNDS if ground != "payment:payment"]),
        ("organisation", "provider_kind", ProviderKind),
        ("organisation", "provider_size", ProviderSize),
        ("organisation", "provider_sector", ProviderSector),
        ("name", "bidders", Bidders),
        ("organisation", "heard_from", HeardFrom),
    ],
)
def test_every_choice_can_be_made_and_filed(fill, answers, page, name, choices):
    browser = fill()
    for choice in choices:
        assert browser.post(f"/complain/{page}/", {**answers[page], name: choice}).url == "/complain/check/"
    assert browser.post("/complain/check/").url == "/complain/sent/"


def test_answers_are_there_again_when_one_comes_back(fill, answers):
    browser = fill("contact")
    assert 'value="Grounds maintenance"' in browser.get("/complain/procurement/").content.decode()
    assert (
        f'value="{answers["authority"]["authority"]}" checked' in browser.get("/complain/authority/").content.decode()
    )
    assert 'href="/complain/contact/"' in browser.get("/complain/").content.decode()


def test_starting_again_keeps_what_was_answered(fill):
    browser = fill()
    assert browser.post("/complain/").url == "/complain/"
    assert 'value="Grounds maintenance"' in browser.get("/complain/procurement/").content.decode()


def test_the_confirmation_shows_reference_and_secret_and_the_same_again(filed):
    complaint = Complaint.objects.get()
    first, again = filed.get("/complain/sent/"), filed.get("/complain/sent/")
    assert complaint.reference in text(first)
    [secret] = SECRET.findall(text(first))
    assert is_tracking_secret(secret, complaint.secret_hash)
    assert text(again) == text(first)


def test_another_browser_sees_no_confirmation(filed, client):
    assert client.get("/complain/sent/").url == "/complain/"


def test_leaving_takes_the_secret_off_the_computer(filed):
    assert filed.post("/complain/leave/").url == "/"
    assert filed.get("/complain/sent/").url == "/complain/"


def test_going_back_and_sending_again_leads_to_the_confirmation(filed, answers):
    pages = [f"/complain/{page}/" for page in (*answers, "check")]
    for page, given in zip(pages, [*answers.values(), {}], strict=True):
        assert filed.get(page).url == "/complain/sent/"
        assert filed.post(page, given).url == "/complain/sent/"
    assert (Complaint.objects.count(), Draft.objects.count()) == (1, 0)


def test_before_another_complaint_one_is_told_that_the_secret_goes(filed):
    assert 'href="/complain/sent/"' in filed.get("/complain/").content.decode()
    asked = filed.post("/complain/")
    assert (asked.status_code, "Have you written down your secret code?" in text(asked)) == (409, True)
    assert filed.get("/complain/sent/").status_code == 200
    assert filed.post("/complain/", {"another": "1"}).url == "/complain/organisation/"
    assert 'href="/complain/sent/"' not in filed.get("/complain/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_the_same_moment_are_one_complaint(fill, same_browser, at_once):
    browser = fill()
    tabs = [same_browser(browser) for _ in range(20)]
    answered = at_once(*(lambda tab=tab: tab.post("/complain/check/") for tab in tabs))
    assert {(response.status_code, response.url) for response in answered} == {(302, "/complain/sent/")}
    assert len({text(tab.get("/complain/sent/")) for tab in tabs}) == 1
    assert (Complaint.objects.count(), Draft.objects.count()) == (1, 0)


def test_both_levels_of_the_list_can_be_reached():
    subjects, issues = zip(*map(codes_of, PLAIN_GROUNDS), strict=True)
    assert (set(subjects), set(issues)) == (set(Subject.values), set(SubIssue.values))
