"""Sealed columns: the database holds them and cannot read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from complaints.filing.submitting import InvoiceTold
from complaints.models import Draft, Ground, Identity, Invoice
from mysteryshopper.sealed import SealBroken, new_key, seal, unseal

TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT)
def test_what_was_sealed_comes_back(text):
    assert unseal(seal(text, column="a.b"), column="a.b") == text


@given(TEXT)
def test_the_same_text_never_looks_the_same(text):
    assert seal(text, column="a.b") != seal(text, column="a.b")


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(SealBroken, match="changed or moved"):
        unseal(seal("Ada", column="identity.name"), column="identity.phone")


@given(st.integers(4, 40), st.integers(1, 255))
def test_a_changed_byte_does_not_open(place, change):
    sealed = bytearray(seal("Ada Provider of Works", column="a.b"))
    sealed[place] ^= change
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), column="a.b")


def test_an_old_key_opens_what_it_sealed_and_seals_no_more(settings):
    old = settings.SEAL_KEYS
    sealed = seal("Ada", column="a.b")
    settings.SEAL_KEYS = [new_key(), *old]
    assert unseal(sealed, column="a.b") == "Ada"
    resealed = seal("Ada", column="a.b")
    settings.SEAL_KEYS = old
    with pytest.raises(SealBroken, match="no key"):
        unseal(resealed, column="a.b")


@pytest.mark.parametrize("keys", [[], [""], ["c2hvcnQ="], ["not base64 at all!"], [new_key(), "x"]])
def test_a_key_that_is_none_stops_the_service(settings, keys):
    settings.SEAL_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="SEAL_KEYS"):
        seal("Ada", column="a.b")


def test_identity_and_own_words_cannot_be_read_in_the_database(make_complaint):
    complaint = make_complaint(own_words="canary-words", name="canary-name", email="canary@mail.example")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c::text || i::text || g::text"
            " FROM complaints_complaint c, complaints_identity i, complaints_ground g"
        )
        [(row,)] = cursor.fetchall()
    assert b"canary".hex() not in row
    assert "canary" not in row
    assert complaint.identity.name == "canary-name"


def test_sealed_columns_keep_their_text(make_complaint):
    make_complaint(own_words="line one\nline two 🦉", phone="")
    assert (Ground.objects.get().own_words, Identity.objects.get().phone) == ("line one\nline two 🦉", "")


def test_sealed_columns_refuse_a_search_that_would_find_nothing(make_complaint):
    make_complaint()
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Identity.objects.filter(name="Ada Provider").exists()
    assert Identity.objects.filter(name__isnull=False).count() == 1


def test_sealed_json_keeps_its_shape(db):
    Draft.objects.create(filing_hash="x", answers={"page": {"a": "1"}})
    assert Draft.objects.get().answers == {"page": {"a": "1"}}


def test_amounts_and_days_come_back_as_they_were_and_the_database_cannot_read_them(make_complaint):
    told = InvoiceTold(Decimal("1250.50"), date(2026, 2, 28))
    kept = Invoice.objects.get(complaint=make_complaint(invoices=[told]))
    assert (kept.amount, kept.due_on, kept.invoiced_on) == (Decimal("1250.50"), date(2026, 2, 28), None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount, due_on FROM complaints_invoice")
        amount, due_on = map(bytes, cursor.fetchone())
    assert (b"1250" in amount, b"2026" in due_on) == (False, False)
