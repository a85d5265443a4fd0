"""From a closed case to its entry in the register: by two people, in its time, with nothing that names the provider."""

from itertools import groupby
from operator import itemgetter

import pytest
from django.db import InternalError, transaction
from django.db.models import ProtectedError
from django.db.utils import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from investigations import access
from investigations.casework import casework
from investigations.colliding import SavedMeanwhile
from investigations.leaving.door import Held
from investigations.lifecycle import Conflict
from investigations.models import (
    EntryVersion,
    HeldText,
    Outcome,
    Publication,
    RegisterEntry,
    RightOfReply,
    Summary,
)
from investigations.summaries import publishing, replying, showing, tasks, writing
from mysteryshopper.owed import CannotBeDone, NotYet
from tests.investigations.summaries.conftest import LAST_DAY, OVER
from tests.reached import REACHED


def test_the_whole_way(shown, publish, clock, client):
    clock.move_to(OVER)
    publish(shown)
    publish(shown)
    entry = RegisterEntry.objects.get()
    assert (entry.version, str(entry.listed_on), entry.outcome) == (1, "2026-06-16", "changed_future")
    page = client.get(f"/register/{entry.public_id}/").content.decode()
    assert "A supplier was not told why it lost." in page and "The council now tells." in page
    assert shown.case.reference not in page


def test_not_before_the_last_day_is_over(shown, publish, clock):
    assert str(shown.reply_until) == "2026-06-15"
    assert shown.publication.due_at == OVER.replace(second=0)
    clock.move_to(LAST_DAY)
    with pytest.raises(NotYet):
        publish(shown)
    assert not RegisterEntry.objects.exists()


def test_postgres_publishes_nothing_before_its_time(shown, clock):
    clock.move_to(LAST_DAY)
    with pytest.raises(InternalError, match="still has time"), transaction.atomic():
        Summary.objects.update(published_at=timezone.now())


def test_at_once_after_the_reply(shown, publish, officer, client):
    replying.reply(shown, officer, "We accept this.")
    publication = Publication.objects.get()
    assert publication.due_at == timezone.now()
    publish(shown)
    assert "We accept this." in client.get(f"/register/{RegisterEntry.objects.get().public_id}/").content.decode()


def test_a_reply_that_somebody_else_wrote_hastens_too(shown, officer):
    RightOfReply.objects.create(summary=shown, officer=officer, text="We accept.", at=timezone.now())
    assert Publication.objects.get().due_at > timezone.now()
    tasks.hasten()
    assert Publication.objects.get().due_at == timezone.now()


def test_a_reply_is_written_once_and_in_time(shown, officer, publish, clock):
    replying.reply(shown, officer, "We accept this.")
    with pytest.raises(Conflict, match="already"):
        replying.reply(shown, officer, "Again.")
    publish(shown)
    with pytest.raises(Conflict, match="over"):
        replying.reply(shown, officer, "Again.")


def test_too_late_for_a_reply(shown, officer, clock):
    clock.move_to(OVER)
    with pytest.raises(Conflict, match="over"):
        replying.reply(shown, officer, "Wait.")


def test_a_reply_that_names_the_provider_waits_for_a_person(shown, officer, publish, closed, client):
    replying.reply(shown, officer, "Provider Works has always complained.")
    with pytest.raises(CannotBeDone):
        publish(shown)
    assert not RegisterEntry.objects.exists()
    assert replying.redact(shown, "Provider  Works has [removed] complained.", by=closed.owner)
    with pytest.raises(CannotBeDone):
        publish(shown)
    assert replying.redact(shown, "[removed] has always complained.", by=closed.owner) is None
    publish(shown)
    version = EntryVersion.objects.get()
    assert (version.reply, version.is_reply_redacted) == ("[removed] has always complained.", True)
    assert "We took words out" in client.get(f"/register/{version.entry.public_id}/").content.decode()


def test_what_names_the_provider_is_held_when_it_is_written_and_never_approved(closed, write, lead):
    summary = write(closed, issue="Provider Works was not told.")
    assert HeldText.objects.get().text == summary.text
    with pytest.raises(Held):
        writing.approve(summary, by=lead)
    assert writing.newest(closed).approved_at is None


