"""Editions: asked for, made, signed off by another, frozen, corrected."""

from datetime import date

import pytest
import time_machine
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from complaints.models import IdentityKey, IdentityReading, ProviderKind
from investigations.access import NotAllowed
from investigations.editions import counting, making
from investigations.editions.merging import USUAL
from investigations.editions.tasks import compare
from investigations.models import Case, Comparison, Edition, EditionCase
from investigations.outcomes.disclosure.publication import Figure, Publication

from .conftest import FIRST, SECOND, made

pytestmark = pytest.mark.django_db


def figure(edition, table, *rows):
    return Publication.from_json(edition.document).figures[Figure(table, rows)]


def test_an_edition_counts_each_case_once(add_cases, make, publish):
    add_cases(60)
    first = publish(FIRST)
    add_cases(40, date(2026, 5, 1), seed=1)
    # Entered late: it waits for this one.
    add_cases(10, date(2026, 1, 5), seed=2)
    second = make(SECOND)
    assert (figure(first, "received"), figure(second, "received")) == (60, 50)
    assert figure(first, "closed", "all") == 60
    assert second.counted.filter(kind="closed").count() == 50


def test_tables_come_once_there_are_enough_cases_and_cover_what_had_none(add_cases, publish):
    add_cases(200)
    assert publish(FIRST).document["covers"] == []
    add_cases(200, date(2026, 5, 1), seed=1)
    second = publish(SECOND)
    assert second.document["covers"] == [["2026-03-31", 1], ["2026-06-30", 1]]
    assert figure(second, "outcomes", "all") == 400
    assert figure(second, "closed", "all") == 200


def test_every_year_has_a_row_and_what_came_before_the_first_stands_in_the_one_before(add_cases, make):
    add_cases(260, date(2011, 2, 3))
    add_cases(60, date(2009, 2, 3), seed=1)
    draft = make()
    rows = next(table for table in draft.document["tables"] if table["name"] == "years")["attributes"][0]["rows"]
    assert [row["label"] for row in rows[:2]] == ["2010/11 or earlier", "2011/12"]
    assert {row.values["year"] for row in draft.counted.filter(kind="closed")} == {"2008", "2010"}
    assert figure(draft, "outcomes", "all") == 320


def test_one_lead_makes_it_and_another_signs_it_off(add_cases, make, leads):
    add_cases(60)
    draft = make()
    with pytest.raises(NotAllowed, match="Another lead"):
        making.sign_off(draft, seen=draft.digest, by=leads[0])
    with pytest.raises(making.NotMade):
        making.sign_off(draft, seen="what was there before", by=leads[1])
    assert making.sign_off(draft, seen=draft.digest, by=leads[1]).signed_by == leads[1]


def test_postgres_refuses_one_person_and_any_later_change(add_cases, publish, make, leads):
    add_cases(60)
    draft = make()
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(signed_by=leads[0], published_at=draft.made_at)
    published = publish(draft=draft)
    with pytest.raises(InternalError), transaction.atomic():
        Edition.objects.filter(pk=published.pk).update(digest="other")
    with pytest.raises(InternalError), transaction.atomic():
        published.delete()


def test_quarterly_at_most_and_one_draft_at_a_time(add_cases, publish, leads):
    add_cases(60)
    publish(FIRST)
    with pytest.raises(making.TooSoon, match="once a quarter"):
        making.ask(date(2026, 6, 1), [], by=leads[0])
    with pytest.raises(making.TooSoon, match="over"):
        making.ask(date(2026, 11, 24), [], by=leads[0])
    making.ask(SECOND, [], by=leads[0])
    with pytest.raises(making.DraftWaits):
        making.ask(SECOND, [], by=leads[0])


