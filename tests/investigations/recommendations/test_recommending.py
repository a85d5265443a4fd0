"""The verbs on recommendations, and the one door that keeps to their table."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from complaints.models import Asking, Sector
from investigations.access import NotAllowed
from investigations.casework import casework
from investigations.casework.findings import NoSuchGround
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import STATES, Conflict, MoveNotAllowed, State
from investigations.models import Case, CaseEvent, FollowedUpAs, Outcome, Recommendation, RecommendationEvent
from investigations.recommendations import proposing, recommending
from investigations.recommendations.proposing import AlreadySent


def state(one):
    return Recommendation.objects.get(pk=one.pk).state


@pytest.mark.parametrize("new", State)
@pytest.mark.parametrize("old", State)
def test_it_goes_as_the_table_says_and_not_otherwise(proposed, owner, old, new):
    with transaction.atomic():
        Recommendation.objects.filter(pk=proposed.pk).update(state=old)
        proposed.refresh_from_db()
        before = proposed.events.count()
        if new in STATES[old]:
            recommending._move(proposed, new, by=owner, note="why")
            said = proposed.events.last()
            assert (state(proposed), said.old, said.new, said.by, said.note) == (new, old, new, owner, "why")
        else:
            with pytest.raises(MoveNotAllowed):
                recommending._move(proposed, new, by=owner, note="why")
            assert (state(proposed), proposed.events.count()) == (old, before)


def test_the_whole_way_and_each_step_is_in_the_history(sent, officer, owner, close):
    assert sent.state == State.SENT
    recommending.answer(sent, State.PARTLY, reasons="Not for small ones.", due_on=date(2026, 9, 1), officer=officer)
    sent.refresh_from_db()
    assert (sent.state, sent.due_on) == (State.PARTLY, date(2026, 9, 1))
    close(sent.case, Outcome.CHANGED_FUTURE)
    recommending.report_done(sent, text="In the new template.", officer=officer)
    recommending.check(sent, State.VERIFIED, note="Read the template.", by=owner)
    case = Case.objects.get(pk=sent.case_id)
    assert (case.followed_up_as, case.followed_up_on, case.clock) == (FollowedUpAs.VERIFIED, date(2026, 6, 1), None)
    assert list(Case.objects.verified()) == [case]
    said = [(one.new, one.by or one.officer) for one in sent.events.all()]
    assert said == [
        (State.PROPOSED, owner), (State.SENT, owner), (State.PARTLY, officer), (State.DONE, officer),
        (State.VERIFIED, owner),
    ]  # fmt: skip
    kinds = list(case.events.filter(kind=CaseEvent.Kind.RECOMMENDED).values_list("by", flat=True))
    assert kinds == [owner.pk, owner.pk, None, None, owner.pk]


def test_one_that_was_not_done_decides_the_case_until_it_is(case, officer, owner, close):
    first, second = (proposing.propose(case, 1, text=text, by=owner) for text in ("One", "Two"))
    recommending.mark_sent(case, case.recommendations.all(), by=owner)
    for one in (first, second):
        recommending.answer(one, State.ACCEPTED, officer=officer)
    close(case, Outcome.CHANGED_FUTURE)
    recommending.check(first, State.VERIFIED, note="Seen", by=owner)
    assert Case.objects.get(pk=case.pk).followed_up_as == ""
    recommending.check(second, State.NOT_DONE, note="Not there", by=owner)
    assert Case.objects.get(pk=case.pk).followed_up_as == FollowedUpAs.NOT_DONE
    recommending.check(second, State.VERIFIED, note="It is there now", by=owner)
    assert Case.objects.get(pk=case.pk).followed_up_as == FollowedUpAs.VERIFIED
    casework.reopen(case, by=owner, note="New facts")
    assert Case.objects.get(pk=case.pk).followed_up_as == ""


def test_one_that_was_rejected_is_not_waited_for(case, officer, owner, close):
    first, second = (proposing.propose(case, 1, text=text, by=owner) for text in ("One", "Two"))
    recommending.mark_sent(case, case.recommendations.all(), by=owner)
    recommending.answer(first, State.ACCEPTED, officer=officer)
    recommending.answer(second, State.REJECTED, reasons="Too dear", officer=officer)
    close(case, Outcome.CHANGED_FUTURE)
    recommending.check(first, State.VERIFIED, note="Seen", by=owner)
    assert Case.objects.get(pk=case.pk).followed_up_as == FollowedUpAs.VERIFIED


@pytest.mark.parametrize("answer", [State.PARTLY, State.REJECTED])
def test_reasons_are_needed_unless_all_is_accepted(sent, officer, answer):
    with pytest.raises(Conflict, match="Say why"):
        recommending.answer(sent, answer, reasons=" ", officer=officer)
    assert state(sent) == State.SENT


def test_the_same_answer_twice_is_one(sent, officer):
    for _ in range(2):
        recommending.answer(sent, State.ACCEPTED, officer=officer)
    assert sent.events.filter(new=State.ACCEPTED).count() == 1


def test_it_is_checked_only_once_the_case_is_closed_and_with_what_shows_it(sent, officer, owner, close):
    recommending.answer(sent, State.ACCEPTED, officer=officer)
    with pytest.raises(Conflict, match="once the case is closed"):
        recommending.check(sent, State.VERIFIED, note="Seen", by=owner)
    close(sent.case, Outcome.CHANGED_FUTURE)
    with pytest.raises(Conflict, match="what shows it"):
        recommending.check(sent, State.VERIFIED, note=" ", by=owner)
    with pytest.raises(Conflict, match="done or it was not"):
        recommending.check(sent, State.DONE, note="Seen", by=owner)


def test_only_central_government_is_instructed():
    kinds = {sector: proposing.kind_for(Case(authority_sector=sector)) for sector in ["", *Sector]}
    assert kinds.pop(Sector.CENTRAL_GOVERNMENT) == Recommendation.Kind.INSTRUCTION
    assert set(kinds.values()) == {Recommendation.Kind.RECOMMENDATION}


def test_an_edit_over_another_edit_is_refused_with_what_stands_there(proposed, owner):
    proposing.edit(proposed, text="Mine", owner="", due_on=None, seen=1, by=owner)
    with pytest.raises(SavedMeanwhile) as refused:
        proposing.edit(proposed, text="Theirs", owner="", due_on=None, seen=1, by=owner)
    assert refused.value.theirs.text == "Mine"
    again = proposing.edit(proposed, text="Mine", owner="", due_on=None, seen=1, by=owner)
    assert again.version == 2


def test_what_was_sent_is_neither_edited_nor_taken_away(sent, owner):
    for verb in (
        lambda: proposing.edit(sent, text="Other", owner="", due_on=None, seen=1, by=owner),
        lambda: proposing.remove(sent, by=owner),
    ):
        with pytest.raises(AlreadySent):
            verb()
    with pytest.raises(InternalError), transaction.atomic():
        Recommendation.objects.filter(pk=sent.pk).update(text="Other")


def test_taken_away_a_number_is_not_given_again(case, owner):
    first, second = (proposing.propose(case, 1, text=text, by=owner) for text in ("One", "Two"))
    proposing.remove(first, by=owner)
    assert [one.number for one in case.recommendations.all()] == [2]
    with pytest.raises(Conflict, match="taken this recommendation away"):
        proposing.edit(first, text="x", owner="", due_on=None, seen=1, by=owner)


def test_an_event_is_never_edited(sent):
    with pytest.raises(InternalError), transaction.atomic():
        RecommendationEvent.objects.update(note="Other")


def test_strangers_recommend_nothing(proposed, make_user, case):
    stranger = make_user(name="Sam Stranger")
    for verb in (
        lambda: proposing.propose(case, 1, text="x", by=stranger),
        lambda: proposing.edit(proposed, text="x", owner="", due_on=None, seen=1, by=stranger),
        lambda: proposing.remove(proposed, by=stranger),
        lambda: recommending.mark_sent(case, case.recommendations.all(), by=stranger),
        lambda: recommending.give_up(proposed, note="x", by=stranger),
        lambda: recommending.check(proposed, State.VERIFIED, note="x", by=stranger),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert state(proposed) == State.PROPOSED


def test_a_ground_that_is_not_there(case, owner):
    with pytest.raises(NoSuchGround):
        proposing.propose(case, 9, text="x", by=owner)


def test_a_closed_case_gets_no_new_ones(case, owner, close):
    close(case, Outcome.NOT_UPHELD)
    with pytest.raises(Conflict, match="closed"):
        proposing.propose(case, 1, text="x", by=owner)


def test_done_the_provider_is_asked_whether_they_were_paid(sent, officer):
    sent.case.complaint.invoices.create(amount=Decimal(5), due_on=date(2026, 1, 1))
    recommending.answer(sent, State.ACCEPTED, officer=officer)
    assert not Asking.objects.exists()
    recommending.report_done(sent, text="Paid.", officer=officer)
    assert list(Asking.objects.values_list("kind", flat=True)) == ["paid", "paid_again"]
