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
    ("when", "older"): "nobody else",
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
    assert heading == expected.get(answer, "We can’t help with this")
    assert OUT.get((question, answer), "Make a complaint") in page
    assert (Draft.objects.count(), Complaint.objects.count(), Session.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("left_out", IN)
def test_every_question_must_be_answered(client, db, left_out):
    answer = client.post("/complain/can-we-help/", {**IN, left_out: "junk"})
    assert answer.status_code == 422
    assert f'href="#id_{left_out}"' in answer.content.decode()