def test_what_the_next_edition_has_so_far_is_previewed_and_never_signed_off(add_cases, publish, leads):
    add_cases(60)
    with pytest.raises(making.TooSoon, match="needs no preview"):
        making.preview([], by=leads[0])
    publish(date(2026, 9, 30))
    add_cases(20, date(2026, 11, 1), seed=1)
    assert (making.can_be_asked_for(), making.earliest()) == (False, date(2026, 12, 29))
    draft = made(making.preview(USUAL, by=leads[0]))
    assert (draft.ends_on, figure(draft, "received"), making.is_preview(draft)) == (date(2026, 11, 23), 20, True)
    with pytest.raises(making.TooSoon, match="preview"):
        making.sign_off(draft, seen=draft.digest, by=leads[1])
    again = made(making.cut(draft, [], by=leads[1]))
    assert making.is_preview(again)
    with time_machine.travel("2026-12-30T12:00:00Z"), pytest.raises(making.TooSoon):
        making.sign_off(again, seen=again.digest, by=leads[0])


def test_the_day_after_an_edition_has_nothing_to_preview(add_cases, publish, leads):
    add_cases(60)
    publish(date(2026, 11, 23))
    with pytest.raises(making.TooSoon, match="No day"):
        making.preview([], by=leads[0])


def test_a_correction_that_changes_no_figure_is_not_published(add_cases, publish, leads):
    add_cases(60)
    draft = made(making.correct(publish(), "Two outcomes were coded wrongly.", by=leads[0]))
    with pytest.raises(making.NotToBePublished, match="No figure differs"):
        making.sign_off(draft, seen=draft.digest, by=leads[1])


def test_the_reason_of_a_correction_passes_the_leak_check(add_cases, make_case, publish, leads):
    add_cases(60)
    case = make_case(organisation="Quibbleworth Trading", email="quill@quibbleworth.example")
    closed = {"received_on": FIRST, "closed_on": FIRST, "status_on": FIRST}
    Case.objects.filter(pk=case.pk).update(status="closed", outcome="changed_live", **closed)
    first = publish()
    Case.objects.filter(outcome="changed_live").update(outcome="refused")
    draft = made(making.correct(first, "Quibbleworth trading was coded wrongly.", by=leads[0]))
    assert IdentityReading.objects.filter(complaint=case.complaint, by=leads[0]).exists()
    with pytest.raises(making.NotToBePublished, match="give away"):
        making.sign_off(draft, seen=draft.digest, by=leads[1])
    making.discard(draft, by=leads[0])
    draft = made(making.correct(first, "Some outcomes were coded wrongly.", by=leads[0]))
    assert making.sign_off(draft, seen=draft.digest, by=leads[1]).version == 2


def test_what_is_made_twice_is_the_same(add_cases, make):
    add_cases(600)
    draft = make()
    again = made_again(draft)
    assert (again.document, again.digest) == (draft.document, draft.digest)
    assert draft.counted.count() == 1200


def test_a_draft_is_cut_again_and_says_what_each_merge_gains_and_loses(add_cases, make, leads):
    add_cases(300)
    fine = make()
    compare(fine.comparison.pk)
    way = Comparison.objects.get().ways["subjects"]
    with pytest.raises(making.NotMade):
        making.cut(Edition(pk=fine.pk + 1), [], by=leads[1])
    coarse = made(making.cut(fine, [*USUAL, "subjects"], by=leads[1]))
    assert list(Edition.objects.all()) == [coarse] and coarse.made_by == leads[1]
    assert (coarse.decided["figures"], len(coarse.decided["why"])) == (way["figures"], way["withheld"])
    assert len(_shown(coarse) - _shown(fine)) == way["gained"] > 0
    assert len(_shown(fine) - _shown(coarse)) == way["lost"] > 0


def _shown(edition):
    """The figures that are published, by their labels."""
    found = set()
    for table in [*edition.document["headline"], *edition.document["tables"]]:
        labels = [{row["key"]: row["label"] for row in attribute["rows"]} for attribute in table["attributes"]]
        for rows, value in table["figures"]:
            if value is not None:
                found.add((table["name"], *(label[row] for label, row in zip(labels, rows, strict=True))))
    return found


def made_again(draft):
    Edition.objects.filter(pk=draft.pk).update(done_at=None)
    return made(draft)


def test_made_up_cases_are_left_out_of_a_real_edition_and_named_in_a_demonstration(add_cases, make, settings, leads):
    add_cases(60)
    add_cases(60, seed=1, is_demonstration=True)
    settings.DEMONSTRATION = False
    real = make()
    assert (figure(real, "received"), real.document["is_made_up"]) == (60, False)
    making.discard(real, by=leads[0])
    settings.DEMONSTRATION = True
    both = make()
    assert (figure(both, "received"), both.document["is_made_up"]) == (120, True)


