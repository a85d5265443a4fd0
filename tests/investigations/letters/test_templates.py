"""Templates: a change is another version, a field that there is not is named, two who change it meet."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.letters import templating
from investigations.letters.starters import STARTERS, load
from investigations.models import ChasingTemplate, LetterKind, LetterTemplate


@pytest.fixture
def change(template, signed_in, lead):
    def post(key="chaser", **how):
        now = template(key)
        said = {"name": now.name, "subject": now.subject, "body": now.body, "seen": now.version, "needs_release": ""}
        return signed_in(lead).post(reverse("letters:template", args=[key]), said | how)

    return post


def test_every_kind_of_letter_has_a_template(template):
    assert {kind for kind, *_ in STARTERS.values()} == set(LetterKind)
    assert load() == 0
    assert {one.key for one in LetterTemplate.objects.current()} == set(STARTERS)


def test_a_change_is_another_version_and_the_old_one_stays(change, template, begin, owner):
    letter = begin("chaser")
    assert change(body="Dear {contact}").status_code == 302
    assert (template("chaser").version, template("chaser").body) == (2, "Dear {contact}")
    assert letter.template.version == 1
    with pytest.raises(InternalError), transaction.atomic():
        LetterTemplate.objects.update(body="x")


def test_a_field_that_there_is_not_is_named_with_those_that_there_are(change):
    answer = change(body="Dear {contakt}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no field {contakt}" in page and "{answer_by}" in page


def test_looked_at_it_is_not_saved(change, template):
    answer = change(body="Dear {contact}\n\n[?] <b>By</b> {answer_by}", look="look")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dear Example Contact" in page and "[?] &lt;b&gt;By&lt;/b&gt; 15 March 2030" in page
    assert template("chaser").version == 1


def test_of_two_who_change_it_the_second_is_shown_the_first(change, template):
    change(body="Mine")
    answer = change(body="Theirs", seen=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page and "Theirs" in page
    assert template("chaser").body == "Mine"


def test_one_that_is_new_and_the_same_name_again(signed_in, lead, template, owner):
    said = {"name": "A thank you", "kind": "other", "subject": "Thank you", "body": "Dear {contact}"}
    address = reverse("letters:new_template")
    assert signed_in(lead).post(address, said)["Location"] == reverse("letters:template", args=["a-thank-you"])
    assert template("a-thank-you").by == lead
    answer = signed_in(lead).post(address, said)
    assert (answer.status_code, "of this name already" in answer.content.decode()) == (422, True)
    with pytest.raises(NotAllowed):
        templating.add(name="x", kind=LetterKind.OTHER, subject="x", body="x", needs_release=True, by=owner)


def test_leads_choose_which_one_is_sent_and_are_told_where_none_is(change, template, signed_in, lead, owner):
    template("chaser")
    named = {"name": "Gentle reminder", "kind": "chaser", "subject": "s", "body": "b", "needs_release": ""}
    browser, page = signed_in(lead), reverse("letters:templates")
    browser.post(reverse("letters:new_template"), named)
    assert browser.post(page, {"use": "gentle-reminder"}).status_code == 302
    assert LetterTemplate.objects.chasing(LetterKind.CHASER).name == "Gentle reminder"
    assert [browser.post(page, {"use": key}).status_code for key in ("findings", "", "none")] == [409] * 3
    assert "no template is chosen" not in browser.get(page).content.decode()
    change("gentle-reminder", is_retired="on")
    for address in (page, reverse("oversight:oversight")):
        assert "Reminder: no template is chosen" in browser.get(address).content.decode()
    assert signed_in(owner).post(page, {"use": "chaser"}).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        ChasingTemplate.objects.create(kind=LetterKind.CHASER, key="chaser", at=timezone.now())