def test_what_became_known_since_stops_the_publication(shown, publish, clock):
    closed = shown.case
    closed.complaint.identity.organisation = "Council Now Tells"
    closed.complaint.identity.save()
    clock.move_to(OVER)
    with pytest.raises(CannotBeDone):
        publish(shown)


def test_nobody_approves_what_they_wrote(closed, write, lead):
    summary = write(closed)
    with pytest.raises(access.NotAllowed, match="second person"):
        writing.approve(summary, by=closed.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Summary.objects.update(approved_by=closed.owner, approved_at=timezone.now())
    writing.approve(summary, by=lead)
    writing.approve(summary, by=lead)
    assert writing.newest(closed).approved_by == lead


def test_nothing_is_shown_before_it_is_approved(closed, write):
    summary = write(closed)
    with pytest.raises(Conflict, match="approve"):
        showing.show(summary, reached=REACHED, by=closed.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Summary.objects.update(shown_at=timezone.now(), reply_until="2026-06-15")


def test_nothing_is_shown_while_nobody_there_could_reply(closed, write, lead, let_in):
    summary = write(closed)
    writing.approve(summary, by=lead)
    with pytest.raises(Conflict, match="Nobody of the authority is let in until 15 June 2026"):
        showing.show(summary, reached=REACHED, by=closed.owner)
    officer = let_in(closed)
    closed.officers.update(expires_at=LAST_DAY)  # in the middle of the last day
    with pytest.raises(Conflict, match="let in"):
        showing.show(summary, reached=REACHED, by=closed.owner)
    closed.officers.update(expires_at=OVER)
    assert showing.show(summary, reached=REACHED, by=closed.owner).shown_at
    assert closed.events.last().note == f"Version 1 shown to the authority. {REACHED}"
    assert officer.case.summaries.get().reply_until.isoformat() == "2026-06-15"


def test_an_edit_is_another_version_and_begins_anew(shown, write, closed, lead):
    edited = write(closed, outcome="The council tells everybody.")
    assert (edited.version, edited.approved_at, Publication.objects.count()) == (2, None, 0)
    for verb, how in ((writing.approve, {"by": lead}), (showing.show, {"by": closed.owner, "reached": REACHED})):
        with pytest.raises(Conflict, match="newer version"):
            verb(shown, **how)
    with pytest.raises(InternalError):
        Summary.objects.filter(pk=shown.pk).update(version=9)


def test_whoever_saves_over_a_colleague_is_told(closed, write):
    write(closed)
    with pytest.raises(SavedMeanwhile):
        writing.write(closed, issue="Other", outcome="Words", seen=0, by=closed.owner)
    assert write(closed).version == 1  # the same again is no version


def test_a_correction_says_what_it_puts_right_and_the_older_stays_readable(
    shown, publish, clock, write, closed, lead, client
):
    clock.move_to(OVER)
    publish(shown)
    with pytest.raises(Conflict, match="puts right"):
        write(closed, outcome="The council tells everybody.")
    second = write(closed, outcome="The council tells everybody.", correction="It tells everybody, not only losers.")
    writing.approve(second, by=lead)
    showing.show(second, reached=REACHED, by=closed.owner)
    clock.shift(30 * 24 * 3600)
    publish(second)
    entry = RegisterEntry.objects.get()
    page = client.get(f"/register/{entry.public_id}/").content.decode()
    assert "It tells everybody, not only losers." in page and "The council now tells." in page
    assert [version.version for version in entry.versions.all()] == [2, 1]
    assert (entry.case_outcome, str(entry.listed_on)) == ("The council tells everybody.", "2026-06-16")
    with pytest.raises(InternalError):
        EntryVersion.objects.update(correction="")


def test_a_case_that_was_opened_again_is_not_published(shown, publish, clock, closed):
    casework.reopen(closed, by=closed.owner, note="New facts")
    clock.move_to(OVER)
    with pytest.raises(CannotBeDone):
        publish(shown)


@pytest.mark.parametrize("outcome", [Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN])
def test_what_was_not_looked_into_has_no_summary(clock, make_case, make_user, close, write, outcome):
    case = close(casework.claim(make_case(), by=make_user()), outcome)
    with pytest.raises(Conflict, match="not looked into"):
        write(case)


def test_an_open_case_has_no_summary(make_case, make_user, write):
    with pytest.raises(Conflict, match="Close this case"):
        write(casework.claim(make_case(), by=make_user()))


def test_taken_out_of_the_register_its_page_says_why_and_nothing_else(shown, publish, clock, closed, lead, client):
    clock.move_to(OVER)
    publish(shown)
    entry = RegisterEntry.objects.get()
    with pytest.raises(access.NotAllowed):
        publishing.withdraw(entry, by=closed.owner, reason="A court order")
    with pytest.raises(Held):
        publishing.withdraw(entry, by=lead, reason="Provider Works asked")
    publishing.withdraw(entry, by=lead, reason="A court order")
    with pytest.raises(Conflict):
        publishing.withdraw(entry, by=lead, reason="A court order")
    answer = client.get(f"/register/{entry.public_id}/")
    page = answer.content.decode()
    assert (answer.status_code, "A court order" in page, "not told why" in page) == (410, True, False)
    with pytest.raises(ProtectedError):
        entry.delete()


def test_what_was_taken_out_stays_out_when_a_correction_puts_the_entry_back(
    shown, publish, clock, write, closed, lead, client
):
    clock.move_to(OVER)
    publish(shown)
    waiting = write(closed, issue="A firm lost.", correction="Shorter")
    writing.approve(waiting, by=lead)
    showing.show(waiting, reached=REACHED, by=closed.owner)
    publishing.withdraw(RegisterEntry.objects.get(), by=lead, reason="It said too much")
    assert not Publication.objects.filter(summary=waiting).exists()
    third = write(closed, issue="Somebody lost.", correction="Shorter still")
    writing.approve(third, by=lead)
    showing.show(third, reached=REACHED, by=closed.owner)
    clock.shift(30 * 24 * 3600)
    publish(third)
    number = RegisterEntry.objects.get().public_id
    for address in (f"/register/{number}/", f"/api/v1/cases/{number}"):
        answer = client.get(address)
        said = answer.content.decode()
        assert (answer.status_code, "Somebody lost." in said, "not told why" in said) == (200, True, False)


def test_demonstration_cases_are_in_no_real_register(shown, publish, clock, closed, client, settings):
    closed.is_demonstration = True
    closed.save()
    clock.move_to(OVER)
    publish(shown)
    address = f"/register/{RegisterEntry.objects.get().public_id}/"
    settings.DEMONSTRATION = False
    assert client.get(address).status_code == 404
    settings.DEMONSTRATION = True
    assert "made up" in client.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_workers_publish_once(shown, clock, at_once):
    clock.move_to(OVER)
    at_once(*[lambda: publishing.publish(Publication.objects.get())] * 2)
    assert EntryVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Ada Works lost. It was fair.", ""),
        ("  Ada  Works lost.\nIt was fair. ", ""),
        ("[removed] lost. It was fair.", ""),
        ("[removed]", ""),
        ("[removed] lost. [removed] fair.", ""),
        ("Ada Works [removed] fair.", ""),
        ("[removed] lost. It was fair. And more.", "lost. It was fair. And more."),
        ("[removed] won. It was fair.", "won. It was fair."),
        ("Ada Works lost.", "Ada Works lost."),
        ("[removed] was fair. [removed] lost. [removed]", "lost."),
        ("Ada [removed] Ada Works lost. It was fair.", "Ada Works lost. It was fair."),
        ("X [removed]", "X"),
    ],
)
def test_a_redaction_takes_out_and_adds_nothing(text, foreign):
    assert replying.foreign_words("Ada Works lost. It was fair.", text) == foreign


@given(st.text("ab .", min_size=1, max_size=30), st.lists(st.booleans(), min_size=30, max_size=30))
def test_whatever_is_cut_out_and_marked_is_a_redaction(said, is_cut):
    runs = groupby(zip(said, is_cut, strict=False), key=itemgetter(1))
    text = "".join("[removed]" if cut else "".join(letter for letter, _ in run) for cut, run in runs)
    assert replying.foreign_words(said, text) == ""
