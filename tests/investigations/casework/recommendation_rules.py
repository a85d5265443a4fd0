"""Rules of test_sequences.py: what we recommend, how it reaches the authority, what it answers, whether it was done."""

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from investigations.answering import promising
from investigations.casework.agreeing import needs_findings
from investigations.lifecycle import ANSWERS, CHECKED, STATES, State, Status
from investigations.models import Case, Letter, LetterKind, Outcome, Recommendation
from investigations.reaching import Reached, Way
from investigations.recommendations import proposing, recommending
from tests.investigations.casework.doing import CASE, MOSTLY_NOT, OWNER, WHO, Doing
from tests.investigations.recommendations.test_always import as_found, told

SAID = st.sampled_from(sorted(ANSWERS | {State.NO_ANSWER, State.DONE}))


class RecommendationRules(Doing):
    @rule(case=CASE, who=WHO, ground=st.integers(1, 2))
    def recommend(self, case, who, ground):
        text = f"Tell every bidder why it lost, within {Recommendation.objects.count() + 2} days."
        self.do(case, who, proposing.propose, ground, text=text, owner="Head of buying", due_on=None)

    @rule(case=CASE, who=WHO, data=st.data(), text=st.sampled_from(["Pay.", "Pay at once."]), is_stale=MOSTLY_NOT)
    def edit_recommendation(self, case, who, data, text, is_stale):
        if one := self.one_of(data, self.recommended(case, State.PROPOSED)):
            said = {"text": text, "owner": one.owner, "due_on": None, "seen": one.version - is_stale}
            self.do_to(one, case, who, proposing.edit, **said)

    @rule(case=CASE, who=WHO, data=st.data())
    def remove_recommendation(self, case, who, data):
        if one := self.one_of(data, self.recommended(case, State.PROPOSED)):
            self.do_to(one, case, who, proposing.remove)

    @rule(case=CASE, who=WHO)
    def send_by_post(self, case, who):
        reached = Reached(Way.ELSEWHERE, timezone.localdate(), "To the head of buying.")
        self.do(case, who, recommending.send_otherwise, reached=reached)

    @rule(case=CASE, who=WHO, data=st.data(), said=SAID)
    def write_down(self, case, who, data, said):
        """What the authority says outside its page, or that it says nothing and is not waited for any longer."""
        if one := self.one_of(data, self.recommended(case, *able_to_be(said))):
            self.do_to(one, case, who, recommending.write_down, said=said, reasons="They wrote.", due_on=None)

    @rule(case=CASE, data=st.data(), said=SAID)
    def officer_says(self, case, data, said):
        one, officer = self.one_of(data, self.recommended(case, *able_to_be(said))), self.case(case).officers.last()
        if one and officer and said != State.NO_ANSWER:
            verb, how = promising.answer, {"said": said, "reasons": "So.", "due_on": None}
            if said == State.DONE:
                verb, how = promising.report_done, {"text": "See.", "shown_by": []}
            self.attempt(verb, officer, one.number, at=timezone.now(), **how)

    @rule(case=CASE, who=WHO, data=st.data(), found=st.sampled_from(sorted(CHECKED)))
    def check(self, case, who, data, found):
        if one := self.one_of(data, self.recommended(case, *able_to_be(found))):
            self.do_to(one, case, who, recommending.check, found=found, note="Seen.")

    @rule(case=CASE, far=st.integers(1, 3))
    def recommendation_goes_on(self, case, far):
        """All take the usual way: sent, accepted; checked once the case is closed."""
        for _ in range(far):
            states = set(self.recommended(case).values_list("state", flat=True))
            if not states:
                self.recommend(case, OWNER, 1)
            elif State.PROPOSED in states:
                self.send_by_post(case, OWNER)
            for one in self.recommended(case, State.SENT):
                self.do_to(one, case, OWNER, recommending.write_down, said=State.ACCEPTED, reasons="", due_on=None)

    # What always holds

    @invariant()
    def events_of_a_recommendation_say_where_it_has_got_to(self):
        for one in Recommendation.objects.defer("text").prefetch_related("events"):
            assert told(one) == one.state

    @invariant()
    def what_was_looked_into_closes_when_all_is_answered(self):
        waiting = Recommendation.objects.filter(state__in=[State.PROPOSED, State.SENT], case__status=Status.CLOSED)
        assert not any(needs_findings(Outcome(outcome)) for (outcome,) in waiting.values_list("case__outcome"))

    @invariant()
    def a_follow_up_says_what_was_found_of_each(self):
        for case in Case.objects.exclude(followed_up_as=""):
            assert as_found(case) in (None, case.followed_up_as)

    @invariant()
    def what_the_authority_is_sent_is_what_stands_here(self):
        for letter in Letter.objects.standing().filter(kind=LetterKind.FINDINGS):
            for one in letter.recommendations.all():
                assert one.text in letter.body and (one.state != State.PROPOSED or letter.sent_at is None)

    # How it is done

    def recommended(self, case, *states):
        found = self.case(case).recommendations.select_related("case")
        return found.filter(state__in=states) if states else found


def able_to_be(new):
    """The states from which one can come to this one, and one that is always refused."""
    return [old for old in STATES if new in STATES[old]] + [State.PROPOSED]
