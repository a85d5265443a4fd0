"""Who may do what with a case: every rule for every role, in both shapes."""

import pytest

from investigations import access
from investigations.models import Case, Readers, Standing
from mysteryshopper.staff.models import Role, User

OTHER, OWNER, LEAD, OFFICIAL, ADMINISTRATOR = "other", "owner", Role.LEAD, Role.OFFICIAL, Role.ADMINISTRATOR


@pytest.fixture
def people(make_user):
    roles = [LEAD, OFFICIAL, ADMINISTRATOR]
    staff = {role: make_user(role, name=role.label) for role in roles}
    return staff | {OTHER: make_user(name="Olga Other"), OWNER: make_user(name="Owen Owner")}


@pytest.fixture
def allowed(make_case, people):
    """Who a rule lets in: on a case of Owen Owner, or on one that nobody has claimed."""

    def ask(rule, *, owned=True):
        case = make_case()
        case.owner = people[OWNER] if owned else None
        return {who for who, user in people.items() if getattr(access, f"can_{rule}")(user, case)}

    return ask


def test_the_owner_and_leads_read_a_complaint(allowed):
    assert allowed("read_complaint") == {OWNER, LEAD}


def test_every_investigator_reads_a_complaint_that_nobody_has_claimed(allowed):
    assert allowed("read_complaint", owned=False) == {OWNER, OTHER, LEAD}


@pytest.mark.parametrize("owned", [True, False])
@pytest.mark.parametrize("readers", Readers)
@pytest.mark.parametrize("standing", [None, *Standing.Kind])
@pytest.mark.parametrize("is_active", [True, False])
def test_the_condition_in_the_database_is_the_rule_for_one(make_case, people, owned, readers, standing, is_active):
    case = make_case()
    case.owner, case.readers = people[OWNER] if owned else None, readers
    case.save()
    for who, user in people.items():
        user.is_active = is_active
        user.save()
        if standing and who not in {OFFICIAL, ADMINISTRATOR}:
            Standing.objects.create(case=case, user=user, kind=standing)
        found = Case.objects.filter(access.complaints_read_by(user), pk=case.pk).exists()
        is_reader = User.objects.filter(access.readers_of(case), pk=user.pk).exists()
        assert found == is_reader == access.can_read_complaint(user, case), who


def test_the_owner_and_leads_work_on_a_case(allowed):
    assert allowed("work_on") == {OWNER, LEAD}


def test_nobody_works_on_a_case_that_nobody_has_claimed(allowed):
    assert allowed("work_on", owned=False) == set()


def test_investigators_and_leads_work_the_queue(people):
    assert {who for who, user in people.items() if access.can_work_queue(user)} == {OWNER, OTHER, LEAD}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("rule", ["work_queue", "lead", "see_figures"])
def test_an_account_that_is_shut_may_nothing(make_user, role, rule):
    user = make_user(role)
    user.is_active = False
    with pytest.raises(access.NotAllowed, match="The account of Ann Investigator is shut"):
        getattr(access, f"check_{rule}")(user)


def test_all_but_administrators_see_figures(people):
    assert {who for who, user in people.items() if access.can_see_figures(user)} == {OWNER, OTHER, LEAD, OFFICIAL}


@pytest.mark.parametrize(
    ("rule", "who", "sentence"),
    [
        ("check_work_on", OTHER, "Owen Owner is working on this case."),
        ("check_read_complaint", OTHER, "Owen Owner is working on this case. Only they and leads"),
        ("check_read_complaint", OFFICIAL, "Only investigators and leads"),
    ],
)
def test_a_refusal_says_why(make_case, people, rule, who, sentence):
    case = make_case()
    case.owner = people[OWNER]
    with pytest.raises(access.NotAllowed, match=sentence):
        getattr(access, rule)(people[who], case)
