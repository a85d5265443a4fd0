"""Lists that are kept: whose they are, and their digest, which is sent once in a period and says only a number."""

from datetime import datetime, timedelta

import pytest
import time_machine

from investigations.casework import casework
from investigations.models import SavedView
from investigations.queue import saving
from investigations.queue.tasks import send_digest
from mysteryshopper.calendar import LONDON
from mysteryshopper.staff.models import Role

WEDNESDAY = datetime(2026, 6, 3, 12, tzinfo=LONDON)
FIELDS = {"query": "payment=no", "name": "Not payment", "digest": "never", "at_least": "1"}


@pytest.fixture
def ann(make_user):
    return make_user()


@pytest.fixture
def view(ann):
    """A saved list of Ann's, with a daily digest unless it says otherwise, made on a Wednesday at noon."""

    def make(*, owner=ann, now=WEDNESDAY, **fields):
        view = SavedView(owner=owner)
        data = {"query": "", "name": "Mine", "digest": "daily", "at_least": 1} | fields
        saving.save(view, data, now=now)
        return view

    return make


def run_at(moment, view):
    """What a worker does at that moment: whatever is due."""
    with time_machine.travel(moment, tick=False):
        if SavedView.objects.due(moment).filter(pk=view.pk).exists():
            send_digest(view.pk)
    view.refresh_from_db()


