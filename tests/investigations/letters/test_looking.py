"""What the preview of a letter says before anybody asks for it, and how it is sent back."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Notice
from investigations.access import NotAllowed
from investigations.contacts import keeping
from investigations.leaving import timing
from investigations.letters import releasing, writing
from investigations.lifecycle import Conflict
from investigations.models import CaseClock, Letter, LetterKind, LetterTemplate, Mention
from tests.conftest import NOON


@pytest.fixture
def look(signed_in, case):
    """The page of a letter for somebody, in words."""

    def look(letter, user, name="preview"):
        return unescape(
            signed_in(user).get(reverse(f"letters:{name}", args=[case.reference, letter.pk])).content.decode()
        )

    return look


def test_within_a_day_it_says_who_can_let_it_leave_and_can_be_asked_for(begin, look, case, owner, lead, clock, shown):
    letter = begin()
    clock.move_to(NOON + timedelta(hours=1))
    early = reverse("leaving:early", args=[case.reference])
    of_owner, of_lead = look(letter, owner), look(letter, lead)
    assert (reverse("casework:note", args=[case.reference]) in of_owner, early in of_owner) == (True, False)
    assert "Ask a second person to release it" in of_owner and early in of_lead
    releasing.ask(letter, seen=letter.version, by=owner)
    assert "Release this letter" not in look(letter, lead)
    with pytest.raises(timing.TooSoon):
        releasing.release(letter, seen=shown(letter), by=lead)
    timing.let_leave_early(case, by=lead, reason="Bids close at five.")
    assert "Release this letter" in look(letter, lead)


def test_within_a_day_the_page_of_letters_says_why_nobody_can_be_let_in(case, contact, signed_in, owner, clock):
    clock.move_to(NOON + timedelta(hours=1))
    page, browser = reverse("letters:letters", args=[case.reference]), signed_in(owner)
    assert "Nobody is let in within a day of the complaint" in browser.get(page).content.decode()
    clock.move_to(NOON + timedelta(days=2))
    shown = signed_in(owner).get(page).content.decode()
    assert ("within a day" in shown, "Let in somebody else" in shown) == (False, True)


def test_what_gives_the_provider_away_is_marked_for_the_owner_alone_before_anybody_asks(
    begin, look, owner, lead, filing
):
    letter = begin("other", body=f"Ask {filing.organisation}.")
    assert f"<mark>{filing.organisation}</mark>" in look(letter, owner)
    of_lead = look(letter, lead)
    assert "may give away who complained" in of_lead and "<mark>" not in of_lead
    assert "may give away who complained" not in look(begin("other", body="Ask nobody."), owner)


def test_a_held_letter_leads_back_to_that_letter(begin, owner, case, filing, signed_in):
    letter = begin("other", body=f"Ask {filing.organisation}.")
    held = releasing.ask(letter, seen=letter.version, by=owner)
    page, browser = reverse("leaving:held", args=[case.reference, held.pk]), signed_in(owner)
    edit = reverse("letters:letter", args=[case.reference, letter.pk])
    assert f'href="{edit}"' in browser.get(page).content.decode()
    said = {"contact": letter.contact, "subject": letter.subject, "copies": []}
    writing.edit(letter, body="Ask nobody.", seen=letter.version, by=owner, **said)
    assert f'href="{edit}"' not in browser.get(page).content.decode()


def test_an_answer_after_bids_close_is_warned_of(begin, look, owner, case):
    letter = begin()
    assert "Bids close on" not in look(letter, owner)
    today = timezone.localdate()
    CaseClock.objects.create(case=case, kind="bids", started_on=today, due_on=today + timedelta(days=3))
    assert "Bids close on 6 June 2026, and this letter asks for an answer by 17 June 2026." in look(letter, owner)
    said = {"contact": letter.contact, "subject": letter.subject, "copies": []}
    body = letter.body.replace("{answer_by}", "5 June 2026")
    assert "Bids close on" not in look(writing.edit(letter, body=body, seen=letter.version, by=owner, **said), owner)


def test_sent_back_who_asked_reads_why_and_can_ask_again(begin, look, owner, lead, case, signed_in):
    letter = begin()
    address = reverse("letters:send_back", args=[case.reference, letter.pk])
    browser, said = signed_in(lead), {"version": letter.version, "reason": "Ask for the scores too."}
    assert browser.post(address, said).status_code == 409  # nobody has asked
    releasing.ask(letter, seen=letter.version, by=owner)
    assert "Send it back" in look(letter, lead) and "Send it back" not in look(letter, owner)
    empty = browser.post(address, {"version": letter.version, "reason": " "})
    assert (empty.status_code, "Enter what has to be changed" in empty.content.decode()) == (422, True)
    assert browser.post(address, said | {"version": letter.version + 1}).status_code == 409
    assert browser.post(address, said).status_code == 302
    assert "Ask for the scores too." in look(letter, owner) and "Ask for the scores too." in look(
        letter, owner, "letter"
    )
    assert Mention.objects.get().user == owner
    assert case.events.filter(kind="letter").last().note.endswith("sent back: Ask for the scores too.")
    releasing.ask(letter, seen=letter.version, by=owner)
    assert "Ask for the scores too." not in look(letter, lead)


def test_only_a_second_person_sends_it_back_and_only_before_it_is_released(begin, release, owner, lead):
    letter = begin()
    releasing.ask(letter, seen=letter.version, by=owner)
    with pytest.raises(NotAllowed):
        releasing.send_back(letter, version=letter.version, reason="x", by=owner)
    release(letter)
    with pytest.raises(Conflict, match="released"):
        releasing.send_back(letter, version=letter.version, reason="x", by=lead)


def test_it_greets_whom_it_goes_to(begin, case, owner, contact):
    letter = begin()
    how = {"name": "Procurement team", "job": "", "email": "team@camden.gov.uk", "is_senior": False}
    other = keeping.add(case.authority, by=owner, **how)
    said = {"subject": letter.subject, "copies": [], "by": owner}
    edited = writing.edit(letter, contact=other, body=letter.body, seen=letter.version, **said)
    assert edited.body.startswith("Dear Procurement team\n")
    own = writing.edit(letter, contact=contact, body="Good morning\n\nWell?", seen=edited.version, **said)
    assert own.body.startswith("Good morning")


def test_a_request_says_which_procurement_as_its_notice_does_never_as_the_provider_does(
    case, contact, template, owner, filing
):
    letter = writing.begin(case, template("request"), contact, basis=None, by=owner)
    assert "[?] This is the procurement: {procurement}." in letter.body
    assert filing.procurement_title not in letter.body
    letter.body = letter.body.replace("[?] ", "")
    with pytest.raises(Conflict, match="braces"):
        releasing.check_whole(letter)
    notice = {"ocid": "ocds-h6vhtk-0123ab", "title": "Cleaning of schools", "buyer_name": "Camden"}
    case.complaint.notice = Notice.objects.create(released_at=timezone.now(), **notice)
    case.complaint.save()
    again = writing.begin(case, template("request"), contact, basis=None, by=owner)
    assert "[?] This is the procurement: Cleaning of schools (ocds-h6vhtk-0123ab)." in again.body


def test_kinds_of_letters_stand_as_the_work_goes(template):
    template("request")
    kinds = [one.kind for one in LetterTemplate.objects.current().as_the_work_goes()]
    assert (kinds[0], kinds[1], kinds[-1]) == (LetterKind.REQUEST, LetterKind.REQUEST, LetterKind.OTHER)
    assert kinds.index(LetterKind.FINDINGS) < kinds.index(LetterKind.SUMMARY) < kinds.index(LetterKind.FOLLOW_UP)


def test_a_page_that_leads_to_a_letter_chooses_its_kind(case, contact, template, owner, signed_in):
    summary = template("summary")
    page = signed_in(owner).get(reverse("letters:begin", args=[case.reference]), {"kind": "summary"}).content.decode()
    for name, pk in (("template", summary.pk), ("contact", contact.pk)):
        box = next(part for part in page.split("<input")[1:] if f'name="{name}"' in part and f'value="{pk}"' in part)
        assert "checked" in box.split(">")[0]
    assert signed_in(owner).get(reverse("letters:begin", args=[case.reference]), {"kind": "x\x00"}).status_code == 200
    assert not Letter.objects.exists()
