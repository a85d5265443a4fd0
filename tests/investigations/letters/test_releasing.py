"""A letter is asked for, released by a second person, and leaves as that person saw it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.casework import casework
from investigations.colliding import SavedMeanwhile
from investigations.contacts import keeping
from investigations.deadlines import Basis
from investigations.leaving import door
from investigations.leaving.timing import TooSoon
from investigations.letters import releasing, sending, writing
from investigations.lifecycle import Conflict, State, Status
from investigations.models import Case, HeldText, Letter, LetterMail, Officer, Recommendation
from investigations.recommendations import proposing


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def test_a_request_starts_the_authority_s_time_and_lets_the_contact_in_once_it_is_sent(
    begin, release, case, contact, work_off, mailbox, clock
):
    letter = release(begin())
    assert (fresh(case).status, fresh(case).asked_on) == (Status.DISCLOSURE, None)
    assert not Officer.objects.exists()
    mailbox.rcpt = "451 later"
    work_off()
    assert fresh(case).status == Status.DISCLOSURE
    clock.shift(24 * 3600)
    mailbox.rcpt = "250 OK"
    work_off()
    assert (fresh(case).status, fresh(case).asked_basis, fresh(case).asked_on) == (
        Status.ASKED, Basis.COOPERATION, date(2026, 6, 4),
    )  # fmt: skip
    moved = case.events.get(kind="moved", new=Status.ASKED)
    assert (moved.by, moved.note) == (None, "We ask it to cooperate. By letter.")
    assert LetterMail.objects.get().letter == letter
    assert [officer.contact for officer in Officer.objects.all()] == [contact]
    assert "17 June 2026" in letter.mail or "17 June 2026" in writing.words(letter, day=date(2026, 6, 3))[1]


def test_a_formal_notice_gives_30_days_and_is_called_so(begin, case, send, contact):
    send(begin("formal-notice", basis=Basis.NOTICE))
    assert case.clocks.get(kind="answer").due_on == date(2026, 7, 3)
    assert f"Formal notice sent, to {contact}" in case.events.filter(kind="letter").values_list("note", flat=True)


@pytest.fixture
def assessed(begin, send, case, owner):
    send(begin())
    return casework.move(case, Status.ASSESSMENT, by=owner, note="")


@pytest.mark.usefixtures("assessed")
def test_findings_send_what_was_proposed(begin, send, case, owner):
    proposed = proposing.propose(case, 1, text="Tell every bidder why.", by=owner)
    letter = begin("findings")
    assert "Tell every bidder why." in letter.body
    send(letter)
    assert fresh(proposed).state == State.SENT
    assert fresh(case).status == Status.RECOMMENDED
    assert Recommendation.objects.filter(state=State.PROPOSED).count() == 0


@pytest.mark.usefixtures("assessed")
def test_only_what_stood_in_the_letter_when_it_was_released_is_sent(begin, release, work_off, mailbox, case, owner):
    one = proposing.propose(case, 1, text="Tell bidders why.", by=owner)
    release(begin("findings"))
    late = proposing.propose(case, 1, text="Tell all why.", by=owner)
    with pytest.raises(proposing.OnItsWay):
        proposing.edit(one, text="Other", owner="", due_on=None, seen=1, by=owner)
    with pytest.raises(proposing.OnItsWay):
        proposing.remove(one, by=owner)
    proposing.edit(late, text="It was Provider Works.", owner="", due_on=None, seen=1, by=owner)
    work_off()
    assert (fresh(one).state, fresh(late).state) == (State.SENT, State.PROPOSED)
    assert [(event.new, event.by) for event in one.events.all()] == [("proposed", owner), ("sent", None)]


@pytest.mark.usefixtures("assessed")
@pytest.mark.parametrize(
    ("text", "line"),
    [("Tell all.\nSay why.", "  1.  Tell all.\nSay why. (by 1 July 2026)"), ("A (b) [c]*", "1. A (b) [c]*")],
)
def test_spaces_and_its_day_change_nothing(begin, send, case, owner, text, line):
    one = proposing.propose(case, 1, text=text, due_on=date(2026, 7, 1), by=owner)
    send(begin("findings", body=f"We ask you:\n{line}\n\nThank you."))
    assert fresh(one).state == State.SENT


@pytest.mark.usefixtures("assessed")
def test_who_has_to_see_to_it_is_shown_to_the_authority_and_so_is_checked(begin, case, owner, filing):
    proposing.propose(case, 1, text="Say why.", owner=f"Who buys from {filing.organisation}", by=owner)
    letter = begin("findings")
    held = releasing.ask(letter, seen=letter.version, by=owner)
    assert held and filing.organisation in held.text


@pytest.mark.usefixtures("assessed")
def test_taken_back_what_stood_in_it_can_be_changed_again(begin, release, case, owner):
    one = proposing.propose(case, 1, text="Say why.", by=owner)
    releasing.take_back(release(begin("findings")), by=owner)
    assert proposing.edit(one, text="Say so.", owner="", due_on=None, seen=1, by=owner).version == 2


def _go_on(case, owner):
    """To where no request is sent from any more."""
    for status in (Status.ASKED, Status.ASSESSMENT, Status.RECOMMENDED):
        casework.move(case, status, by=owner, note="")


def test_of_a_case_that_has_gone_on_meanwhile_nothing_goes(begin, release, case, owner, work_off, mailbox):
    letter = release(begin())
    _go_on(case, owner)
    work_off()
    assert (mailbox.mails, fresh(letter).sent_at, LetterMail.objects.get().parked_at is not None) == ([], None, True)


def test_where_a_case_goes_on_while_the_mail_goes_it_stays(begin, release, case, owner, mailbox):
    letter = release(begin())
    _go_on(case, owner)
    sending.mark_sent(letter)
    assert (fresh(case).status, fresh(letter).sent_at is not None) == (Status.RECOMMENDED, True)


def test_whoever_wrote_or_asked_for_it_does_not_release_it(begin, owner, shown):
    letter = begin()
    releasing.ask(letter, seen=letter.version, by=owner)
    with pytest.raises(NotAllowed, match="second person"):
        releasing.release(letter, seen=shown(letter), by=owner)


def test_postgres_refuses_a_release_by_the_one_who_wrote_it(begin, release):
    letter = begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(
            released_by=letter.written_by, release_asked_by=letter.written_by, mail="x",
            released_at=letter.written_at, release_asked_at=letter.written_at,
        )  # fmt: skip


def test_nobody_releases_what_nobody_asked_for(begin, lead, shown):
    letter = begin()
    with pytest.raises(Conflict, match="Nobody has asked"):
        releasing.release(letter, seen=shown(letter), by=lead)


def test_an_edit_makes_what_was_asked_void(begin, owner, lead, contact, shown):
    letter = begin()
    releasing.ask(letter, seen=letter.version, by=owner)
    seen = shown(letter)
    writing.edit(letter, contact=contact, subject="Another", body="Words", copies=[], seen=letter.version, by=owner)
    with pytest.raises(Conflict, match="Nobody has asked"):
        releasing.release(letter, seen=seen, by=lead)
    releasing.ask(letter, seen=fresh(letter).version, by=owner)
    with pytest.raises(releasing.Changed):
        releasing.release(letter, seen=seen, by=lead)
    assert LetterMail.objects.count() == 0


def test_what_was_released_is_never_changed(begin, release, owner, contact):
    letter = release(begin())
    with pytest.raises(writing.AlreadyReleased):
        writing.edit(letter, contact=contact, subject="x", body="y", copies=[], seen=letter.version, by=owner)
    with pytest.raises(InternalError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(mail="other")


def test_a_letter_that_names_the_provider_waits_for_two_people(begin, owner, lead, filing, shown):
    letter = begin(body=f"It was {filing.organisation} who told us.")
    held = releasing.ask(letter, seen=letter.version, by=owner)
    assert isinstance(held, HeldText)
    assert fresh(letter).release_asked_at is None
    door.ask_override(held, by=owner, reason="The authority knows")
    door.open_held(held, by=lead, reason="To decide")
    door.decide_override(held, by=lead, is_approved=True)
    assert releasing.ask(letter, seen=letter.version, by=owner) is None
    assert releasing.release(letter, seen=shown(letter), by=lead).released_at


def test_nothing_leaves_within_a_day_of_the_complaint(begin, owner, lead, shown, case):
    case.complaint.filed_at = letter_at = begin().written_at
    case.complaint.save(update_fields=["filed_at"])
    letter = Letter.objects.get()
    releasing.ask(letter, seen=letter.version, by=owner)
    with pytest.raises(TooSoon):
        releasing.release(letter, seen=shown(letter), by=lead)
    assert letter_at and LetterMail.objects.count() == 0


@pytest.mark.parametrize("body", ["One\n\n[?] Two", "Until {contact}"])
def test_nothing_leaves_undecided(begin, owner, body):
    letter = begin(body=body)
    with pytest.raises(Conflict, match=r"\[\?\]"):
        releasing.ask(letter, seen=letter.version, by=owner)


def test_findings_wait_for_the_case_to_be_assessed(begin, owner):
    letter = begin("findings")
    with pytest.raises(Conflict, match="Being assessed"):
        releasing.ask(letter, seen=letter.version, by=owner)


def test_nothing_goes_to_somebody_who_has_left(begin, owner, contact):
    letter = begin()
    keeping.end(contact, note="Left", by=owner)
    with pytest.raises(Conflict, match="any more"):
        releasing.ask(letter, seen=letter.version, by=owner)


def test_of_two_who_edit_the_second_is_shown_the_first(begin, owner, contact):
    letter = begin()
    said = {"contact": contact, "subject": "x", "copies": [], "seen": letter.version, "by": owner}
    writing.edit(letter, body="Mine", **said)
    with pytest.raises(SavedMeanwhile) as refused:
        writing.edit(letter, body="Theirs", **said)
    assert refused.value.theirs.body == "Mine"


def test_a_chaser_needs_no_second_person(begin, owner, shown, case, send):
    send(begin())
    letter = begin("chaser")
    assert releasing.release(letter, seen=shown(letter), by=owner).released_by == owner
    assert Case.objects.get(pk=case.pk).status == Status.ASKED


def test_a_formal_notice_starts_the_time_anew_of_who_was_asked_before(begin, send, case, clock):
    send(begin())
    clock.shift(20 * 24 * 3600)
    send(begin("formal-notice", basis=Basis.NOTICE))
    asked = fresh(case)
    assert (asked.status, asked.asked_on, asked.asked_basis) == (Status.ASKED, date(2026, 6, 23), Basis.NOTICE)
    assert case.clocks.get(kind="answer").due_on == date(2026, 7, 23)


def test_a_request_to_a_colleague_too_leaves_the_time_as_it_is(begin, send, case, clock):
    send(begin())
    clock.shift(24 * 3600)
    send(begin())
    assert fresh(case).asked_on == date(2026, 6, 3)


def test_taken_back_it_never_goes_and_is_written_again(begin, release, send, case, owner, clock):
    letter = release(begin())
    releasing.take_back(letter, by=owner)
    releasing.take_back(letter, by=owner)
    assert not LetterMail.objects.exists()
    assert (fresh(case).status, fresh(case).asked_on, Officer.objects.exists()) == (Status.DISCLOSURE, None, False)
    again = writing.write_again(letter, by=owner)
    assert (again.body, again.basis, again.released_at, again.sent_at) == (letter.body, letter.basis, None, None)
    clock.shift(24 * 3600)
    send(again)
    assert fresh(case).asked_on == date(2026, 6, 4)
    notes = [event.note for event in case.events.filter(kind="letter")]
    assert [note for note in notes if "taken back" in note] == ["Request for information taken back before it was sent"]


def test_what_is_sent_or_being_sent_is_not_taken_back(begin, release, owner, clock):
    letter = release(begin())
    LetterMail.objects.update(leased_until=timezone.now() + timedelta(seconds=9))
    with pytest.raises(Conflict, match="at this moment"):
        releasing.take_back(letter, by=owner)
    LetterMail.objects.update(leased_until=None)
    Letter.objects.update(sent_at=timezone.now())
    with pytest.raises(Conflict, match="not sent yet"):
        releasing.take_back(letter, by=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(taken_back_at=timezone.now())


def test_only_who_works_on_the_case_takes_back(begin, release, make_user):
    with pytest.raises(NotAllowed):
        releasing.take_back(release(begin()), by=make_user(name="Ida"))