def test_a_draft_of_a_demonstration_is_never_published_as_real(add_cases, make, settings, leads):
    add_cases(60)
    settings.DEMONSTRATION = True
    draft = make()
    settings.DEMONSTRATION = False
    with pytest.raises(making.NotMade, match="another mode"):
        making.sign_off(draft, seen=draft.digest, by=leads[1])


def test_a_correction_is_a_new_version_and_the_old_one_stays(add_cases, publish, leads):
    cases = add_cases(600)
    first = publish()
    paid = [case.pk for case in cases if case.outcome == "paid"]
    assert len(paid) > 20
    Case.objects.filter(pk__in=paid).update(outcome="changed_future")
    draft = made(making.correct(first, "Payments were coded wrongly.", by=leads[0]))
    second = publish(draft=draft)
    assert figure(second, "closed", "changed") == figure(first, "closed", "changed") + len(paid)
    assert list(Edition.published()) == [first, second]
    with pytest.raises(making.NotMade, match="not the newest"):
        making.correct(first, "Again.", by=leads[0])


def test_a_correction_of_one_case_withholds_what_it_touches(add_cases, publish, leads):
    cases = add_cases(600)
    first = publish()
    one = next(case for case in cases if case.outcome == "changed_live")
    Case.objects.filter(pk=one.pk).update(outcome="not_upheld")
    draft = made(making.correct(first, "One was coded wrongly.", by=leads[0]))
    shown = [figure(draft, "closed", row) for row in ("changed", "not_changed", "all")]
    assert shown == [None, None, 600]


def test_a_case_that_was_reopened_is_counted_again_after_the_correction_alone(add_cases, publish, make, leads):
    cases = add_cases(60)
    first = publish()
    Case.objects.filter(pk=cases[0].pk).update(status="assessment", outcome=None, closed_on=None)
    draft = publish(draft=made(making.correct(first, "One was reopened.", by=leads[0])))
    assert draft.counted.filter(kind="closed").count() == 59
    Case.objects.filter(pk=cases[0].pk).update(status="closed", outcome="refused", closed_on=date(2026, 6, 1))
    second = make(SECOND)
    assert list(second.counted.values_list("kind", "case")) == [(EditionCase.Kind.CLOSED, cases[0].pk)]


def test_cases_of_one_provider_are_known_by_address_or_number_through_others(make_case):
    """Ann by address, her firm by its number, and a third who has one of each."""
    told = [("ann@a.example", ""), ("bob@b.example", "0123"), ("ann@a.example", "123"), ("zoe@z.example", "")]
    cases = [make_case(email=email, number=number) for email, number in told]
    found = counting.providers([case.pk for case in cases])
    assert found[cases[0].pk] == found[cases[1].pk] == found[cases[2].pk] != found[cases[3].pk]


def test_erased_identities_count_as_one_and_history_as_many(make_case, add_cases):
    erased = [make_case(email=f"{n}@a.example") for n in range(3)]
    IdentityKey.objects.all().delete()
    for case in erased:
        case.complaint.identity.delete()
    history = add_cases(3)
    found = counting.providers([case.pk for case in [*erased, *history]])
    assert len({found[case.pk] for case in erased}) == 1
    assert len({found[case.pk] for case in history}) == 3


def test_twelve_complaints_of_one_provider_are_withheld(add_cases, make_case, make):
    add_cases(600, provider_kind=ProviderKind.COMPANY)
    for _ in range(12):
        case = make_case(provider_kind=ProviderKind.COOPERATIVE, email="same@coop.example")
        Case.objects.filter(pk=case.pk).update(
            status="closed", outcome="changed_live", received_on=FIRST, closed_on=FIRST, status_on=FIRST
        )
    draft = make(merged=())
    assert figure(draft, "providers", "cooperative", "changed") is None
    assert ["providers", ["cooperative", "changed"], "few_providers"] in draft.decided["why"]
