"""Whatever is done in whatever order: the events say what the state is. Two who come at once both get through."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investigations.casework import casework
from investigations.lifecycle import CHECKED, PROMISED, STATES, Conflict, State
from investigations.models import Case, FollowedUpAs, Outcome
from investigations.recommendations import proposing, recommending
from tests.complaints.filing.test_sequences import undone


def told(one):
    """The state that the events lead to, by moves that the table allows."""
    state = ""
    for event in one.events.all():
        assert event.old == state and (event.new in STATES[state] if state else event.new == State.PROPOSED)
        state = event.new
    return state


def as_found(case):
    """What the follow-up says by the states alone. None: not yet."""
    states = set(case.recommendations.filter(state__in=PROMISED).values_list("state", flat=True))
    if not states or not states <= CHECKED:
        return None
    return FollowedUpAs.VERIFIED if states == {State.VERIFIED} else FollowedUpAs.NOT_DONE


VERBS = {
    "send": lambda one, by, officer: recommending.mark_sent(one.case, one.case.recommendations.all(), by=by),
    "edit": lambda one, by, officer: proposing.edit(one, text="New", owner="", due_on=None, seen=1, by=by),
    "give up": lambda one, by, officer: recommending.give_up(one, note="Asked twice.", by=by),
    "done": lambda one, by, officer: recommending.report_done(one, text="See.", officer=officer),
    "close": lambda one, by, officer: casework.close(
        one.case, Outcome.CHANGED_FUTURE, by=by, note="", despite="All the same."
    ),
    "reopen": lambda one, by, officer: casework.reopen(one.case, by=by, note="x"),
} | {
    state.value: lambda one, by, officer, state=state: recommending.answer(
        one, state, reasons="So.", officer=officer
    )
    for state in (State.ACCEPTED, State.PARTLY, State.REJECTED)
} | {
    state.value: lambda one, by, officer, state=state: recommending.check(one, state, note="Seen.", by=by)
    for state in CHECKED
}  # fmt: skip
FIRST = ["send", "accepted", "close"]


def _whatever_is_done(case, owner, officer, data):
    both = [proposing.propose(case, 1, text=text, by=owner) for text in ("One", "Two")]
    begun = data.draw(st.integers(0, len(FIRST)))
    for name in FIRST[:begun] + data.draw(st.lists(st.sampled_from(sorted(VERBS)), max_size=12)):
        one = data.draw(st.sampled_from(both))
        with suppress(Conflict):
            VERBS[name](one, owner, officer)
        for one in both:
            one.refresh_from_db()
            assert told(one) == one.state
        now = Case.objects.get(pk=case.pk)
        if now.followed_up_as and as_found(now):
            assert now.followed_up_as == as_found(now)
        if now.status != "closed":
            assert now.followed_up_as == ""


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_events_say_what_the_state_is(case, owner, officer, data):
    with undone():
        _whatever_is_done(case, owner, officer, data)


@pytest.mark.django_db(transaction=True)
def test_the_authority_answers_while_one_of_ours_writes_the_same_down(case, owner, officer, at_once):
    """Both lock the case first: neither waits for the other for ever, and the answer is there once."""
    for number in range(8):
        one = proposing.propose(case, 1, text=f"Number {number}", by=owner)
        recommending.mark_sent(case, case.recommendations.all(), by=owner)
        at_once(
            lambda one=one: recommending.answer(one, State.ACCEPTED, officer=officer),
            lambda one=one: recommending.answer(one, State.ACCEPTED, by=owner),
        )
        assert one.events.filter(new=State.ACCEPTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_checked_while_the_authority_says_that_it_is_done(case, owner, officer, at_once, close):
    both = [proposing.propose(case, 1, text=text, by=owner) for text in ("One", "Two")]
    recommending.mark_sent(case, case.recommendations.all(), by=owner)
    for one in both:
        recommending.answer(one, State.ACCEPTED, officer=officer)
    close(case, Outcome.CHANGED_FUTURE)

    def attempt(verb, one, **said):
        with suppress(Conflict):
            verb(one, **said)

    at_once(*[
        lambda one=one, verb=verb, said=said: attempt(verb, one, **said)
        for one in both
        for verb, said in (
            (recommending.check, {"found": State.VERIFIED, "note": "Seen.", "by": owner}),
            (recommending.report_done, {"text": "See.", "officer": officer}),
        )
    ])  # fmt: skip
    assert [told(one) for one in both] == [State.VERIFIED] * 2
    assert Case.objects.get(pk=case.pk).followed_up_as == FollowedUpAs.VERIFIED
