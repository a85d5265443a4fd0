"""Whatever is done to cases in whatever order and by whomever: what a case is, is what its events say, and what is
refused changes nothing.

A state machine calls the verbs as the pages do: those on the case here, those on its owner, on letters and on
recommendations in modules beside it (…_rules.py). Beside it stands what the events alone say (replaying.py)."""

import os
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import time_machine
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from complaints import scope
from complaints.filing.submitting import GroundTold
from complaints.models import Asking, Notification, Sector, SubIssue, Subject
from investigations import access, deadlines
from investigations.casework import casework, findings, holding, interests, noting, spot_checks, tagging
from investigations.casework.grounds import grounds_of
from investigations.checklists import checking
from investigations.clocks import changing, keeping, reminding, stopping
from investigations.deadlines import OF_THE_PROCUREMENT, Basis, ClockKind
from investigations.letters import admitting, starters
from investigations.lifecycle import MOVES, Status
from investigations.models import (
    RUNNING,
    CaseClock,
    CaseLink,
    ClockPause,
    FollowedUpAs,
    Outcome,
    Readers,
    Verdict,
    WhyStopped,
)
from mysteryshopper.calendar import london_day
from tests.complaints.filing.test_sequences import undone
from tests.investigations.casework.doing import (
    CASE,
    LEADS,
    MOSTLY_NOT,
    OWNER,
    PEOPLE,
    STAFF,
    WHO,
    WORDS,
    snapshot,
)
from tests.investigations.casework.letter_rules import LetterRules
from tests.investigations.casework.owner_rules import OwnerRules
from tests.investigations.casework.recommendation_rules import RecommendationRules
from tests.investigations.casework.replaying import facts_of, replay
from tests.investigations.counted import pace_recounted, paced, tallied, tally_recounted
from tests.smtp import mailbox  # noqa: F401 a fixture

START = datetime(2026, 6, 1, 11, tzinfo=UTC)
USUALLY = [*Status]  # the way of most cases, in this order
# How far each of the three cases has got when a sequence begins.
FAR = st.lists(st.integers(0, 5), min_size=3, max_size=3)
# So many examples in CI, and many more by hand: EXAMPLES=1000.
EXAMPLES = int(os.environ.get("EXAMPLES", "20"))


