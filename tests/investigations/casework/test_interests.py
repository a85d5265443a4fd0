"""A conflict of interest shuts a case at once; a restricted one is open to those who were named."""

import pytest

from investigations import access
from investigations.casework import casework, interests, owning
from investigations.leaving import timing
from investigations.lifecycle import Conflict
from investigations.models import Case, Outcome, Readers
from investigations.unsealing import opening
from mysteryshopper.staff.models import Role, User

RULES = ["read_complaint", "claim", "work_on", "read_identity"]


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


def may(user, case):
    case = Case.objects.get(pk=case.pk)
    return [rule for rule in RULES if getattr(access, f"can_{rule}")(user, case)]


def kinds(case):
    return list(case.events.values_list("kind", flat=True))


def test_whoever_declares_a_conflict_loses_the_case_at_once(case, owner, make_user):
    interests.declare(case, by=owner, reason="My brother bid.")
    assert (may(owner, case), Case.objects.get(pk=case.pk).owner) == ([], None)
    with pytest.raises(owning.NothingToClaim):
        owning.claim_next(by=owner)
    with pytest.raises(access.NotAllowed, match="conflict of interest"):
        casework.claim(case, by=owner)
    with pytest.raises(access.NotAllowed):
        opening.open_identity(case, by=owner, reason="")
    assert owning.claim_next(by=make_user()) == case
    event = case.events.get(kind="conflict")
    assert (event.by, event.note) == (owner, "My brother bid.")


def test_an_offer_ends_when_the_person_offered_declares_a_conflict(make_case, owner):
    case = make_case()
    Case.objects.update(offered_to=owner)
    interests.declare(case, by=owner, reason="Mine.")
    assert Case.objects.get(pk=case.pk).offered_to is None


def test_a_lead_with_a_conflict_has_no_way_round_it(case, lead, make_user):
    interests.declare(case, by=lead, reason="I worked there.")
    assert may(lead, case) == []
    with pytest.raises(access.NotAllowed):
        interests.lift(case, lead, by=lead, reason="")
    interests.lift(case, lead, by=make_user(Role.LEAD), reason="Ten years ago.")
    assert may(lead, case) == RULES
    assert kinds(case)[-2:] == ["conflict", "conflict_lifted"]


def test_declared_twice_it_is_one_event(case, owner):
    for _ in range(2):
        interests.declare(case, by=owner, reason="x")
    assert kinds(case).count("conflict") == 1


def test_a_closed_case_keeps_its_owner_who_no_longer_reads_it(case, owner, close):
    close(case, Outcome.PAID)
    interests.declare(case, by=owner, reason="x")
    assert (may(owner, case), Case.objects.get(pk=case.pk).owner) == ([], owner)


def test_opened_again_a_case_does_not_come_back_to_an_owner_who_is_shut_out_since(case, owner, lead, close):
    close(case, Outcome.PAID)
    interests.declare(case, by=owner, reason="Mine.")
    casework.reopen(case, by=lead, note="")
    assert (Case.objects.get(pk=case.pk).owner, kinds(case)[-2:]) == (None, ["moved", "given_back"])


def test_a_case_is_not_handed_to_somebody_with_a_conflict(case, owner, lead, make_user):
    other = make_user(name="Olga Other")
    interests.declare(case, by=other, reason="x")
    with pytest.raises(access.NotAllowed, match="Olga Other has declared a conflict"):
        owning.hand_over(case, by=owner, to=other, note="")
    assert owning.pass_on(owner, by=lead, to=other, note="") == 1
    assert Case.objects.get(pk=case.pk).owner is None


def test_what_is_not_there_is_not_lifted(case, owner, lead):
    with pytest.raises(Conflict, match="no conflict of interest"):
        interests.lift(case, owner, by=lead, reason="")


def test_a_restricted_case_is_open_to_its_owner_and_those_named(case, owner, lead, make_user):
    named, other, outsider = make_user(name="Nan Named"), make_user(), make_user(Role.LEAD)
    second = make_user(Role.LEAD)
    interests.set_readers(case, Readers.RESTRICTED, named=[named, second], by=lead, reason="A minister asks.")
    assert [may(user, case) for user in (owner, named, second, other, lead)] == [RULES, RULES, RULES, [], []]
    owning.give_back(case, by=owner, note="")
    with pytest.raises(owning.NothingToClaim):
        owning.claim_next(by=other)
    assert owning.claim_next(by=named) == case
    interests.set_readers(case, Readers.RESTRICTED, named=[named, lead], by=outsider, reason="It is over.")
    interests.set_readers(case, Readers.ASSIGNED, by=lead, reason="")
    assert [may(user, case) for user in (other, lead)] == [["claim"], RULES]


