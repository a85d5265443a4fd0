"""Every text on the authority's pages was let through by the leak check, or is the authority's own."""

import io
from contextlib import suppress
from datetime import timedelta
from html import unescape

import docx
import pytest
from django.apps import apps
from django.utils import timezone

from complaints.models import Consent, Identity
from complaints.tracking import consenting
from investigations.answering import answering, deciding, promising
from investigations.casework import casework, copying
from investigations.leaving.door import Held
from investigations.letters import admitting, releasing, sending, writing
from investigations.lifecycle import State, Status
from investigations.models import Case, Contact, Letter, LetterMail, Outcome, Verdict
from investigations.recommendations import proposing, recommending
from investigations.summaries import showing
from investigations.summaries import writing as summaries
from mysteryshopper.owed import CannotBeDone
from mysteryshopper.sealed_files import new_name, seal_file
from tests.closing import close, find_all
from tests.investigations.letters.conftest import (
    begin,
    case,
    clock,
    contact,
    lead,
    mailbox,
    owner,
    release,
    send,
    shown,
    template,
    work_off,
)
from tests.officers import OfficerBrowser
from tests.reached import REACHED

pytestmark = pytest.mark.django_db
__all__ = [
    "begin", "case", "clock", "contact", "lead", "mailbox", "owner", "release", "send", "shown", "template", "work_off",
]  # fmt: skip
NAMING = "As Provider Works told us."

