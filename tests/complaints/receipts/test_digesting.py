"""The digest changes with anything that was filed, and with nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from complaints.filing.submitting import InvoiceTold
from complaints.models import Complaint, Consent, Evidence
from complaints.receipts.digesting import digest, is_digest
from complaints.tracking import telling
from investigations.queue.intake import open_case


@pytest.fixture
def complaint(make_complaint):
    made = make_complaint(invoices=[InvoiceTold(Decimal("100"), date(2026, 5, 1))])
    add_file(made, "a", made.filed_at)
    return made


def add_file(complaint, sha256, at):
    Evidence.objects.create(
        complaint=complaint, stored_as=sha256, name="n", kind="pdf", size=1, sha256=sha256, added_at=at
    )


def now(complaint):
    return digest(Complaint.objects.get(pk=complaint.pk))


COMPLAINT = {
    "reference": "MS-0000-0000-0", "filed_at": timezone.now(), "authority_given": "Oz", "procurement_title": "x",
    "procurement_reference": "x", "stage": "contract", "happened_on": date(2026, 1, 1), "live_until": timezone.now(),
    "bidders": "one", "scope_answers": {"x": "y"}, "tried": "x", "wanted": "x", "payment_terms_days": 9,
    "provider_kind": "cic", "provider_size": "small", "provider_sector": "it", "is_first_time": True,
    "filing_hash": "x",
}  # fmt: skip
GROUND = {"subject": "payment", "sub_issue": "payment", "own_words": "x"}
INVOICE = {
    "number": "x", "invoiced_on": date(2026, 1, 1), "amount": 99, "due_on": date(2026, 1, 1), "is_disputed": True,
}  # fmt: skip
IDENTITY = {
    "name": "x", "organisation": "x", "email": "x", "phone": "x", "address": "x", "number": "x", "filed_for": "x",
    "agreed_by": "x", "reach": {"post": True},
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for table, fields in
     {"": COMPLAINT, "grounds": GROUND, "invoices": INVOICE, "identity": IDENTITY}.items() for name in fields],
)  # fmt: skip
def test_any_change_of_what_was_filed_changes_it(complaint, table, name):
    before = now(complaint)
    row = complaint if not table else complaint.identity if table == "identity" else getattr(complaint, table).get()
    value = {"": COMPLAINT, "grounds": GROUND, "invoices": INVOICE, "identity": IDENTITY}[table][name]
    type(row).objects.filter(pk=row.pk).update(**{name: value})
    assert now(complaint) != before


def test_another_authority_or_a_lost_row_changes_it(complaint, make_authority):
    seen = {now(complaint)}
    Complaint.objects.update(authority=make_authority("Leeds City Council"))
    seen.add(now(complaint))
    for rows in (complaint.evidence, complaint.invoices, complaint.grounds):
        rows.all().delete()
        seen.add(now(complaint))
    assert len(seen) == 5


def test_what_comes_after_changes_nothing(complaint):
    before = now(complaint)
    open_case(complaint)
    telling.tell(complaint, "opened", at=timezone.now())
    Consent.objects.create(complaint=complaint, purpose="name", given_at=timezone.now())
    add_file(complaint, "b", complaint.filed_at + timedelta(seconds=1))
    complaint.evidence.update(verdict="clean", name="other")
    Complaint.objects.update(secret_hash="issued anew")
    assert now(complaint) == before == digest(complaint)


def test_a_file_of_a_complaint_that_staff_typed_in_belongs_to_it(complaint):
    before = now(complaint)
    add_file(complaint, "c", complaint.filed_at + timedelta(days=2))
    complaint.evidence.filter(stored_as="c").update(ground_key="1")
    assert now(complaint) != before


def test_the_authority_that_staff_find_for_a_given_name_changes_nothing(make_complaint, make_authority):
    complaint = make_complaint(authority=None, authority_given="Leeds")
    before = now(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(authority=make_authority("Leeds City Council"))
    assert now(complaint) == before


def test_it_is_read_in_any_case_and_with_spaces(complaint):
    told = digest(complaint)
    assert told.startswith("1-")
    assert len(told) == 66
    assert is_digest(f" {told[:20]} {told[20:].upper()}\n", complaint)
    assert not [typed for typed in ("", told[:-1], told[2:], "é") if is_digest(typed, complaint)]
