"""In or out of scope: the table row by row, and the page that asks."""

import re
from itertools import product

import pytest
from django.contrib.sessions.models import Session

from complaints import scope
from complaints.models import Complaint, Draft
from complaints.scope import About, Body, Court, When

IN = {"body": Body.WIDER, "about": About.ONE, "when": When.RECENT, "court": Court.NO}
OUT = {
    ("body", "devolved"): "Scotland, Wales and Northern Ireland",
    ("body", "school"): "complaints procedure of the school",
    ("body", "utility"): "the utility’s own",
    ("body", "private"): "Small Business Commissioner",
    ("about", "healthcare"): "Independent Patient Choice and Procurement Panel",
    ("about", "pattern"): "Procurement Compliance Service",
    ("when", "older"): "For a debt",
    ("court", "yes"): "lawyer",
}


@pytest.mark.parametrize(("question", "answer"), OUT)
def test_what_is_out_of_scope_is_refused_with_its_signpost(question, answer):
    refused = scope.refusal(IN | {question: answer})
    assert refused is not None
    assert OUT[question, answer] in str(refused.signpost)
    assert str(refused.reason)


@pytest.mark.parametrize("body", [Body.CENTRAL, Body.WIDER, Body.PRIME])
def test_what_is_in_scope_is_a_plain_yes(body):
    assert (scope.refusal(IN | {"body": body}), scope.is_sure(IN | {"body": body})) == (None, True)


def test_who_is_not_sure_is_not_sent_away():
    unsure = IN | {"body": Body.UNSURE}
    assert (scope.refusal(unsure), scope.is_sure(unsure)) == (None, False)


def test_the_table_refuses_what_is_listed_here_and_nothing_else():
    assert {(rule.question, str(rule.answer)) for rule in scope.REFUSALS} == set(OUT)
    for body, about, when, court in product(Body, About, When, Court):
        answers = {"body": body, "about": about, "when": when, "court": court}
        is_out = any((question, str(answer)) in OUT for question, answer in answers.items())
        assert (scope.refusal(answers) is not None) == is_out


@pytest.mark.parametrize(("question", "answer"), [*OUT, ("body", "unsure"), ("body", "central")])
def test_the_page_says_what_the_table_says_and_keeps_nothing(client, db, question, answer):
    page = client.post("/complain/can-we-help/", IN | {question: answer}).content.decode()
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]
    expected = {"unsure": "Probably: tell us", "central": "Yes, we can look into this"}
    assert heading == expected.get(answer, "Sorry, we can’t look into this")
    assert OUT.get((question, answer), "Make a complaint") in page
    assert (Draft.objects.count(), Complaint.objects.count(), Session.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("left_out", IN)
def test_every_question_must_be_answered(client, db, left_out):
    answer = client.post("/complain/can-we-help/", {**IN, left_out: "junk"})
    assert answer.status_code == 422
    assert f'href="#id_{left_out}"' in answer.content.decode()


def test_whoever_wants_an_award_reversed_may_still_tell_us(client, db):
    page = client.post("/complain/can-we-help/", IN | {"court": "reversal"}).content.decode()
    for words in (
        "You can still tell us what went wrong",
        "so that it is fair next time",
        "Ask a lawyer",
        "Make a complaint",
    ):
        assert words in page
    assert (scope.refusal(IN | {"court": "reversal"}), scope.caution(IN)) == (None, None)


def test_a_setting_sends_them_away(client, db, settings):
    settings.REFUSE_REVERSALS = True
    page = client.post("/complain/can-we-help/", IN | {"court": "reversal"}).content.decode()
    assert ("Sorry, we can’t look into this" in page, "Make a complaint" in page.split("<main")[1]) == (True, False)


def test_a_refusal_comes_before_what_we_can_not_do(db):
    assert scope.caution(IN | {"court": "reversal", "body": "school"}) is None


@pytest.mark.parametrize("rule", [*scope.REFUSALS, scope.REVERSAL], ids=lambda rule: rule.key)
def test_each_signpost_has_a_link_where_there_is_one_body_to_go_to(client, db, rule):
    page = client.post("/complain/can-we-help/", IN | {rule.question: rule.answer}).content.decode()
    assert bool(rule.links) is (rule.key != "utility")  # each has a procedure of its own
    for _name, address in rule.links:
        assert address.startswith("https://")
        assert f'href="{address}"' in page
