"""Two people write on one finding: nothing is overwritten unseen, and nothing that was typed is lost."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from investigations.casework import casework, findings
from investigations.casework.grounds import grounds_of
from investigations.colliding import SavedMeanwhile
from investigations.models import Case, Verdict
from mysteryshopper.staff.models import Role
from mysteryshopper.staff.tasks import forget_sessions

BEGUN = {"verdict": "upheld", "text": "It was paid late."}


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, owner):
    case = casework.claim(make_case(), by=owner)
    save(case, "upheld", BEGUN["text"], 0, owner)
    return case


@pytest.fixture
def mine(signed_in, owner):
    return signed_in(owner)


def save(case, verdict, text, seen, by):
    return findings.find(case, 1, Verdict(verdict), text, seen=seen, by=by)


def where(case):
    return f"/staff/cases/{case.reference}/findings/1/"


def stands(case):
    finding = grounds_of(Case.objects.get(pk=case.pk))[0].finding
    return finding.version, finding.verdict, finding.text


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def chosen(page, name):
    return re.findall(rf'name="{name}"[^>]*value="(\w+)"[^>]* checked', page.content.decode())


def collide(case, mine, lead, theirs, typed):
    """Both began with version 1; theirs is saved first. Answers the page that I get."""
    save(case, theirs["verdict"], theirs["text"], 1, lead)
    page = mine.post(where(case), {"seen": 1, **typed})
    assert page.status_code == 409
    assert stands(case) == (2, theirs["verdict"], theirs["text"])
    return page


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_one_is_shown_the_other(case, owner, lead, at_once):
    def try_to(text, by):
        try:
            return save(case, "upheld", text, 1, by).text
        except SavedMeanwhile as meanwhile:
            return f"shown {meanwhile.theirs.text}"

    said = at_once(lambda: try_to("Mine.", owner), lambda: try_to("Theirs.", lead))
    assert sorted(said) in (["Mine.", "shown Mine."], ["Theirs.", "shown Theirs."])
    assert case.findings.count() == 2


def test_both_are_shown_field_by_field_with_what_each_changed(case, mine, lead):
    page = collide(
        case, mine, lead, {**BEGUN, "text": "It was paid very late."}, {"verdict": "not_upheld", "text": "It was paid."}
    )
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    assert "Lea Lead saved this finding while you were writing" in words
    assert "What Lea Lead saved It was paid [added: very ] late." in words
    assert "What you wrote It was [removed: paid late. ] [added: paid. ]" in words
    assert "What you wrote [removed: Upheld ] [added: Not upheld ]" in words


def test_what_only_one_of_them_changed_is_chosen_already(case, mine, lead):
    page = collide(case, mine, lead, {**BEGUN, "text": "Theirs."}, {**BEGUN, "verdict": "not_upheld"})
    assert (chosen(page, "verdict"), chosen(page, "text_from")) == (["not_upheld"], ["theirs"])


def test_what_both_changed_is_nobody_s_choice_but_mine(case, mine, lead):
    page = collide(
        case, mine, lead, {"verdict": "partly_upheld", "text": "T."}, {"verdict": "not_upheld", "text": "M."}
    )
    assert (chosen(page, "verdict"), chosen(page, "text_from")) == ([], [])
    again = mine.post(where(case), hidden(page))
    assert (again.status_code, "Choose which reason stays" in again.content.decode()) == (422, True)
    assert hidden(again) | {"csrfmiddlewaretoken": ""} == hidden(page) | {"csrfmiddlewaretoken": ""}


@pytest.mark.parametrize(("which", "text"), [("theirs", "T."), ("mine", "M."), ("other", "Both.")])
def test_either_is_taken_or_one_made_of_both(case, mine, lead, which, text):
    page = collide(case, mine, lead, {**BEGUN, "text": "T."}, {**BEGUN, "text": "M."})
    saved = mine.post(where(case), {**hidden(page), "verdict": "upheld", "text_from": which, "text": "Both."})
    assert saved.status_code == 302
    assert stands(case)[1:] == ("upheld", text)


def test_a_new_text_that_is_empty_is_not_saved(case, mine, lead):
    page = collide(case, mine, lead, {**BEGUN, "text": "T."}, {**BEGUN, "text": "M."})
    empty = mine.post(where(case), {**hidden(page), "verdict": "upheld", "text_from": "other", "text": ""})
    assert (empty.status_code, "Enter the reason" in empty.content.decode()) == (422, True)


def test_a_third_who_saves_meanwhile_is_shown_too(case, mine, lead):
    page = collide(case, mine, lead, {**BEGUN, "text": "T."}, {**BEGUN, "text": "M."})
    save(case, "upheld", "Third.", 2, lead)
    again = mine.post(where(case), {**hidden(page), "verdict": "upheld", "text_from": "mine"})
    assert (again.status_code, hidden(again)["base"], hidden(again)["mine"]) == (409, "2", "M.")
    assert stands(case)[2] == "Third."


@pytest.mark.parametrize(
    "junk", [{"seen": "x"}, {"base": "99"}, {"base": "-1"}, {"mine_verdict": "maybe"}, {"mine": ""}]
)
def test_junk_in_what_is_hidden_is_no_500(case, mine, lead, junk):
    page = collide(case, mine, lead, {**BEGUN, "text": "T."}, {**BEGUN, "text": "M."})
    typed = {**hidden(page), "verdict": "upheld", "text_from": "other", "text": "Both.", **junk}
    assert mine.post(where(case), typed).status_code in (302, 422)


@pytest.fixture
def signed_out(case, mine):
    """The same browser, whose session is over; it sends what was typed and signs in again."""
    mine.get(where(case))
    Session.objects.all().delete()
    sent = mine.post(where(case), {"seen": 1, "verdict": "not_upheld", "text": "Half an hour of work."})
    assert sent.status_code == 302
    assert sent.url.startswith("/staff/account/sign-in/?next=")
    return mine


def test_what_was_typed_when_the_session_ended_is_back_after_signing_in(case, signed_out, owner):
    owner.set_password("three odd words")
    owner.save()
    address = f"/staff/account/sign-in/?next={where(case)}"
    assert "What you wrote is kept: sign in, check it and send it." in signed_out.get(address).content.decode()
    back = signed_out.post(address, {"login": owner.email, "password": "three odd words"}, follow=True)
    page = back.content.decode()
    assert ("Half an hour of work." in page, "We kept what you wrote" in page) == (True, True)
    assert chosen(back, "verdict") == ["not_upheld"]
    assert stands(case)[0] == 1
    assert signed_out.post(where(case), {**hidden(back), "verdict": "upheld", "text": "Sent."}).status_code == 302
    assert "Half an hour" not in signed_out.get(where(case)).content.decode()


def test_a_button_pressed_when_the_session_ended_leads_back_to_the_page_it_stands_on(case, mine, owner):
    owner.set_password("three odd words")
    owner.save()
    mine.get("/staff/queue/?view=live")
    Session.objects.all().delete()
    sent = mine.post("/staff/cases/claim-next/", headers={"referer": "http://testserver/staff/queue/?view=live"})
    said = mine.get(sent.url).content.decode()
    assert "nothing has been done yet. Sign in and press the button again." in said
    back = mine.post(sent.url, {"login": owner.email, "password": "three odd words"})
    assert (back.status_code, back.url) == (302, "/staff/queue/?view=live")


@pytest.mark.parametrize("page", ["http://elsewhere.example/staff/queue/", "//", "http://[", ""])
def test_no_page_of_somebody_elses_is_led_to(case, mine, page):
    mine.get(where(case))
    Session.objects.all().delete()
    sent = mine.post(where(case), {"text": "x"}, headers={"referer": page})
    assert sent.url == f"/staff/account/sign-in/?next={where(case)}"


def test_it_waits_sealed_and_only_for_whoever_works_on_the_case(case, signed_out, make_user):
    assert "Half an hour" not in str([session.get_decoded() for session in Session.objects.all()])
    signed_out.force_login(make_user(name="Sam Stranger"))
    refused = signed_out.get(where(case))
    assert (refused.status_code, "Half an hour" in refused.content.decode()) == (403, False)


@pytest.mark.parametrize("cookie", [None, "1", "1:forged:x", "\x7f"])
def test_nobody_else_fills_the_table_of_sessions(case, cookie):
    stranger = Client()
    if cookie:
        stranger.cookies["staff"] = cookie
    assert stranger.post(where(case), {"text": "x" * 90_000}).status_code == 302
    assert not Session.objects.exists()


def test_sessions_that_have_ended_are_removed(db):
    ends = timezone.now()
    for key, expires in (("over", ends - timedelta(seconds=1)), ("lives", ends + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    forget_sessions()
    assert [session.session_key for session in Session.objects.all()] == ["lives"]


def test_notes_are_kept_too_and_shown_on_their_own_page_only(case, mine, owner):
    note = f"/staff/cases/{case.reference}/note/"
    mine.get(note)
    Session.objects.all().delete()
    mine.post(note, {"text": "A long note."})
    mine.force_login(owner)
    assert "A long note." not in mine.get(where(case)).content.decode()
    assert "A long note." in mine.get(note).content.decode()
    assert not case.events.filter(kind="noted").exists()
