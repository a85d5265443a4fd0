"""Tasks of a case: added, ticked off, shown to those who may read it; and the lists that leads keep."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from investigations.access import NotAllowed
from investigations.casework import casework, owning
from investigations.checklists import checking, reading, templating
from investigations.lifecycle import Conflict
from investigations.models import Outcome, Task, TaskTemplate
from mysteryshopper.staff.models import Role


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


@pytest.fixture
def browser(signed_in, owner):
    return signed_in(owner)


def template(name="Late payment", lines=("Ask for the invoice", "Ring the authority")):
    return TaskTemplate.objects.create(name=name, lines=list(lines))


def add(case, text, *, by, due_on=None, for_user=None):
    checking.add(case, text, due_on=due_on, for_user=for_user, by=by)
    return case.tasks.order_by("-pk")[0]


def page(browser, case):
    return browser.get(f"/staff/cases/{case.reference}/").content.decode()


def notes(case):
    return list(case.events.filter(kind="task").values_list("note", flat=True))


def test_a_task_is_added_ticked_off_and_unticked(case, browser):
    typed = {"text": "Ring them", "due_on-day": "5", "due_on-month": "6", "due_on-year": "2026"}
    assert browser.post(f"/staff/cases/{case.reference}/tasks/add/", typed).status_code == 302
    task = Task.objects.get()
    shown = page(browser, case)
    assert ("Ring them" in shown, "Due on Friday 5 June 2026" in shown) == (True, True)
    for _ in range(2):
        assert browser.post(f"/staff/cases/{case.reference}/tasks/{task.pk}/done/").status_code == 302
    assert "Done by Owen Owner" in page(browser, case)
    for _ in range(2):
        browser.post(f"/staff/cases/{case.reference}/tasks/{task.pk}/not-done/")
    assert notes(case) == ["Done: Ring them", "Not done after all: Ring them"]
    assert reading.how_many_left(case) == 1


@pytest.mark.parametrize("typed", [{}, {"text": " "}, {"text": "x" * 301}, {"text": "kept", "due_on-day": "31"}])
def test_what_is_no_task_is_an_error_on_the_page_and_nothing_is_lost(case, browser, typed):
    answer = browser.post(f"/staff/cases/{case.reference}/tasks/add/", typed)
    assert (answer.status_code, typed.get("text", "").strip() in answer.content.decode()) == (422, True)
    assert not Task.objects.exists()


@pytest.mark.parametrize("who", ["999", "x", "\x00", "9" * 40])
def test_a_task_is_for_somebody_who_is_there(case, browser, who):
    typed = {"text": "Ring them", "for_user": who}
    assert browser.post(f"/staff/cases/{case.reference}/tasks/add/", typed).status_code == 422


def test_a_task_is_for_nobody_who_may_not_read_the_case(case, owner, browser, make_user):
    stranger = make_user(name="Sam Stranger")
    with pytest.raises(NotAllowed):
        add(case, "Ring them", for_user=stranger, by=owner)
    address = f"/staff/cases/{case.reference}/tasks/add/"
    assert "Sam Stranger" not in browser.get(address).content.decode()
    assert browser.post(address, {"text": "Ring them", "for_user": stranger.pk}).status_code == 422


def test_all_of_a_template_come_in_its_order(case, browser):
    chosen = {"template": template().pk}
    assert browser.post(f"/staff/cases/{case.reference}/tasks/add-all/", chosen).status_code == 302
    assert [task.text for task in reading.tasks_of(case)] == ["Ask for the invoice", "Ring the authority"]


def test_what_is_left_comes_first_by_the_day_it_is_due(case, owner):
    for text, due_on in [("none", None), ("late", date(2026, 7, 1)), ("soon", date(2026, 6, 1)), ("done", None)]:
        task = add(case, text, due_on=due_on, by=owner)
    checking.tick(case, task, by=owner)
    assert [task.text for task in reading.tasks_of(case)] == ["soon", "late", "none", "done"]


def test_a_closed_case_shows_its_tasks_and_changes_none(case, owner, browser, close):
    task = add(case, "Ring them", by=owner)
    closing = browser.get(f"/staff/cases/{case.reference}/close/").content.decode()
    assert "1 task of this case is not done. The case can close all the same." in closing
    close(case, Outcome.PAID)
    shown = page(browser, case)
    assert ("Ring them" in shown, f"/tasks/{task.pk}/done/" in shown, "/tasks/add/" in shown) == (True, False, False)
    verbs = [
        lambda: add(case, "x", by=owner),
        lambda: checking.add_all(case, template(), due_on=None, by=owner),
        lambda: checking.tick(case, task, by=owner),
        lambda: checking.untick(case, task, by=owner),
    ]
    for verb in verbs:
        with pytest.raises(Conflict, match="closed"):
            verb()
    assert (Task.objects.count(), notes(case)) == (1, [])


def test_others_neither_see_nor_change_tasks(case, owner, make_user, signed_in):
    task, stranger = add(case, "canary", by=owner), make_user(name="Sam Stranger")
    assert "canary" not in page(signed_in(stranger), case)
    for verb in (
        lambda: add(case, "x", by=stranger),
        lambda: checking.add_all(case, template(), due_on=None, by=stranger),
        lambda: checking.tick(case, task, by=stranger),
        lambda: checking.untick(case, task, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_a_task_of_another_case_is_not_ticked_off_here(case, make_case, owner, browser):
    task = add(casework.claim(make_case(), by=owner), "x", by=owner)
    assert browser.post(f"/staff/cases/{case.reference}/tasks/{task.pk}/done/").status_code == 404
    checking.tick(case, task, by=owner)
    assert Task.objects.undone().count() == 1


def test_the_text_is_sealed(case, owner):
    add(case, "canary", by=owner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM investigations_task")
        assert b"canary" not in bytes(cursor.fetchone()[0])


def test_a_case_has_only_so_many_tasks(case, owner):
    lines = [f"line {number}" for number in range(25)]
    for _ in range(8):
        checking.add_all(case, TaskTemplate(lines=lines), due_on=None, by=owner)
    with pytest.raises(Conflict, match="200 tasks at most"):
        add(case, "one more", by=owner)


def test_my_tasks_are_mine_or_of_a_case_of_mine(case, owner, lead, browser, signed_in):
    add(case, "of whoever owns it", due_on=date(2026, 6, 2), by=owner)
    add(case, "for the lead", for_user=lead, by=owner)
    checking.tick(case, add(case, "done", by=owner), by=owner)
    assert [[task.text for task in reading.mine(user)] for user in (owner, lead)] == [
        ["of whoever owns it"],
        ["for the lead"],
    ]
    assert "My tasks (1)" in browser.get("/staff/queue/").content.decode()
    shown = browser.get("/staff/tasks/").content.decode()
    assert ("of whoever owns it" in shown, f"/staff/cases/{case.reference}/#tasks" in shown) == (True, True)
    assert "for the lead" in signed_in(lead).get("/staff/tasks/").content.decode()


def test_a_task_goes_with_the_case_and_out_of_sight_of_who_may_not_read_it(case, owner, make_user):
    heir = make_user(name="Hope Heir")
    add(case, "of whoever owns it", by=owner)
    add(case, "for Owen", for_user=owner, by=owner)
    owning.hand_over(case, by=owner, to=heir, note="")
    assert [[task.text for task in reading.mine(user)] for user in (owner, heir)] == [[], ["of whoever owns it"]]


def test_tasks_of_a_closed_case_are_nobody_s(case, owner, close):
    add(case, "Ring them", by=owner)
    close(case, Outcome.PAID)
    assert not reading.mine(owner).exists()


@pytest.mark.parametrize("address", ["/staff/tasks/", "/staff/queue/", None])
def test_a_page_asks_the_same_however_many_tasks(case, owner, browser, address):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(address or f"/staff/cases/{case.reference}/")
        return len(asked)

    add(case, "first", by=owner)
    queries()
    before = queries()
    for number in range(5):
        add(case, str(number), for_user=owner, by=owner)
    assert queries() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_tick_it_off_leave_one_row(case, owner, lead, at_once):
    task = add(case, "Ring them", by=owner)
    at_once(lambda: checking.tick(case, task, by=owner), lambda: checking.tick(case, task, by=lead))
    assert notes(case) == ["Done: Ring them"]


def test_a_lead_makes_changes_and_deletes_a_template(signed_in, lead):
    browser = signed_in(lead)
    typed = {"seen": "1", "name": "Late payment", "lines": " Ask \r\n\r\nRing"}
    assert browser.post("/staff/task-templates/new/", typed).status_code == 302
    made = TaskTemplate.objects.get()
    assert made.lines == ["Ask", "Ring"]
    browser.post(f"/staff/task-templates/{made.pk}/", {**typed, "lines": "Ring\nAsk"})
    made.refresh_from_db()
    assert (made.lines, made.version) == (["Ring", "Ask"], 2)
    assert "Late payment" in browser.get("/staff/task-templates/").content.decode()
    browser.post(f"/staff/task-templates/{made.pk}/delete/")
    assert not TaskTemplate.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "There is one"}, {"lines": " \n"}, {"lines": "x" * 301}, {"lines": "x\n" * 31},
              {"seen": "x"}, {"seen": "9" * 40}],
)  # fmt: skip
def test_what_is_no_template_is_an_error_on_the_page(signed_in, wrong):
    template("There is one")
    answer = signed_in(Role.LEAD).post(
        "/staff/task-templates/new/", {"seen": "1", "name": "kept", "lines": "kept", **wrong}
    )
    assert (answer.status_code, "kept" in answer.content.decode(), TaskTemplate.objects.count()) == (422, True, 1)


def test_of_two_who_change_a_template_the_second_is_told_and_loses_nothing(signed_in):
    made, browser = template(), signed_in(Role.LEAD)
    address = f"/staff/task-templates/{made.pk}/"
    browser.post(address, {"seen": "1", "name": "Late payment", "lines": "theirs"})
    told = browser.post(address, {"seen": "1", "name": "Late payment", "lines": "mine"})
    shown = told.content.decode()
    assert (told.status_code, "theirs" in shown, "mine" in shown) == (409, True, True)
    assert 'name="seen" value="2"' in shown
    assert browser.post(address, {"seen": "2", "name": "Late payment", "lines": "mine"}).status_code == 302


def test_only_leads_keep_templates(make_user):
    with pytest.raises(NotAllowed):
        templating.save(TaskTemplate(), "x", ["y"], seen=1, by=make_user())
    with pytest.raises(NotAllowed):
        templating.delete(template(), by=make_user())
