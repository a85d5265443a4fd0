"""Rules: tried on past cases, switched on, applied as a case opens; never in its way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import Sector, SubIssue, Subject
from investigations import ruling
from investigations.access import NotAllowed
from investigations.colliding import SavedMeanwhile
from investigations.models import Case, CaseEvent, Rule, RuleChange
from investigations.queue.intake import open_case
from investigations.rules import changing
from mysteryshopper.staff.models import Role
from tests.conftest import NOON

FORM = {"seen": "1", "name": "Late payers", "subject": "payment", "effect": "priority"}
CONDITIONS = {
    "authority_sector": ["", Sector.LOCAL_GOVERNMENT, Sector.HEALTH],
    "subject": ["", Subject.PAYMENT, Subject.PROCUREMENT_PROCESS],
    "sub_issue": ["", SubIssue.FEEDBACK],
    "is_live": ["", "yes", "no"],
    "is_payment": ["", "yes", "no"],
    "is_repeat": ["yes", "no", ""],
}
told = st.fixed_dictionaries(
    {"is_payment": st.booleans(), "is_live": st.booleans(), "is_known": st.sampled_from([True, True, True, False])}
)
conditions = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CONDITIONS.items()})


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def browser(signed_in, lead):
    return signed_in(lead)


def on(name="Rule", effect="priority", **fields):
    return Rule.objects.create(name=name, effect=effect, state="on", tried_version=1, **({"is_payment": "no"} | fields))


def ruled():
    return list(CaseEvent.objects.filter(kind="ruled").order_by("pk").values_list("case", "note"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(conditions, min_size=1, max_size=3), st.lists(told, min_size=3, max_size=5), st.data())
def test_what_a_trial_says_is_what_was_done_as_the_cases_opened(make_case, make_user, rules, complaints, data):
    with transaction.atomic():
        effects = [{"effect": "priority"}, {"effect": "tag", "tag": "x"}, {"effect": "offer", "offer_to": make_user()}]
        for number, chosen in enumerate(rules):
            on(f"Rule {number}", **chosen, **data.draw(st.sampled_from(effects)))
        for one in complaints:
            paid = {"subject": Subject.PAYMENT, "sub_issue": SubIssue.PAYMENT} if one["is_payment"] else {}
            nobody = {} if one["is_known"] else {"authority": None, "authority_given": "x"}
            make_case(**paid, **nobody, live_until=NOON + timedelta(days=2) if one["is_live"] else None)
        said = ruling.touches(list(Rule.objects.select_related("offer_to")), ruling.past_cases())
        assert sorted((case.pk, f"Rule “{rule}”. {rule.effect_in_words}.") for rule, case in said) == sorted(ruled())
        done = {rule.effect: {c.pk for r, c in said if r.effect == rule.effect} for rule, _ in said}
        assert set(Case.objects.filter(is_priority=True).values_list("pk", flat=True)) == done.get("priority", set())
        assert set(Case.objects.filter(tags__name="x").values_list("pk", flat=True)) == done.get("tag", set())
        offered = Case.objects.exclude(offered_to=None)
        assert set(offered.values_list("pk", flat=True)) == done.get("offer", set())
        assert not Case.objects.exclude(owner=None).exists()
        transaction.set_rollback(True)


def test_each_effect_is_done_and_the_history_names_the_rule(make_case, make_user, browser):
    nora = make_user(name="Nora")
    on("A", "priority"), on("B", "tag", tag="framework"), on("C", "offer", offer_to=nora)
    case = Case.objects.get(pk=make_case().pk)
    assert (case.is_priority, case.tags.get().name, case.offered_to, case.owner) == (True, "framework", nora, None)
    page = browser.get(f"/staff/cases/{case.reference}/").content.decode()
    assert ("Offered to Nora" in page, "Rule “B”. Tag added: framework." in page) == (True, True)
    assert "Offered to Nora" in browser.get("/staff/queue/").content.decode()


def test_an_authority_comes_again_from_its_third_case_on(make_case):
    on(is_repeat="yes", is_payment="")
    assert [Case.objects.get(pk=make_case().pk).is_priority for _ in range(4)] == [False, False, True, True]


@pytest.mark.parametrize("state", ["draft", "off"])
def test_a_rule_that_is_not_on_does_nothing(make_case, state):
    on()
    Rule.objects.update(state=state)
    make_case()
    assert ruled() == []


def test_nobody_is_offered_a_case_who_has_left(make_case, make_user):
    on(effect="offer", offer_to=make_user())
    Rule.objects.get().offer_to.__class__.objects.update(is_active=False)
    make_case()
    assert ruled() == []


def test_a_rule_that_fails_keeps_no_case_from_opening_and_no_other_rule_from_applying(make_case):
    """Postgres refuses the tag of one of them."""
    on("A", "tag", tag="refused"), on("B", "tag", tag="fine")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE investigations_casetag ADD CONSTRAINT no CHECK (name <> 'refused') NOT VALID")
    case = make_case()
    assert [tag.name for tag in case.tags.all()] == ["fine"]
    assert ruled() == [(case.pk, "Rule “B”. Tag added: fine.")]


def test_leads_see_which_rule_fails_until_it_is_changed(browser, make_case):
    on("A", "tag", tag="refused")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE investigations_casetag ADD CONSTRAINT no CHECK (name <> 'refused') NOT VALID")
    make_case()
    rule = f"/staff/rules/{Rule.objects.get().pk}/"
    assert "Fails" in browser.get("/staff/rules/").content.decode()
    assert "could not be applied to a new case" in browser.get(rule).content.decode()
    assert "IntegrityError" in browser.get(rule).content.decode()
    browser.post(f"{rule}change/", FORM | {"name": "B"})
    assert "Fails" not in browser.get("/staff/rules/").content.decode()


def test_opening_asks_the_same_with_1_and_20_rules(make_complaint):
    def queries():
        complaint = make_complaint()
        with CaptureQueriesContext(connection) as asked:
            open_case(complaint)
        return len(asked)

    on("tag 0", "tag", tag="tag 0"), on("priority")
    queries()
    before = queries()
    for number in range(1, 19):
        on(f"tag {number}", "tag", tag=f"tag {number}")
    assert queries() == before


def test_a_rule_is_written_tried_and_switched_on(browser, make_case):
    case = make_case(subject=Subject.PAYMENT, sub_issue=SubIssue.PAYMENT)
    make_case()
    rule = f"{browser.post('/staff/rules/new/', FORM).url}"
    assert browser.post(f"{rule}switch/", {"seen": "1", "state": "on"}).status_code == 409
    assert browser.get(f"{rule}trial/").url == rule
    page = browser.get(browser.post(f"{rule}trial/", {"seen": "1"}).url).content.decode()
    assert ("Of the last 2 cases it would have touched 1 (50%)" in page, case.reference in page) == (True, True)
    assert (ruled(), Case.objects.filter(is_priority=True).exists()) == ([], False)
    assert browser.post(f"{rule}switch/", {"seen": "1", "state": "on"}).status_code == 302
    browser.post(f"{rule}change/", FORM | {"name": "Payers"})
    changed = Rule.objects.get()
    assert (changed.state, changed.version, changed.is_tried) == ("draft", 2, False)
    assert [change.words.split(" ")[0] for change in RuleChange.objects.all()] == [
        "Changed:", "Switched", "Tried", "Written:",
    ]  # fmt: skip
    assert "Was: Late payers." in browser.get(rule).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"subject": ""}, {"subject": "x"}, {"name": ""}, {"name": "There is one"}, {"effect": ""}, {"effect": "tag"},
     {"effect": "tag", "tag": "!"}, {"effect": "tag", "tag": "\ufdfa" * 20}, {"effect": "offer"},
     {"effect": "offer", "offer_to": "\x00"}, {"effect": "offer", "offer_to": "9" * 40}, {"seen": "9" * 40}],
)  # fmt: skip
def test_what_is_no_rule_is_an_error_on_the_page(browser, wrong):
    on("There is one")
    assert browser.post("/staff/rules/new/", FORM | wrong).status_code == 422
    assert Rule.objects.count() == 1


def test_of_two_who_change_it_at_once_the_second_is_told_and_loses_nothing(browser):
    rule = browser.post("/staff/rules/new/", FORM).url
    browser.post(f"{rule}change/", FORM | {"name": "Theirs"})
    told = browser.post(f"{rule}change/", FORM | {"name": "Mine"})
    page = told.content.decode()
    assert (told.status_code, "Theirs" in page, 'value="Mine"' in page, 'name="seen" value="2"' in page) == (
        409, True, True, True,
    )  # fmt: skip
    assert browser.post(f"{rule}trial/", {"seen": "1"}).status_code == 409
    assert browser.post(f"{rule}switch/", {"seen": "x", "state": "on"}).status_code == 409
    assert browser.post(f"{rule}change/", FORM | {"name": "Mine", "seen": "2"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_make_one_change(lead, make_user, at_once):
    rule = changing.save(Rule(), {"name": "A", "subject": "payment", "effect": "priority"}, seen=1, by=lead)

    def save(name):
        try:
            changing.save(Rule.objects.get(pk=rule.pk), {"name": name}, seen=1, by=lead)
        except SavedMeanwhile:
            return "told"
        return "saved"

    assert sorted(at_once(lambda: save("B"), lambda: save("C"))) == ["saved", "told"]


def test_postgres_lets_no_rule_be_on_that_was_not_tried(db):
    with pytest.raises(IntegrityError, match="rule_on_is_tried"), transaction.atomic():
        Rule.objects.create(name="A", effect="priority", subject="payment", state="on")


def test_only_leads_keep_rules(make_user):
    rule, by = on(), make_user()
    for verb in (
        lambda: changing.save(rule, {}, seen=1, by=by),
        lambda: changing.try_out(rule, seen=1, by=by),
        lambda: changing.switch(rule, Rule.State.OFF, seen=1, by=by),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_no_condition_is_about_the_provider():
    assert not [name for name in Rule.CONDITIONS if "provider" in name or "kind" in name or "size" in name]
