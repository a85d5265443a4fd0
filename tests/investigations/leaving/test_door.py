"""The one door: what is held, what two people let out, and what that covers."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from complaints.filing.submitting import InvoiceTold
from complaints.models import Bidders, Consent, Disclosure
from complaints.tracking import writing
from investigations.access import NotAllowed
from investigations.casework import casework, interests
from investigations.leaving import door
from investigations.leaving.marks import Kind
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, HeldText, Override
from investigations.unsealing import disclosing
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import Role

NAMED = "Provider Works told us that the panel had three members."
FREE = "A supplier told us that the panel had three members."


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, name="Lena Lead")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(organisation="Provider Works"), by=owner)


@pytest.fixture
def held(case, owner):
    return door.examine(case, NAMED, Audience.AUTHORITY, by=owner)


@pytest.fixture
def let_out(held, owner, lead):
    door.ask_override(held, by=owner, reason="Works are meant.")
    decide(held, by=lead, is_approved=True)
    return held


def kinds(case, text, audience=Audience.AUTHORITY):
    return {finding.kind for finding in door.find(case, text, audience)}


def passes(case, text=NAMED, audience=Audience.AUTHORITY):
    try:
        door.pass_out(case, text, audience)
    except door.Held:
        return False
    return True


def test_a_text_that_names_nobody_passes(case, owner):
    door.pass_out(case, FREE, Audience.AUTHORITY)
    assert door.examine(case, FREE, Audience.AUTHORITY, by=owner) is None
    assert not HeldText.objects.exists()


def test_a_text_that_names_the_provider_is_held_and_says_where(case):
    with pytest.raises(door.Held) as held:
        door.pass_out(case, NAMED, Audience.PUBLIC)
    (finding,) = held.value.findings
    assert NAMED[finding.start : finding.end] == "Provider Works"
    assert "Provider Works" not in str(held.value)


def test_every_place_where_a_provider_is_known_is_looked_for(make_case, owner):
    case = make_case(
        name="Ada Quillfeather", organisation="Lanternmoor Arts", number="04211873",
        filed_for="Brightwater Choir",
        agreed_by="Siân Pugh", email="ada@lanternmoor.example", phone="0121 496 0123", address="12 Mill Lane, B17 9PH",
        own_words="The kitchen certificate of our tent had run out by noon.",
        tried="We climbed all the ladders in town.",
        wanted="A kettle that whistles three tunes at once.", bidders=Bidders.ONE,
        invoices=[InvoiceTold(amount="12345.60", due_on=london_day(timezone.now()), number="INV-0187")],
    )  # fmt: skip
    writing.write_to_us(case.complaint, "Somebody painted seven of our oars bright purple.", at=timezone.now())
    case.complaint.evidence.create(
        stored_as="x", name="Quarterly oar inventory draft.pdf", kind="pdf", size=1, sha256="", added_at=timezone.now()
    )
    told = {
        "Quillfeather": Kind.PERSON, "lanternmoor": Kind.ORGANISATION, "4211873": Kind.NUMBER,
        "Brightwater Choir": Kind.ORGANISATION, "sian pugh": Kind.PERSON, "ada@lanternmoor.example": Kind.EMAIL,
        "01214960123": Kind.PHONE, "12 Mill Ln": Kind.ADDRESS, "B179PH": Kind.POSTCODE, "INV 0187": Kind.INVOICE,
        "£12,345.60": Kind.AMOUNT, "the sole bidder": Kind.BIDDERS, "quarterly oar inventory draft": Kind.FILE,
        "certificate of our tent had run out by noon": Kind.PHRASE,
        "climbed all the ladders in town": None,
        "a kettle that whistles three tunes at once": Kind.PHRASE,
        "painted seven of our oars bright purple": Kind.PHRASE,
    }  # fmt: skip
    for text, kind in told.items():
        assert kinds(case, f"We heard of {text}.") == ({kind} if kind else set()), text


def test_the_provider_s_other_cases_count_too(make_case, owner):
    case = make_case(organisation="Provider Works")
    make_case(organisation="Quillfeather Printing")
    make_case(organisation="Zephyrine Catering", email="other@zephyrine.example")
    assert kinds(case, "Quillfeather") == {Kind.ORGANISATION}
    assert not kinds(case, "Zephyrine")


def test_any_number_of_other_cases_costs_the_same(make_case, django_assert_num_queries, django_assert_max_num_queries):
    case = make_case()
    make_case()
    case = Case.objects.get(pk=case.pk)
    with django_assert_max_num_queries(16) as few:
        door.find(case, NAMED, Audience.AUTHORITY)
    for _ in range(5):
        make_case()
    case = Case.objects.get(pk=case.pk)
    with django_assert_num_queries(len(few)):
        door.find(case, NAMED, Audience.AUTHORITY)


def test_a_case_without_a_provider_has_nobody_to_name(case):
    Case.objects.filter(pk=case.pk).update(complaint=None)
    assert passes(Case.objects.get(pk=case.pk))


def decide(held, *, by, is_approved):
    """As a second person does it: having opened the text."""
    with suppress(NotAllowed):
        door.open_held(held, by=by, reason="To decide")
    door.decide_override(held, by=by, is_approved=is_approved)


def test_what_two_people_let_out_passes_for_that_text_and_that_reader_only(case, let_out):
    assert passes(case)
    assert not passes(case, NAMED + " ")
    assert not passes(case, NAMED, Audience.PUBLIC)


def test_what_two_people_have_not_decided_or_refused_does_not_pass(case, held, owner, lead):
    assert not passes(case)
    door.ask_override(held, by=owner, reason="Works are meant.")
    assert not passes(case)
    decide(held, by=lead, is_approved=False)
    assert not passes(case)


def test_what_is_found_only_later_was_not_let_out(case, let_out):
    writing.write_to_us(case.complaint, f"Please never say that {NAMED}", at=timezone.now())
    assert not passes(case)


def test_the_same_text_is_held_once(case, held, owner):
    assert door.examine(case, NAMED, Audience.AUTHORITY, by=owner) == held
    assert door.examine(case, NAMED, Audience.PUBLIC, by=owner) != held


def test_nobody_is_their_own_second_person(held, owner):
    door.ask_override(held, by=owner, reason="")
    with pytest.raises(NotAllowed, match="second person"):
        door.decide_override(held, by=owner, is_approved=True)
    with pytest.raises(IntegrityError, match="override_by_two"), transaction.atomic():
        Override.objects.update(decided_by=owner, decided_at=timezone.now(), is_approved=True)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_only_those_who_may_see_who_complained_ask_and_decide(case, held, owner, make_user, role):
    stranger = make_user(role, name="Sam Stranger")
    with pytest.raises(NotAllowed):
        door.examine(case, NAMED, Audience.AUTHORITY, by=stranger)
    with pytest.raises(NotAllowed):
        door.ask_override(held, by=stranger, reason="")
    door.ask_override(held, by=owner, reason="")
    with pytest.raises(NotAllowed):
        door.decide_override(held, by=stranger, is_approved=True)


def test_asking_twice_deciding_twice_and_deciding_what_nobody_asked_is_refused(held, owner, lead):
    with pytest.raises(Conflict, match="Nobody has asked"):
        decide(held, by=lead, is_approved=True)
    door.ask_override(held, by=owner, reason="")
    with pytest.raises(Conflict, match="already"):
        door.ask_override(held, by=lead, reason="")
    decide(held, by=lead, is_approved=False)
    with pytest.raises(Conflict, match="already"):
        decide(held, by=lead, is_approved=True)


def test_nobody_decides_about_a_text_that_they_have_not_opened(held, owner, lead):
    door.ask_override(held, by=owner, reason="")
    other = door.examine(held.case, "Ada Provider", Audience.PUBLIC, by=owner)
    door.open_held(other, by=lead, reason="Another text")
    with pytest.raises(Conflict, match="Open the text"):
        door.decide_override(held, by=lead, is_approved=True)
    decide(held, by=lead, is_approved=True)


def test_what_was_refused_is_asked_again_with_a_new_reason_and_stays_held_until_then(case, held, owner, lead):
    door.ask_override(held, by=owner, reason="Works are meant.")
    decide(held, by=lead, is_approved=False)
    again = door.ask_override(held, by=owner, reason="It is the street of that name.")
    assert (passes(case), held.override) == (False, again)
    with pytest.raises(Conflict, match="already"):
        door.ask_override(held, by=owner, reason="x")
    with pytest.raises(IntegrityError, match="override_one_stands"), transaction.atomic():
        Override.objects.create(held=held, asked_by=owner, asked_at=timezone.now(), reason="")
    decide(held, by=lead, is_approved=True)
    assert passes(case)
    assert [one.is_approved for one in held.overrides.all()] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_leave_one_decision(held, owner, make_user, at_once):
    door.ask_override(held, by=owner, reason="")
    leads = [make_user(Role.LEAD, name=f"Lead {number}") for number in range(2)]
    for lead in leads:
        door.open_held(held, by=lead, reason="To decide")

    def say(lead, is_approved):
        try:
            door.decide_override(held, by=lead, is_approved=is_approved)
        except Conflict:
            return None
        return is_approved

    said = at_once(lambda: say(leads[0], True), lambda: say(leads[1], False))
    decided = Override.objects.get()
    assert said.count(None) == 1
    assert decided.is_approved in said


def test_a_held_text_is_never_edited(held):
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        HeldText.objects.update(digest="")


def test_consent_and_a_second_person_let_the_name_through_to_the_authority_alone(case, owner, lead):
    now = timezone.now()
    consent = Consent.objects.create(complaint=case.complaint, purpose=Consent.Purpose.NAME, given_at=now)
    assert not passes(case)
    Disclosure.objects.create(
        consent=consent, asked_by=owner, asked_at=now, reason="", until=london_day(now) + timedelta(days=9),
        decided_by=lead, decided_at=now, is_agreed=True,
    )  # fmt: skip
    assert passes(case) and not passes(case, NAMED, Audience.PUBLIC)
    Consent.objects.update(taken_back_at=now)
    assert not passes(case)


def test_consent_to_show_invoices_lets_their_numbers_through_and_no_name(make_case):
    told = InvoiceTold(amount="12345.60", due_on=london_day(timezone.now()), number="INV-0187")
    case = make_case(organisation="Provider Works", invoices=[told])
    invoice = "INV-0187 of £12,345.60 is unpaid."
    assert kinds(case, invoice) == {Kind.INVOICE, Kind.AMOUNT}
    Consent.objects.create(complaint=case.complaint, purpose=Consent.Purpose.INVOICES, given_at=timezone.now())
    assert passes(case, invoice) and not passes(case, NAMED) and not passes(case, invoice, Audience.PUBLIC)


def test_a_consent_lets_out_what_its_own_complaint_tells_and_nothing_of_another(make_case, owner, lead):
    """An umbrella body files for two members from one address; one of them may be named."""
    for_one, _ = (
        casework.claim(make_case(filed_for=member, organisation="Umbrella Bodies", consents=consents), by=owner)
        for member, consents in (("Quillfeather Trust", [Consent.Purpose.NAME]), ("Zephyrine Foundation", []))
    )
    asked = disclosing.ask(for_one, by=owner, reason="They ask", until=london_day(timezone.now()))
    disclosing.decide(asked, by=lead, is_agreed=True)
    told = {
        name: kinds(for_one, f"It was {name}.")
        for name in ("Quillfeather Trust", "Umbrella Bodies", "Zephyrine Foundation")
    }
    assert told == {"Quillfeather Trust": set(), "Umbrella Bodies": set(), "Zephyrine Foundation": {Kind.ORGANISATION}}


def test_neither_who_wrote_a_text_nor_for_whom_the_case_was_shut_lets_it_out(held, owner, lead, make_user):
    door.ask_override(held, by=lead, reason="Works are meant.")
    with pytest.raises(NotAllowed, match="wrote this or asked"):
        door.decide_override(held, by=owner, is_approved=True)
    other = make_user(Role.LEAD)
    interests.declare(held.case, by=lead, reason="x")
    with pytest.raises(NotAllowed, match="conflict of interest"):
        decide(held, by=other, is_approved=True)


def test_what_was_asked_by_somebody_who_is_shut_out_since_can_still_be_refused(held, owner, lead):
    door.ask_override(held, by=owner, reason="x")
    interests.declare(held.case, by=owner, reason="x")
    Case.objects.filter(pk=held.case_id).update(owner=lead)
    with pytest.raises(NotAllowed, match="conflict of interest"):
        decide(held, by=lead, is_approved=True)
    decide(held, by=lead, is_approved=False)
    assert Override.objects.get().is_approved is False


def test_a_consent_to_show_invoices_is_for_those_of_its_own_complaint(make_case):
    paid = london_day(timezone.now())
    mine, other = (InvoiceTold(amount=amount, due_on=paid, number=number)
                   for amount, number in (("12345.60", "INV-0187"), ("98765.40", "INV-0923")))  # fmt: skip
    case = make_case(invoices=[mine])
    make_case(invoices=[other])
    Consent.objects.create(complaint=case.complaint, purpose=Consent.Purpose.INVOICES, given_at=timezone.now())
    assert passes(case, "They sent INV-0187 of £12,345.60.")
    assert kinds(case, "They sent INV-0923 of £98,765.40.") == {Kind.INVOICE, Kind.AMOUNT}