def test_a_list_is_saved_opened_renamed_and_deleted(signed_in, ann, make_case):
    make_case()
    client = signed_in(ann)
    assert 'href="/staff/queue/views/save/?payment=no"' in client.get("/staff/cases/?payment=no").content.decode()
    assert "Payment: Not about payment" in client.get("/staff/queue/views/save/?payment=no").content.decode()
    assert client.post("/staff/queue/views/save/", {**FIELDS, "query": "payment=no&page=3&status="}).status_code == 302
    assert 'href="/staff/cases/?payment=no">Not payment</a>' in client.get("/staff/queue/views/").content.decode()
    pk = SavedView.objects.get().pk
    client.post(f"/staff/queue/views/{pk}/", {**FIELDS, "name": "Other\nname", "digest": "weekly"})
    assert (SavedView.objects.get().name, SavedView.objects.get().digest) == ("Other name", "weekly")
    client.post(f"/staff/queue/views/{pk}/delete/")
    assert "Nothing is saved yet." in client.get("/staff/queue/views/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 61}, "must be 60 characters or fewer"),
        ({"name": "\x00"}, "must not contain characters"),
        ({"digest": "hourly"}, "Select one of the answers"),
        ({"at_least": "0"}, "The number must be 1 or more"),
        ({"at_least": "9" * 30}, "The number must be 1000000 or less"),
        ({"query": "status=junk"}, "one of its filters is wrong"),
        ({"query": "x" * 3000}, "There is a problem"),
        ({"name": "Mine"}, "You have a saved list of this name."),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_saved(signed_in, ann, view, wrong, says):
    view(name="Mine")
    answer = signed_in(ann).post("/staff/queue/views/save/", {**FIELDS, **wrong})
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert SavedView.objects.count() == 1


def test_nobody_saves_without_end(signed_in, ann, view, monkeypatch):
    monkeypatch.setattr(saving, "MOST_VIEWS", 1)
    view()
    page = signed_in(ann).post("/staff/queue/views/save/", FIELDS).content.decode()
    assert "You have 1 saved lists. Delete one first" in page


def test_leads_share_with_those_who_work_the_queue_and_each_changes_only_their_own(signed_in, ann, view, make_user):
    lead = make_user(Role.LEAD)
    shared = view(owner=lead, name="For all", is_shared=True)
    view(owner=lead, name="For me")
    shown = {
        who: [name in signed_in(who).get("/staff/queue/views/").content.decode() for name in ("For all", "For me")]
        for who in (lead, ann, make_user(Role.OFFICIAL))
    }
    assert list(shown.values()) == [[True, True], [True, False], [False, False]]
    for address in (f"/staff/queue/views/{shared.pk}/", f"/staff/queue/views/{shared.pk}/delete/"):
        assert signed_in(ann).post(address, FIELDS).status_code == 404
    assert signed_in(ann).post("/staff/queue/views/save/", {**FIELDS, "is_shared": "true"}).status_code == 302
    assert not SavedView.objects.get(owner=ann).is_shared


def test_a_digest_says_the_number_and_the_link_and_no_word_that_somebody_typed(view, make_case, mailoutbox, settings):
    make_case(own_words="canary", organisation="canary")
    saved = view(query="payment=no", name="canary")
    run_at(WEDNESDAY + timedelta(hours=19), saved)
    assert mailoutbox == []
    run_at(WEDNESDAY + timedelta(hours=20), saved)
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("1 case in a list of yours", [saved.owner.email])
    assert f"{settings.BASE_URL}/staff/queue/views/#list-{saved.pk}" in mail.body
    assert not [word for word in ("canary", "MS-", "Camden", "payment=no") if word in mail.body]


@pytest.mark.parametrize(
    ("digest", "days", "sent"), [("daily", 1, 7), ("weekly", 1, 1), ("weekly", 7, 7), ("never", 1, 0)]
)
def test_it_is_sent_once_in_a_period(view, make_case, mailoutbox, digest, days, sent):
    make_case()
    saved = view(digest=digest)
    for hour in range(0, 7 * 24 * days, 6):
        run_at(WEDNESDAY.replace(hour=9) + timedelta(days=1, hours=hour), saved)
    assert len(mailoutbox) == sent
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == sent


def test_after_days_in_which_nothing_ran_it_is_sent_once(view, make_case, mailoutbox):
    make_case()
    saved = view()
    for minutes in range(5):
        run_at(WEDNESDAY + timedelta(days=9, minutes=minutes), saved)
    assert len(mailoutbox) == 1
    assert saved.due_at == datetime(2026, 6, 13, 8, tzinfo=LONDON)


def test_what_was_sent_before_a_kill_has_the_same_message_id_when_it_is_sent_again(view, make_case, mailoutbox):
    make_case()
    saved = view()
    morning = WEDNESDAY + timedelta(days=1)
    run_at(morning, saved)
    SavedView.objects.update(sent_for=None, due_at=morning)  # killed before it was written down
    run_at(morning, saved)
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1


@pytest.mark.parametrize(("at_least", "sent"), [(2, 1), (3, 0)])
def test_it_is_sent_only_when_there_are_enough_cases(view, make_case, mailoutbox, at_least, sent):
    make_case(), make_case()
    saved = view(at_least=at_least)
    run_at(WEDNESDAY + timedelta(days=1), saved)
    assert (len(mailoutbox), saved.done_at) == (sent, None)


def test_it_counts_what_its_owner_sees_and_only_while_they_may(view, ann, make_case, make_user, mailoutbox):
    casework.claim(make_case(), by=ann)
    make_case()
    saved = view(query="owner=me")
    run_at(WEDNESDAY + timedelta(days=1), saved)
    assert mailoutbox[0].subject == "1 case in a list of yours"
    for day, change in ((2, {"role": Role.OFFICIAL}), (3, {"role": Role.ADMINISTRATOR}), (4, {"is_active": False})):
        type(ann).objects.filter(pk=ann.pk).update(**change)
        run_at(WEDNESDAY + timedelta(days=day), saved)
    assert (len(mailoutbox), saved.parked_at) == (1, None)


def test_to_switch_it_off_and_on_again_sends_none_twice(view, make_case, mailoutbox):
    make_case()
    saved = view()
    thursday = WEDNESDAY + timedelta(days=1)
    run_at(thursday, saved)
    for digest in ("never", "weekly", "daily"):
        saving.save(saved, {"digest": digest}, now=thursday)
        run_at(thursday + timedelta(hours=1), saved)
    assert len(mailoutbox) == 1
    run_at(thursday + timedelta(days=1), saved)
    assert len(mailoutbox) == 2


def test_whoever_has_another_role_is_told_which_mail_goes_no_more(view, ann, signed_in):
    view(query="owner=me", name="Of mine"), view(query="", name="All")
    type(ann).objects.update(role=Role.OFFICIAL)
    page = signed_in(ann).get("/staff/queue/views/").content.decode()
    assert (page.count("No mail goes:"), page.count("Mail every day")) == (1, 1)


@pytest.mark.parametrize("change", [{"role": Role.ADMINISTRATOR}, {"is_active": False}])
def test_leads_see_which_mails_go_no_more(view, ann, signed_in, change):
    view(name="Of Ann"), view(name="Without a mail", digest="never")
    lead, words = signed_in(Role.LEAD), "Mails that no longer go"
    assert words not in lead.get("/staff/queue/views/").content.decode()
    type(ann).objects.filter(pk=ann.pk).update(**change)
    page = lead.get("/staff/queue/views/").content.decode()
    assert [one in page for one in (words, "Of Ann", "Without a mail")] == [True, True, False]
    assert words not in signed_in().get("/staff/queue/views/").content.decode()


def test_another_name_does_not_move_the_day_s_digest(view, make_case, mailoutbox):
    make_case()
    saved = view()
    thursday = WEDNESDAY + timedelta(days=1)
    saving.save(saved, {"name": "Renamed", "digest": "daily", "at_least": 1}, now=thursday.replace(hour=1))
    run_at(thursday, saved)
    assert (len(mailoutbox), SavedView.objects.get().name) == (1, "Renamed")
    saving.save(saved, {"name": "Again", "digest": "daily"}, now=thursday + timedelta(hours=1))
    run_at(thursday + timedelta(hours=2), saved)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("views", [1, 4])
def test_the_page_asks_the_same_with_1_and_4_lists(signed_in, ann, view, views, django_assert_num_queries):
    for number in range(views):
        view(name=f"List {number}")
    client = signed_in(ann)
    with django_assert_num_queries(3):  # session, user, lists
        client.get("/staff/queue/views/")
