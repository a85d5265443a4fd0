"""Rules of test_sequences.py: whose a case is, when people leave or get another role too."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from investigations import access
from investigations.casework import bulk, casework, owning
from investigations.lifecycle import Status
from investigations.models import BulkAction, Case, CaseEvent
from mysteryshopper.staff import accounts
from mysteryshopper.staff.models import Role
from tests.investigations.casework.doing import CASE, LEADS, PEOPLE, SOME_CASES, STAFF, WHO, WORDS, Doing, snapshot

# Shut, or of another role.
CHANGES = [None, Role.OFFICIAL, Role.INVESTIGATOR, Role.LEAD]


def is_open_of(case, owner):
    return owner is not None and case.owner == owner and case.status != Status.CLOSED


class OwnerRules(Doing):
    def __init__(self):
        super().__init__()
        self.actions = []  # on several cases
        self.left = set()  # open cases with an owner who since then may not work on them
        self.newest = 0  # of the events that were looked at

    @rule(case=CASE, who=PEOPLE)
    def claim(self, case, who):
        self.do(case, who, casework.claim)

    @rule(who=PEOPLE)
    def claim_next(self, who):
        before = set(Case.objects.open().filter(owner=None).values_list("pk", flat=True))
        got = self.attempt(owning.claim_next, by=self.person(who))
        assert got is None or got.pk in before

    @rule(case=CASE, who=WHO, to=PEOPLE, note=WORDS)
    def hand_over(self, case, who, to, note):
        self.do(case, who, owning.hand_over, to=self.person(to), note=note)

    @rule(case=CASE, who=WHO, note=WORDS)
    def give_back(self, case, who, note):
        self.do(case, who, owning.give_back, note=note)

    @rule(leaver=PEOPLE, who=LEADS, to=st.none() | PEOPLE)
    def pass_on(self, leaver, who, to):
        """All of a leaver’s work in one go: only where the lead has a conflict of interest does it stay."""
        leaver, by, to = self.person(leaver), self.person(who), to and self.person(to)
        passed = self.attempt(owning.pass_on, leaver, by=by, to=to, note="They left.")
        if passed is not None and to != leaver:
            assert not any(access.can_decide_about(by, case) for case in self.cases() if is_open_of(case, leaver))

    @rule(who=PEOPLE, change=st.sampled_from(CHANGES))
    def leave(self, who, change):
        """An administrator shuts their account, or gives them another role."""
        if change is None:
            self.attempt(accounts.shut, self.person(who), by=self.person("Ada"))
        else:
            self.attempt(accounts.change, self.person(who), name=who, role=change, by=self.person("Ada"))
        gone = self.person(who)
        self.left |= {case.pk for case in self.cases() if is_open_of(case, gone) and not access.can_work_on(gone, case)}

    @rule(who=PEOPLE)
    def come_back(self, who):
        self.attempt(accounts.open_again, self.person(who), by=self.person("Ada"))
        self.attempt(accounts.change, self.person(who), name=who, role=STAFF[who], by=self.person("Ada"))

    @rule(cases=SOME_CASES, who=PEOPLE, kind=st.sampled_from(BulkAction.Kind), to=PEOPLE)
    def several(self, cases, who, kind, to):
        """What is shown beforehand is what happens, and showing it changes nothing."""
        chosen = [self.case(case) for case in cases]
        asked = bulk.Asked(kind, by=self.person(who), to=self.person(to), note="All of them.")
        before = snapshot()
        shown = [(item.case.pk, item.after, item.why_not) for item in bulk.preview(chosen, asked)]
        assert snapshot() == before
        action = bulk.apply(chosen, asked)
        assert [(item.case_id, item.after, item.why_not) for item in action.items.all()] == shown
        self.actions.append(action)

    @rule(who=PEOPLE, data=st.data())
    def undo(self, who, data):
        if self.actions:
            action = data.draw(st.sampled_from(self.actions))
            owners = dict(Case.objects.values_list("pk", "owner"))
            by = self.person(data.draw(st.sampled_from([action.by.name, who])))
            kept = self.attempt(bulk.undo, action, by=by)
            for item in action.items.filter(why_not="") if kept is not None else []:
                stays = item.case_id in {case.pk for case in kept}
                owner = Case.objects.get(pk=item.case_id).owner_id
                assert owner == (owners[item.case_id] if stays else item.before_id)

    @invariant()
    def who_owns_an_open_case_may_work_on_it(self):
        """Or they have left since: then it stays theirs until a lead passes it on, or they are back."""
        not_able = {
            case.pk
            for case in self.cases()
            if is_open_of(case, case.owner) and not access.can_work_on(case.owner, case)
        }
        self.left &= not_able
        assert not_able == self.left

    @invariant()
    def only_those_who_may_did_anything(self):
        events = CaseEvent.objects.filter(pk__gt=self.newest).order_by("pk").select_related("by")
        for event in events:
            assert event.by is None or (event.by.is_active and event.by.role in (Role.INVESTIGATOR, Role.LEAD))
            self.newest = event.pk
