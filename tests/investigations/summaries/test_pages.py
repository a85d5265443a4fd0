"""The staff pages of a summary: written by one, approved by another, shown, redacted, taken out."""

import re
from html import unescape

import pytest

from investigations.models import RegisterEntry, Summary
from investigations.summaries import replying
from mysteryshopper.staff.models import Role
from tests.investigations.summaries.conftest import OVER
from tests.reached import TYPED

WORDS = {"issue": "A supplier was not told why it lost.", "outcome": "The council now tells."}


@pytest.fixture
def owner(closed, signed_in):
    return signed_in(closed.owner)


@pytest.fixture
def address(closed):
    return f"/staff/cases/{closed.reference}/summary/"


def page(answer):
    return unescape(answer.content.decode())


def test_from_the_case_to_the_authority(owner, address, lead, signed_in, closed, let_in):
    assert f'href="{address}"' in page(owner.get(f"/staff/cases/{closed.reference}/"))
    assert owner.post(f"{address}write/", {**WORDS, "seen": "0"}).url == address
    assert "Waits for a second person" in page(owner.get(address))
    assert "Approve this version" not in page(owner.get(address))
    assert owner.post(f"{address}approve/", {"version": "1"}).status_code == 403
    approver = signed_in(lead)
    assert f'href="{address}"' in page(approver.get("/staff/second-person/"))
    assert "Approve this version" in page(approver.get(address))
    assert approver.post(f"{address}approve/", {"version": "1"}).url == address
    assert f'href="{address}"' not in page(approver.get("/staff/second-person/"))
    shown = page(owner.get(address))
    assert f'/staff/cases/{closed.reference}/letters/new/?kind=summary"' in shown and f'href="{address}show/"' in shown
    assert "Nobody there could reply." in page(owner.get(f"{address}show/"))
    assert owner.post(f"{address}show/", {"version": "1", **TYPED}).status_code == 409
    let_in(closed)
    assert "Nobody there could reply." not in page(owner.get(f"{address}show/"))
    assert owner.post(f"{address}show/", {"version": "1"}).status_code == 422
    assert owner.post(f"{address}show/", {"version": "1", **TYPED}).url == address
    assert "may reply until 15 June 2026" in page(owner.get(address))


def test_a_summary_that_names_the_provider_leads_to_what_is_held(owner, address, lead, signed_in):
    answer = owner.post(f"{address}write/", {**WORDS, "issue": "Provider Works lost.", "seen": "0"})
    assert "<mark>Provider" in page(owner.get(answer.url))
    refused = signed_in(lead).post(f"{address}approve/", {"version": "1"}, follow=True)
    assert "The leak check holds this version" in page(refused)


def test_what_may_point_to_a_supplier_is_marked_for_who_writes_and_who_approves(owner, address, lead, signed_in):
    owner.post(f"{address}write/", {**WORDS, "issue": "Two bidders only, on 12 March 2026.", "seen": "0"})
    approver = signed_in(lead)
    for browser in (owner, approver):
        shown = page(browser.get(address))
        assert "“Two bidders”: a number of suppliers" in shown and "“12 March 2026”: a day" in shown
    approver.post(f"{address}approve/", {"version": "1"})
    assert "“Two bidders”" not in page(owner.get(address))


def test_mistakes_are_said_and_nothing_is_lost(owner, address):
    answer = owner.post(f"{address}write/", {"issue": "Kept words", "seen": "0"})
    assert (answer.status_code, "Enter what came of it" in page(answer), "Kept words" in page(answer)) == (
        422,
        True,
        True,
    )


def test_who_saves_over_another_version_sees_both_and_saves_one_of_both(owner, address, lead, signed_in, closed):
    owner.post(f"{address}write/", {**WORDS, "seen": "0"})
    owner.post(f"{address}write/", {**WORDS, "issue": "A supplier was told late.", "seen": "1"})
    mine = {"issue": "A supplier was told nothing.", "outcome": WORDS["outcome"], "seen": "1"}
    collided = signed_in(lead).post(f"{address}write/", mine)
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(collided)))
    assert collided.status_code == 409
    assert f"{closed.owner} saved this while you were writing" in shown
    assert "A supplier was [removed: not ] told [removed: why it lost. ] [added: late. ]" in shown
    assert "told [removed: why it lost. ] [added: nothing. ]" in shown
    assert "What came of it" not in shown.split("Who sees this")[0].split("What was it about?")[0]
    typed = dict(re.findall(r'name="(seen)" value="(\d+)"', page(collided)))
    both = signed_in(lead).post(f"{address}write/", mine | typed | {"issue": "A supplier was told late and nothing."})
    assert both.url == address
    assert [one.issue for one in Summary.objects.order_by("version")][2:] == ["A supplier was told late and nothing."]


@pytest.mark.parametrize("version", ["", "0", "2", "x", "99999999999", "\x00"])
@pytest.mark.parametrize("verb", ["approve", "show"])
def test_a_version_that_is_not_there(owner, address, verb, version):
    owner.post(f"{address}write/", {**WORDS, "seen": "0"})
    assert owner.post(f"{address}{verb}/", {"version": version}).status_code == 404


def test_a_held_reply_is_redacted(shown, owner, address, officer, publish):
    replying.reply(shown, officer, "It was Provider Works.")
    shown.publication.parked_at = shown.shown_at
    shown.publication.save()
    assert f'href="{address}reply/"' in page(owner.get(address))
    assert "It was Provider Works." in page(owner.get(f"{address}reply/"))
    added = owner.post(f"{address}reply/", {"text": "It was [removed]. And lots more."})
    assert (added.status_code, "And lots more." in page(added)) == (422, True)
    assert "does not stand like that in its reply" in page(added)
    assert "/leaving/" in owner.post(f"{address}reply/", {"text": "[removed] Provider Works."}).url
    assert owner.post(f"{address}reply/", {"text": "It was [removed]."}).url == address
    publish(Summary.objects.get())
    assert RegisterEntry.objects.get().versions.get().reply == "It was [removed]."
    assert owner.get(f"{address}reply/").status_code == 404


def test_a_lead_takes_an_entry_out(shown, publish, clock, lead, signed_in, address):
    clock.move_to(OVER)  # sessions end meanwhile
    publish(shown)
    owner, browser = signed_in(shown.case.owner), signed_in(lead)
    assert f'href="{address}withdraw/"' not in page(owner.get(address))
    assert f'href="{address}withdraw/"' in page(browser.get(address))
    held = browser.post(f"{address}withdraw/", {"reason": "Provider Works asked"})
    assert (held.status_code, "in other words" in page(held)) == (422, True)
    assert browser.post(f"{address}withdraw/", {"reason": "A court order"}).url == address
    assert "A court order" in page(owner.get(address))


def test_any_number_of_versions_costs_the_same(owner, address, django_assert_max_num_queries):
    for number in range(3):
        owner.post(f"{address}write/", {**WORDS, "issue": f"Version {number}", "seen": str(number)})
        with django_assert_max_num_queries(17):
            owner.get(address)


def test_officials_and_other_investigators_see_nothing_of_it(closed, address, signed_in, owner):
    owner.post(f"{address}write/", {**WORDS, "seen": "0"})
    assert [signed_in(role).get(address).status_code for role in (Role.OFFICIAL, Role.INVESTIGATOR)] == [403, 403]
