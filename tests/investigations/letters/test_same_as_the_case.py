"""A letter of findings leaves only while it says what the case says: it, the authority's page and the status never
contradict each other, however the case is changed while the letter is written or waits."""

from datetime import date

import pytest

from investigations.casework import casework, findings
from investigations.letters import releasing, writing
from investigations.lifecycle import Conflict, State, Status
from investigations.models import Letter, Verdict
from investigations.recommendations import proposing
from tests.officers import OfficerBrowser, admit


@pytest.fixture(autouse=True)
def _assessed(begin, send, case, owner):
    send(begin())
    casework.move(case, Status.ASSESSMENT, by=owner, note="")
    find(case, owner, Verdict.PARTLY_UPHELD, "They had 25 days.")


def find(case, owner, verdict, text):
    seen = case.findings.count()
    findings.find(case, 1, verdict, text, seen=seen, by=owner)


@pytest.fixture
def one(case, owner):
    return proposing.propose(case, 1, text="Give 25 days.", due_on=date(2026, 7, 1), by=owner)


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def text(answer):
    return answer.content.decode()


CHANGES = {
    "reworded": lambda one, owner: proposing.edit(
        one, text="Give 40 days.", owner="", due_on=one.due_on, seen=1, by=owner
    ),
    "another day": lambda one, owner: proposing.edit(
        one, text=one.text, owner="", due_on=date(2026, 8, 1), seen=1, by=owner
    ),
    "no day": lambda one, owner: proposing.edit(one, text=one.text, owner="", due_on=None, seen=1, by=owner),
    "one more": lambda one, owner: proposing.propose(one.case, 1, text="Say why.", by=owner),
    "another verdict": lambda one, owner: find(one.case, owner, Verdict.UPHELD, "They had 25 days."),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_while_it_waits_stops_it_until_it_is_rewritten(
    begin, shown, case, owner, lead, one, contact, change, signed_in, work_off, mailbox
):
    letter = begin("findings")
    releasing.ask(letter, seen=letter.version, by=owner)
    seen = shown(letter)
    CHANGES[change](one, owner)
    with pytest.raises(Conflict, match="The letter "):
        releasing.release(letter, seen=seen, by=lead)
    address = f"/staff/cases/{case.reference}/letters/{letter.pk}/preview/"
    for who in (owner, lead):
        page = text(signed_in(who).get(address))
        assert ("The letter " in page, "Release this letter" in page) == (True, False)
    values = writing._values(case, contact)
    body = writing.filling.filled("What we found:\n{findings}\n\n{recommendations}", values)
    said = {"contact": contact, "subject": "x", "copies": []}
    letter = writing.edit(letter, body=body, seen=letter.version, by=owner, **said)
    releasing.ask(letter, seen=letter.version, by=owner)
    releasing.release(letter, seen=shown(letter), by=lead)
    work_off()
    assert (fresh(letter).sent_at is not None, case.recommendations.filter(state=State.PROPOSED).count()) == (True, 0)
    browser = OfficerBrowser()
    browser.enter(admit(case, "Other Officer"))
    page = text(browser.get("/authority/case/"))
    assert all(recommendation.text in page for recommendation in case.recommendations.all())


@pytest.mark.parametrize(
    "line",
    [
        "1. Give 25 days. Or not.",
        "2. Give 25 days.",
        "Give 25 days.",
        "1. Give 25",
        "1. Give 25 days. (by 1 May 2026)",
        "",
    ],
)
def test_a_letter_that_does_not_tell_a_recommendation_is_not_asked_for(begin, owner, one, line):
    letter = begin("findings", body=f"We ask you:\n{line}")
    with pytest.raises(Conflict, match="does not have recommendation 1 as it stands now"):
        releasing.ask(letter, seen=letter.version, by=owner)
    proposing.remove(one, by=owner)
    assert releasing.ask(letter, seen=letter.version, by=owner) is None


def test_a_reason_that_was_changed_is_said_to_who_writes_and_who_releases(begin, case, owner, lead, signed_in):
    letter = begin("findings")
    address = f"/staff/cases/{case.reference}/letters/{letter.pk}/preview/"
    assert "has other words in this letter" not in text(signed_in(owner).get(address))
    find(case, owner, Verdict.PARTLY_UPHELD, "They had 26 days.")
    releasing.ask(letter, seen=letter.version, by=owner)
    for who in (owner, lead):
        assert "What was found on ground 1 has other words in this letter" in text(signed_in(who).get(address))


def test_who_changes_what_a_letter_tells_is_told_of_the_letter(begin, case, owner, one, signed_in):
    browser = signed_in(owner)
    address = f"/staff/cases/{case.reference}/recommendations/1/"
    typed = {"text": "Give 40 days.", "owner": "", "seen": 1}
    assert "letter of findings" not in text(browser.post(address, typed, follow=True))
    begin("findings")
    assert "letter of findings" in text(browser.post(address, typed | {"text": "Give 50.", "seen": 2}, follow=True))
    finding = {"verdict": "upheld", "text": "They had 5 days.", "seen": case.findings.count()}
    saved = browser.post(f"/staff/cases/{case.reference}/findings/1/", finding, follow=True)
    assert "letter of findings" in text(saved)
