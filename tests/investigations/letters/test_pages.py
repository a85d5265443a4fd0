"""The pages of letters: what is held goes on to two people, who may release finds it."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from investigations.deadlines import Basis
from investigations.leaving import door
from investigations.letters import releasing
from investigations.models import Letter, LetterMail


@pytest.fixture
def let_through(owner, lead, shown):
    """Held by the leak check, let through by two, and released."""

    def go(letter):
        held = releasing.ask(letter, seen=letter.version, by=owner)
        door.ask_override(held, by=owner, reason="The authority knows")
        door.open_held(held, by=lead, reason="To decide")
        door.decide_override(held, by=lead, is_approved=True)
        assert releasing.ask(letter, seen=letter.version, by=owner) is None
        return releasing.release(letter, seen=shown(letter), by=lead)

    return go


def test_a_reminder_that_names_the_provider_goes_on_to_two_people(
    begin, release, signed_in, owner, case, filing, shown
):
    release(begin())
    letter = begin("chaser", body=f"It was {filing.organisation}.")
    address = reverse("letters:preview", args=[case.reference, letter.pk])
    answer = signed_in(owner).post(address, {"seen": shown(letter), "is_checked": "on"})
    held = case.held_texts.get()
    assert answer["Location"] == reverse("leaving:held", args=[case.reference, held.pk])
    assert Letter.objects.get(pk=letter.pk).released_at is None


def test_who_may_release_it_finds_it_among_what_waits(begin, signed_in, owner, lead, case):
    letter = begin()
    address = reverse("letters:preview", args=[case.reference, letter.pk])
    waiting = reverse("unsealing:waiting")
    assert address not in signed_in(lead).get(waiting).content.decode()
    releasing.ask(letter, seen=letter.version, by=owner)
    assert address in signed_in(lead).get(waiting).content.decode()
    assert address not in signed_in(owner).get(waiting).content.decode()


def test_released_letters_are_in_the_zip_of_the_case(begin, release, signed_in, owner, case):
    letter = release(begin())
    draft = begin("other", body="Not released")
    archive = zip_of(signed_in(owner), case)
    assert archive.namelist() == ["index.html", f"letters/letter-{letter.pk}.eml"]
    assert archive.read(f"letters/letter-{letter.pk}.eml").decode() == letter.mail
    index = archive.read("index.html").decode()
    assert f"letters/letter-{letter.pk}.eml" in index and draft.body not in index


def test_a_letter_that_names_the_provider_is_not_in_it(begin, let_through, signed_in, owner, case, filing):
    letter = let_through(begin(body=f"It was {filing.organisation}."))
    archive = zip_of(signed_in(owner), case)
    assert archive.namelist() == ["index.html"]
    index = archive.read("index.html").decode()
    assert letter.released_at and "it may say who complained" in index and filing.organisation not in index


def zip_of(browser, case):
    answer = browser.post(reverse("casework:bundle", args=[case.reference]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_page_of_a_contact_lists_what_they_got(begin, release, signed_in, owner, make_user, case, contact):
    letter = release(begin())
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    page, address = (
        reverse("contacts:letters", args=[contact.pk]),
        reverse("letters:preview", args=[case.reference, letter.pk]),
    )
    assert address in signed_in(owner).get(page).content.decode()
    # Who may not read the case does not learn of it here.
    assert case.reference not in signed_in(make_user(name="Ida")).get(page).content.decode()


def test_taken_back_on_its_page_and_begun_again(begin, release, signed_in, owner, case):
    letter, browser = release(begin()), signed_in(owner)
    page = reverse("letters:preview", args=[case.reference, letter.pk])
    assert "Take it back" in browser.get(page).content.decode()
    browser.post(reverse("letters:take_back", args=[case.reference, letter.pk]))
    assert "never sent. Released by Lea Lead." in browser.get(page).content.decode()
    answer = browser.post(reverse("letters:write_again", args=[case.reference, letter.pk]))
    draft = Letter.objects.get(released_at=None)
    assert answer["Location"] == reverse("letters:letter", args=[case.reference, draft.pk])


def test_a_page_of_many_letters_asks_no_more(begin, signed_in, owner, case):
    browser, page = signed_in(owner), reverse("letters:letters", args=[case.reference])
    begin()
    browser.get(page)
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    for _ in range(5):
        begin("other")
    with CaptureQueriesContext(connection) as many:
        browser.get(page)
    assert len(many) == len(one)


def test_what_waits_asks_no_more_with_more_letters(begin, signed_in, owner, lead):
    browser, page = signed_in(lead), reverse("unsealing:waiting")

    def asked():
        letter = begin()
        releasing.ask(letter, seen=letter.version, by=owner)

    asked()
    browser.get(page)
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    for _ in range(4):
        asked()
    with CaptureQueriesContext(connection) as many:
        assert browser.get(page).content.decode().count("/preview/") == 5
    assert len(many) == len(one)


def test_who_is_let_in_is_not_offered_again(begin, release, signed_in, owner, case, contact):
    browser, page = signed_in(owner), reverse("letters:letters", args=[case.reference])
    assert "Let in somebody else" in browser.get(page).content.decode()
    browser.post(reverse("letters:let_in", args=[case.reference]), {"contact": contact.pk})
    assert case.officers.get().contact == contact
    shown = browser.get(page).content.decode()
    assert "Let in somebody else" not in shown and contact.email in shown
    assert browser.post(reverse("letters:let_in", args=[case.reference]), {"contact": contact.pk}).status_code == 422


def test_a_letter_that_came_back_is_said_on_the_case_until_another_is_written(
    begin, send, signed_in, owner, case, clock
):
    letter, browser, page = send(begin()), signed_in(owner), reverse("casework:case", args=[case.reference])
    assert "came back" not in browser.get(page).content.decode()
    LetterMail.objects.update(delivery="bounced", delivery_at=timezone.now())
    told = browser.get(page).content.decode()
    assert "did not arrive at buying@camden.gov.uk" in told
    assert reverse("letters:preview", args=[case.reference, letter.pk]) in told
    assert reverse("contacts:of_authority", args=[case.authority_id]) in told
    clock.shift(60)
    begin()
    assert "did not arrive" not in browser.get(page).content.decode()


def test_a_formal_notice_that_came_back_is_called_so(begin, send, signed_in, owner, case):
    send(begin("formal-notice", basis=Basis.NOTICE))
    LetterMail.objects.update(delivery="bounced", delivery_at=timezone.now())
    told = signed_in(owner).get(reverse("casework:case", args=[case.reference])).content.decode()
    assert "Formal notice: it came back" in told and "Request for information" not in told


def test_a_letter_that_could_not_go_is_said_on_the_case(begin, release, signed_in, owner, case, mailbox, work_off):
    release(begin())
    mailbox.rcpt = "550 no such user"
    work_off()
    told = signed_in(owner).get(reverse("casework:case", args=[case.reference])).content.decode()
    assert "could not be sent to buying@camden.gov.uk" in told