class Life(OwnerRules, LetterRules, RecommendationRules, RuleBasedStateMachine):
    make_complaints: object  # opens the cases of complaints
    target: object  # of a spot check

    def __init__(self):
        super().__init__()
        self.exits = ExitStack()
        self.exits.enter_context(undone())
        self.clock = self.exits.enter_context(time_machine.travel(START, tick=False))
        self.dues = {}  # of clocks that were met

    def teardown(self):
        self.exits.close()

    @initialize(steps=FAR, letters=FAR, recommends=FAR, days=st.sampled_from([0, 2, 2]), left=st.none() | PEOPLE)
    def three_cases(self, steps, letters, recommends, days, left):
        """One about a live procurement of central government, one with two grounds, one of our own; some far on.
        Somebody may have left since."""
        told = {"procurement": "Streets", "reason": "Often.", "by": self.person("Ann")}
        case = spot_checks.open_check(self.target, [(Subject.PAYMENT, SubIssue.PAYMENT)], **told)
        self.pks = [*(one.pk for one in self.make_complaints()), case.pk]
        self.clock.shift(timedelta(days=days))
        for number in range(3):
            self.add_contact(number, OWNER)
            self.do(number, OWNER, admitting.let_in, self.contacts(number).last())
            self.go_on(number, steps[number])
            self.letter_goes_on(number, letters[number], "250 OK", "Lea")
            self.recommendation_goes_on(number, recommends[number])
        self.only_those_who_may_did_anything()
        if left:
            self.leave(left, None)

    # The verbs

    @rule(case=CASE, who=WHO, data=st.data(), is_wild=MOSTLY_NOT, basis=st.sampled_from(Basis))
    def move(self, case, who, data, is_wild, basis):
        old = Status(self.case(case).status)
        able = sorted(set(Status) if is_wild else MOVES[old] - {Status.CLOSED} or set(Status))
        seen = data.draw(st.sampled_from([None, old, *([Status.ASKED] if is_wild else [])]))
        self.do(case, who, casework.move, data.draw(st.sampled_from(able)), note="", seen=seen, basis=basis)

    @rule(case=CASE, far=st.integers(1, 3))
    def go_on(self, case, far):
        """The owner takes it along the usual way, without a letter."""
        for _ in range(far):
            following = dict(pairwise(USUALLY)).get(self.case(case).status)
            if following == Status.CLOSED:
                self.close(case, OWNER, Outcome.CHANGED_FUTURE, Verdict.UPHELD, "Because.", "")
            elif following:
                self.do(case, OWNER, casework.move, following, note="")

    @rule(case=CASE, who=WHO, number=st.integers(0, 3), verdict=st.sampled_from(Verdict), behind=st.integers(0, 1))
    def find(self, case, who, number, verdict, behind):
        found = {ground.number: ground.finding for ground in grounds_of(self.case(case))}.get(number)
        seen = max(found.version - behind, 0) if found else 0
        self.do(case, who, findings.find, number, verdict, "So it was.", seen=seen)

    @rule(
        case=CASE,
        who=WHO,
        outcome=st.sampled_from([one for one in Outcome if one != Outcome.UNCODED]),
        finds=st.none() | st.sampled_from(Verdict),
        despite=WORDS,
        signpost=st.sampled_from(["", *sorted(scope.BY_KEY)]),
    )
    def close(self, case, who, outcome, finds, despite, signpost):
        for ground in grounds_of(self.case(case)) if finds else []:
            self.find(case, who, ground.number, finds, 0)
        on_its_way = self.unsent(case).standing().exists()
        closed = self.do(case, who, casework.close, outcome, note="Done.", despite=despite, signpost=signpost)
        assert not (closed and on_its_way)

    @rule(case=CASE)
    def close_uncoded(self, case):
        """Only imported history may be without a coded outcome."""
        before = snapshot()
        with suppress(ValueError):
            assert self.do(case, "Ann", casework.close, Outcome.UNCODED, note="") is None
        assert snapshot() == before

    @rule(data=st.data(), who=WHO | LEADS)
    def reopen(self, data, who):
        closed = [number for number in range(3) if self.case(number).status == Status.CLOSED]
        case = data.draw(st.sampled_from(closed or [0]))
        self.do(case, who, casework.reopen, note="There is more to it.")

    @rule(case=CASE, who=WHO, mention=st.none() | PEOPLE)
    def note(self, case, who, mention):
        self.do(case, who, noting.note, text="Rang them.", mention=mention and self.person(mention))

    @rule(case=CASE, who=WHO)
    def write(self, case, who):
        self.do(case, who, noting.write, text="When was it?")

    @rule(case=CASE, who=WHO)
    def declare(self, case, who):
        self.do(case, who, interests.declare, reason="My sister bid.")
        case = self.case(case)
        assert all(not access.can_read_complaint(one, case) for one in self.shut_out(case))

    @rule(case=CASE, who=LEADS, data=st.data())
    def lift(self, case, who, data):
        user = data.draw(st.sampled_from([one.name for one in self.shut_out(self.case(case))] or ["Ann"]))
        self.do(case, who, interests.lift, self.person(user), reason="She did not.")

    @rule(case=CASE, who=LEADS, readers=st.sampled_from(Readers), named=st.lists(PEOPLE, max_size=2, unique=True))
    def readers(self, case, who, readers, named):
        self.do(
            case, who, interests.set_readers, readers, named=[self.person(one) for one in named], reason="Delicate."
        )

    @rule(case=CASE, who=LEADS, is_wild=MOSTLY_NOT)
    def hold(self, case, who, is_wild):
        lifts = self.case(case).is_held != is_wild
        self.do(case, who, holding.release if lifts else holding.hold, reason="A court asked.")

    @rule(case=CASE, who=WHO, data=st.data(), reason=st.sampled_from(WhyStopped), is_wild=MOSTLY_NOT)
    def stop(self, case, who, data, reason, is_wild):
        running = self.case(case).clocks.filter(RUNNING, due_on__gte=timezone.localdate()).order_by("pk")
        kinds = ClockKind if is_wild else [*running.values_list("kind", flat=True)] or ClockKind
        kind = ClockKind(data.draw(st.sampled_from([*kinds])))
        self.do(case, who, stopping.stop, kind, reason=reason, note="Waiting.")

    @rule(case=CASE, who=WHO, kind=st.sampled_from(ClockKind), is_wild=MOSTLY_NOT)
    def restart(self, case, who, kind, is_wild):
        stopped = self.case(case).pauses.filter(until=None).first()
        kind = ClockKind(stopped.kind) if stopped and not is_wild else kind
        self.do(case, who, stopping.restart, kind)

    @rule(case=CASE, who=WHO, days=st.none() | st.integers(-3, 9))
    def set_standstill(self, case, who, days):
        day = None if days is None else timezone.localdate() + timedelta(days=days)
        self.do(case, who, stopping.set_standstill, day)

    @rule(case=CASE, who=WHO)
    def follow_up(self, case, who):
        self.do(case, who, stopping.follow_up, FollowedUpAs.VERIFIED, found="They did.")

    @rule(case=CASE, who=WHO, name=st.sampled_from(["portal", "late"]), goes=st.booleans())
    def tag(self, case, who, name, goes):
        self.do(case, who, tagging.untag if goes else tagging.tag, name)

    @rule(case=CASE, other=CASE, who=WHO, goes=st.booleans())
    def link(self, case, other, who, goes):
        kind = {} if goes else {"kind": CaseLink.Kind.RELATED}
        self.do(case, who, tagging.unlink if goes else tagging.link, self.case(other), **kind)

    @rule(case=CASE, who=WHO, user=st.none() | PEOPLE)
    def task(self, case, who, user):
        self.do(case, who, checking.add, "Ring them.", due_on=None, for_user=user and self.person(user))

    # What happens by itself

    @rule(hours=st.sampled_from([0.1, 20, 48, 24 * 10, 24 * 40]))
    def time_goes_by(self, hours):
        self.clock.shift(timedelta(hours=hours))

    @rule()
    def acknowledgements_go(self):
        Notification.objects.filter(kind="acknowledgement", done_at=None).update(done_at=timezone.now())
        reminding.note_acknowledged()

    @rule(key=st.sampled_from(["triage", "resolve_others", "answer_cooperation"]), number=st.integers(1, 12), who=LEADS)
    def set_number(self, key, number, who):
        owed = self.attempt(changing.set_number, key, number, by=self.person(who), reason="Measured.", changes=True)
        if owed is not None:
            for change in changing.ClockChange.objects.filter(done_at=None):
                changing.count_again(change)

    # What always holds

    @invariant()
    def the_events_say_what_the_case_is(self):
        for case in self.cases():
            told = replay(case)
            assert vars(told) == told.of_case(case)

    @invariant()
    def closed_is_one_outcome_and_a_day(self):
        for case in self.cases():
            is_closed = case.status == Status.CLOSED
            assert [case.outcome is not None, case.closed_on is not None] == [is_closed] * 2
            if case.complaint:
                asked = case.outcome not in (None, Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN)
                assert case.complaint.askings.filter(kind=Asking.Kind.SATISFIED).exists() == asked
                moves = case.events.filter(kind="moved").count()
                assert case.complaint.progress.exclude(step__in=self.other_steps).count() == moves

    @invariant()
    def clocks_are_what_a_recount_says(self):
        counted_by = keeping.table()
        for case in self.cases():
            rows = {row.kind: row for row in CaseClock.objects.filter(case=case)}
            pauses = [deadlines.Pause(*row) for row in case.pauses.values_list("kind", "since", "until")]
            facts = facts_of(case, self.acknowledged_on(case))
            counted = {
                clock.kind: clock
                for clock in deadlines.clocks(
                    facts, numbers=counted_by.numbers, holidays=counted_by.holidays, pauses=pauses
                )
            }
            assert rows.keys() == counted.keys()
            for kind, clock in counted.items():
                row = rows[kind]
                assert (row.started_on, row.met_on, row.stopped_on) == (
                    clock.started_on,
                    clock.met_on,
                    clock.stopped_on,
                )
                assert row.due_on == self.due(case, clock)
            due = deadlines.next_due([clock._replace(due_on=rows[kind].due_on) for kind, clock in counted.items()])
            assert (case.next_due_on, case.next_clock) == ((due.due_on, due.kind) if due else (None, ""))

    @invariant()
    def a_clock_stands_still_as_long_as_somebody_stopped_it(self):
        stopped = set(CaseClock.objects.exclude(stopped_on=None).values_list("case", "kind", "stopped_on"))
        assert stopped == set(ClockPause.objects.filter(until=None).values_list("case", "kind", "since"))
        assert not any(pause.reason == "" for pause in ClockPause.objects.all())

    @invariant()
    def a_closed_case_has_no_clock_running_but_its_follow_up(self):
        running = CaseClock.objects.filter(case__status=Status.CLOSED, met_on=None)
        assert set(running.values_list("kind", flat=True)) <= {ClockKind.FOLLOW_UP}

    @invariant()
    def tally_and_pace_are_a_recount(self):
        assert tallied() == tally_recounted()
        assert paced() == pace_recounted()

    # How it is done

    other_steps = ("opened", "received")

    def shut_out(self, case):
        return [standing.user for standing in case.standings.filter(kind="conflict").select_related("user")]

    def acknowledged_on(self, case):
        at = Notification.objects.filter(complaint=case.complaint_id, kind="acknowledgement").values_list("done_at")
        return next((london_day(done_at) for (done_at,) in at if done_at), None)

    def due(self, case, clock):
        """As counted now; what was met stays due when it was."""
        if clock.met_on is None or clock.kind in OF_THE_PROCUREMENT:
            self.dues.pop((case.pk, clock.kind), None)
            return clock.due_on
        was = self.dues.get((case.pk, clock.kind))
        if was is None or was[:2] != (clock.started_on, clock.met_on):
            self.dues[case.pk, clock.kind] = was = clock.started_on, clock.met_on, clock.due_on
        return was[2]


def test_whatever_is_done_in_whatever_order(make_case, make_user, make_authority, filing, mailbox, settings):  # noqa: F811
    def make_complaints():
        central = make_authority("Home Office", Sector.CENTRAL_GOVERNMENT)
        two = [*filing.grounds, GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "They paid late.")]
        return [
            make_case(now=START, authority=central, live_until=START + timedelta(days=3)),
            make_case(now=START, grounds=two),
        ]

    Life.make_complaints = staticmethod(make_complaints)
    for name, role in STAFF.items():
        make_user(role, name)
    starters.load()
    Life.mailbox, settings.EMAIL_TIMEOUT = mailbox, 10
    Life.target = spot_checks.Risk(filing.authority, "3 cases in 2 years")
    few = how(max_examples=EXAMPLES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=few)