def test_a_case_of_the_team_is_read_by_all_and_worked_on_by_its_owner(case, lead, make_user):
    other = make_user()
    interests.set_readers(case, Readers.TEAM, by=lead, reason="")
    assert may(other, case) == ["read_complaint", "claim"]
    assert not access.can_read_complaint(make_user(Role.OFFICIAL), Case.objects.get(pk=case.pk))


def test_naming_somebody_with_a_conflict_opens_nothing(case, lead, make_user):
    other = make_user()
    interests.declare(case, by=other, reason="x")
    interests.set_readers(case, Readers.RESTRICTED, named=[other, lead], by=lead, reason="")
    assert may(other, case) == []


def test_a_restricted_case_keeps_a_lead_who_reads_it(case, lead, make_user):
    gone, shut_out = make_user(Role.LEAD), make_user(Role.LEAD)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    interests.declare(case, by=shut_out, reason="x")
    for named in ([], [make_user()], [gone], [shut_out]):
        with pytest.raises(interests.NoLeadReads, match="Name at least one lead"):
            interests.set_readers(case, Readers.RESTRICTED, named=named, by=lead, reason="")
    assert Case.objects.get(pk=case.pk).readers == Readers.ASSIGNED
    interests.set_readers(case, Readers.RESTRICTED, named=[lead], by=lead, reason="")


def test_the_owner_of_a_restricted_case_may_be_the_lead_who_reads_it(make_case, make_user):
    case, lead = make_case(), make_user(Role.LEAD)
    casework.claim(case, by=lead)
    interests.set_readers(case, Readers.RESTRICTED, by=make_user(Role.LEAD), reason="")
    assert may(lead, case) == RULES


def test_the_pages(case, owner, lead, signed_in, make_user):
    browser, where = signed_in(owner), f"/staff/cases/{case.reference}/"
    assert browser.post(f"{where}conflict/", {"reason": ""}).status_code == 422
    assert browser.post(f"{where}conflict/", {"reason": "My brother bid."}).url == "/staff/queue/"
    page = browser.get(where).content.decode()
    assert ("has declared a conflict of interest in this case" in page, "They never told us" in page) == (True, False)
    assert "Declare a conflict of interest" not in page
    second = signed_in(lead)
    assert "Owen Owner has declared a conflict of interest." in second.get(where).content.decode()
    assert second.post(f"{where}conflict/lift/", {"user": owner.pk, "reason": "None"}).url == where
    # In a second tab there is nothing to choose from any more.
    assert "Nobody has a conflict" in second.get(f"{where}conflict/lift/", follow=True).content.decode()
    nobody = second.post(f"{where}readers/", {"readers": "restricted", "named": [owner.pk], "reason": "Delicate."})
    assert (nobody.status_code, "Delicate." in nobody.content.decode()) == (422, True)
    assert nobody.content.decode().count("Name at least one lead who has no conflict of interest") == 2
    third = make_user(Role.LEAD)
    assert second.post(f"{where}readers/", {"readers": "restricted", "named": [owner.pk, third.pk]}).url == where
    assert "They never told us" not in second.get(where).content.decode()
    assert "They never told us" in browser.get(where).content.decode()


def test_a_lead_with_a_conflict_decides_nothing_about_the_case(case, owner, lead, make_user):
    friend = make_user(name="Fay Friend")
    interests.declare(case, by=lead, reason="x")
    interests.declare(case, by=friend, reason="x")
    for verb in (
        lambda: interests.set_readers(case, Readers.TEAM, by=lead, reason=""),
        lambda: interests.lift(case, friend, by=lead, reason=""),
        lambda: timing.let_leave_early(case, by=lead, reason="Now"),
    ):
        with pytest.raises(access.NotAllowed, match="conflict of interest"):
            verb()
    assert owning.pass_on(owner, by=lead, to=make_user(), note="") == 0
    assert Case.objects.get(pk=case.pk).owner == owner


def test_a_lead_who_is_shut_out_does_not_let_themselves_in(case, owner, lead, make_user):
    second = make_user(Role.LEAD)
    interests.set_readers(case, Readers.RESTRICTED, named=[second], by=second, reason="x")
    for readers, named in ((Readers.RESTRICTED, [lead]), (Readers.TEAM, []), (Readers.ASSIGNED, [])):
        with pytest.raises(access.NotAllowed, match="another lead"):
            interests.set_readers(case, readers, named=named, by=lead, reason="x")
    assert may(lead, case) == []
    interests.set_readers(case, Readers.RESTRICTED, named=[lead], by=make_user(Role.LEAD), reason="They help.")
    assert may(lead, case) == RULES
