"""The complaints of one provider find each other, and nobody can read who it is."""

import importlib

import pytest
from django.apps import apps

from complaints import same_provider
from complaints.models import Identity, IdentityKey


@pytest.fixture
def others():
    return lambda complaint: [other.reference for other in same_provider.others(complaint)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": "Ada@Provider.example"}, {"email": " ada@provider.EXAMPLE"}),
        ({"email": "", "number": "04211873"}, {"email": "new@provider.example", "number": "421 1873"}),
        ({"number": "SC012345"}, {"email": "new@provider.example", "number": "sc 012345"}),
    ],
)
def test_the_same_address_or_number_is_the_same_provider(make_complaint, others, one, other):
    first, second = make_complaint(**one), make_complaint(**other)
    assert (others(first), others(second)) == ([second.reference], [first.reference])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"email": ""}, {"email": ""}),
        ({"email": "a@provider.example"}, {"email": "b@provider.example"}),
        ({"email": "a@provider.example", "number": "1"}, {"email": "b@provider.example", "number": "2"}),
    ],
)
def test_nothing_in_common_is_another_provider(make_complaint, others, one, other):
    first, _ = make_complaint(**one), make_complaint(**other)
    assert others(first) == []


def test_the_digest_needs_the_key(make_complaint, settings):
    make_complaint(number="04211873")
    kept = set(IdentityKey.objects.values_list("digest", flat=True))
    settings.SECRET_KEY = "another"
    assert not kept & {digest for _, digest in same_provider.digests(email="ada@provider.example", number="04211873")}


def test_erasing_who_complained_erases_the_keys(make_complaint):
    make_complaint()
    Identity.objects.all().delete()
    assert not IdentityKey.objects.exists()


def test_complaints_from_before_get_their_keys(make_complaint):
    make_complaint(number="04211873")
    kept = set(IdentityKey.objects.values_list("kind", "digest"))
    IdentityKey.objects.all().delete()
    importlib.import_module("complaints.migrations.0006_identity_key").write_keys(apps, None)
    assert kept == set(IdentityKey.objects.values_list("kind", "digest")) and len(kept) == 2