# Whatever else stands on the pages, these fields of the database do, and for these reasons.
LET_THROUGH = {
    "Letter.subject",
    "Recommendation.owner",
    "Letter.body",
    "Recommendation.text",
    "MoreTime.words",
    "Summary.issue",
    "Summary.outcome",
}
ITS_OWN = {"GroundAnswer.text", "RecommendationEvent.note", "RightOfReply.text", "Contact.name"}
KNOWN_TO_ALL = {"Authority.name"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture
def assess(case, send, begin, owner):
    """The case asked by letter, and found on."""

    def go():
        send(begin())
        return find_all(casework.move(case, Status.ASSESSMENT, by=owner, note="A note of ours."), Verdict.UPHELD)

    return go


@pytest.fixture
def pages(owner):
    """All that the authority can read of a case, as text."""

    def read(case):
        officer = admitting.issue_anew(case.officers.filter(shut_at=None).get(), by=owner)
        officer.code = officer.secret
        browser = OfficerBrowser()
        assert browser.enter(officer).status_code == 302
        paths = ["case/", "reply/", "documents/", "more-time/", "points/1/"]
        paths += [f"letters/{number}/" for number in range(1, case.letters.sent().count() + 1)]
        paths += [f"recommendations/{number}/{act}" for number in (1, 2) for act in ("", "done/")]
        return unescape("\n".join(browser.get(f"/authority/{path}").content.decode() for path in paths))

    return read


def told(page):
    """The lines of several words that stand on the page, by the field of the database in which they stand too."""
    found = {}
    for model in [one for app in ("complaints", "investigations") for one in apps.get_app_config(app).get_models()]:
        for field in [one for one in model._meta.concrete_fields if not one.choices]:
            values = [getattr(row, field.attname) for row in model.objects.all()]
            lines = {line.strip() for value in values if isinstance(value, str) for line in value.splitlines()}
            if shown := {line for line in lines if " " in line and line in page}:
                found[f"{model.__name__}.{field.name}"] = shown
    return found


def test_what_stands_on_the_pages_is_what_is_said_here(case, begin, send, owner, lead, pages, work_off):
    """A field that begins to be shown fails here until somebody says how it is let through."""
    send(begin())
    officer, now = case.officers.get(), timezone.now()
    answering.ask_for_time(officer, timezone.localdate() + timedelta(days=9), "The buyer is away.", at=now)
    deciding.decide(case, case.more_times.get().pk, None, "You had long enough.", by=owner, at=now)
    answering.answer(officer, 1, "We forgot to tell them.", seen=0, at=now)
    find_all(casework.move(case, Status.ASSESSMENT, by=owner, note="A note of ours."), Verdict.UPHELD)
    proposing.propose(case, 1, text="Tell every bidder.", owner="Who buys for schools", by=owner)
    send(begin("findings"))
    proposing.propose(case, 1, text="Not in the letter at all.", owner="Who buys for schools", by=owner)
    promising.answer(officer, 1, State.PARTLY, reasons="Only for large ones.", due_on=None, at=now)
    proposing.remove(case.recommendations.get(number=2), by=owner)
    close(Case.objects.get(pk=case.pk), Outcome.CHANGED_FUTURE)
    words = {"issue": "Nobody was told why.", "outcome": "Now they are told."}
    summary, _ = summaries.write(Case.objects.get(pk=case.pk), **words, seen=0, by=owner)
    summaries.approve(summary, by=lead)
    summary = showing.show(summary, reached=REACHED, by=owner)
    answering.reply(summary, officer, "We are glad.", at=now)
    page = pages(case)
    assert "Not in the letter" not in page
    lines, known = told(page), LET_THROUGH | ITS_OWN | KNOWN_TO_ALL
    assert known - set(lines) == set(), "it is not shown any more"
    explained = "\n".join(line for name in known for line in lines[name])
    others = {name: [line for line in shown if line not in explained] for name, shown in lines.items()}
    assert {name: shown for name, shown in others.items() if shown} == {}


# Each of these says who complained in words of ours that would come to stand there, and answers what was held of it.


def ask(letter, owner):
    return releasing.ask(letter, seen=letter.version, by=owner)


def in_a_letter(begin, owner, **_):
    return ask(begin(body=NAMING), owner)


def in_its_subject(begin, owner, **_):
    return ask(begin(subject=NAMING), owner)


def in_the_job_of_the_contact(case, begin, owner, **_):
    named = Contact.objects.create(
        authority=case.authority, name="Carl", job=NAMING, email="c@camden.gov.uk", started_on=case.received_on,
        added_by=owner,
    )  # fmt: skip
    return ask(begin(contact=named), owner)


def in_a_recommendation(assess, begin, owner, **_):
    proposing.propose(assess(), 1, text=NAMING, by=owner)
    return ask(begin("findings"), owner)


def in_who_sees_to_it(assess, begin, owner, **_):
    proposing.propose(assess(), 1, text="Say why.", owner=NAMING, by=owner)
    return ask(begin("findings"), owner)


def in_one_that_went_by_post(assess, owner, **_):
    case = assess()
    proposing.propose(case, 1, text="Say why.", owner=NAMING, by=owner)
    return recommending.send_otherwise(case, reached=REACHED, by=owner)


def in_a_refusal_of_more_time(case, begin, send, owner, **_):
    send(begin())
    officer, now = case.officers.get(), timezone.now()
    answering.ask_for_time(officer, timezone.localdate() + timedelta(days=9), "Away.", at=now)
    return deciding.decide(case, case.more_times.get().pk, None, NAMING, by=owner, at=now)


def in_a_summary(assess, owner, lead, **_):
    case = close(assess(), Outcome.ADVICE_ONLY)
    summary, _ = summaries.write(case, issue="Nobody was told.", outcome=NAMING, seen=0, by=owner)
    return summaries.approve(summary, by=lead)


WAYS = [
    in_a_letter, in_its_subject, in_the_job_of_the_contact, in_a_recommendation, in_who_sees_to_it,
    in_one_that_went_by_post, in_a_refusal_of_more_time, in_a_summary,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_words_of_ours_that_name_the_provider_are_held(way, case, begin, send, assess, owner, lead, pages):
    with suppress(Held):
        assert way(case=case, begin=begin, send=send, assess=assess, owner=owner, lead=lead)
    if case.officers.exists():
        assert NAMING not in pages(case)


# What is known of the provider since the release: nothing of the letter goes, and nothing of it is shown.


def copy_of(case, text):
    """A clean copy of a file that says this."""
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(content)
    seal_file(name := new_name(), [content.getvalue()])
    case.complaint.evidence.create(
        name="a.docx", kind="docx", size=9, stored_as=name, added_at=timezone.now(), verdict="clean", sha256="0" * 64
    )
    return copying.make_copy(case, 1, by=case.owner)


@pytest.mark.parametrize("where", ["body", "copy", "owner"])
def test_what_names_them_since_it_was_released_does_not_go(where, case, begin, release, assess, owner, mailbox, pages):
    named, case = "Blue Heron Limited", assess()
    proposing.propose(case, 1, text="Say why.", owner=f"Who knows {named}" if where == "owner" else "", by=owner)
    copies = [copy_of(case, f"By {named}")] if where == "copy" else []
    letter = begin("findings", copies=copies)
    if where == "body":
        said = {"contact": letter.contact, "subject": "x", "copies": [], "seen": letter.version, "by": owner}
        letter = writing.edit(letter, body=f"{letter.body}\n\n{named}", **said)
    release(letter)
    Identity.objects.filter(complaint=case.complaint).update(organisation=named)
    before = len(mailbox.mails)
    with pytest.raises(CannotBeDone):
        sending.send(LetterMail.objects.get(letter=letter))
    assert (len(mailbox.mails), Letter.objects.get(pk=letter.pk).sent_at) == (before, None)
    assert case.recommendations.get().state == State.PROPOSED
    assert named not in pages(case)
