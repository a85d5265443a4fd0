"""A key is changed: everything is sealed anew, and the older key opens nothing."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from complaints.models import Ground, Identity, Message
from investigations.casework import casework, noting
from investigations.models import CaseEvent
from investigations.unsealing import opening
from mysteryshopper.resealing import resealing
from mysteryshopper.sealed import SealBroken, new_key, seal, unseal
from mysteryshopper.sealed_files import new_name, open_file, seal_file

CONTENT = b"canary" * 50_000


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Other tests seal files at the same moment, under a key that is the older one here."""
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def evidence(_own_folder):
    name = new_name()
    seal_file(name, [CONTENT])
    return name


@pytest.fixture
def case(make_case, make_user):
    case = casework.claim(make_case(), by=make_user(name="Owen Owner"))
    noting.note(case, by=case.owner, text="A note")
    opening.open_identity(case, by=case.owner, reason="To call")
    Message.objects.create(complaint=case.complaint, text="Hello", at=timezone.now())
    return case


@pytest.fixture
def factors(make_user):
    user = make_user()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user, RecoveryCodes.activate(user).get_unused_codes()


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out, stderr=StringIO())
    return out.getvalue()


def older():
    return {store.name: store.older() for store in resealing.stores() if store.older()}


def test_everything_opens_with_the_new_key_alone_and_nothing_with_the_old(settings, case, evidence, factors):
    old, settings.SEAL_KEYS = settings.SEAL_KEYS, [new_key(), *settings.SEAL_KEYS]
    before = older()
    assert {"complaints_identity", "complaints_ground", "investigations_caseevent"} <= set(before)
    assert (before["sealed files"], before["second factors"]) == (1, 2)
    assert f"{sum(before.values()):,} sealed anew.\nNothing is left that an older key opens." in rotate()
    assert older() == {}

    settings.SEAL_KEYS = settings.SEAL_KEYS[:1]
    assert Identity.objects.get().name == "Ada Provider"
    assert CaseEvent.objects.get(kind="noted").note == "A note"
    assert case.complaint.identity_readings.get().reason == "To call"
    assert b"".join(open_file(evidence)) == CONTENT
    user, codes = factors
    assert Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes() == codes
    assert Authenticator.objects.get(user=user, type="totp").wrap().instance.data["secret"]

    settings.SEAL_KEYS = old
    for model in (Identity, Ground, Message, CaseEvent):
        with pytest.raises(SealBroken):
            list(model.objects.all())
    with pytest.raises(SealBroken):
        list(open_file(evidence))


def test_every_table_with_a_sealed_column_is_found(db):
    """By looking at the database: whatever holds bytes is sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE data_type = 'bytea' AND table_schema = 'public'"
        )
        bytes_columns = set(cursor.fetchall())
    known = {(m._meta.db_table, column) for m in apps.get_models() for column in resealing.sealed_columns(m)}
    assert bytes_columns == known


def test_again_there_is_nothing_to_do(settings, case, evidence):
    settings.SEAL_KEYS = [new_key(), *settings.SEAL_KEYS]
    rotate()
    assert rotate().startswith("0 sealed anew.")


def test_broken_off_anywhere_and_begun_again_it_passes_over_what_is_done(settings, case, make_user, monkeypatch):
    """One piece a batch; broken off after each number of pieces in turn."""
    monkeypatch.setattr(resealing, "_BATCH", 1)
    settings.SEAL_KEYS = [new_key(), *settings.SEAL_KEYS]
    store = next(store for store in resealing.stores() if store.name == "complaints_identity")
    for left in range(store.older(), 0, -1):
        assert store.older() == left
        work = store.reseal()
        next(work)
        work.close()
        assert Identity.objects.get().email == "ada@provider.example"
    left = sum(older().values())
    assert ("complaints_identity" in older(), f"{left:,} sealed anew." in rotate()) == (False, True)


def test_what_somebody_writes_meanwhile_stays(settings, case):
    settings.SEAL_KEYS = [new_key(), *settings.SEAL_KEYS]
    ground = Ground.objects.get()
    table = next(store for store in resealing.stores() if store.name == "complaints_ground")
    key, value = table._rows('"own_words"', after=None)[0]
    Ground.objects.filter(pk=ground.pk).update(own_words="Written meanwhile")
    assert table._exchange("own_words", '"own_words"', key, bytes(value)) is None
    assert Ground.objects.get().own_words == "Written meanwhile"


def test_what_no_key_opens_is_named_and_the_rest_goes_on(settings, case, evidence):
    lost, settings.SEAL_KEYS = settings.SEAL_KEYS, [new_key()]
    Message.objects.create(complaint_id=case.complaint_id, text="Under the second", at=timezone.now())
    settings.SEAL_KEYS = [new_key(), *settings.SEAL_KEYS]
    with pytest.raises(CommandError, match="open with no key in SEAL_KEYS") as refusal:
        rotate()
    assert "complaints_identity.name of" in str(refusal.value)
    settings.SEAL_KEYS = [settings.SEAL_KEYS[0], *lost]
    assert "Nothing is left" in rotate()


def test_a_file_that_no_key_opens_stays_as_it_is(settings, evidence, tmp_path, db):
    before = (tmp_path / evidence).read_bytes()
    settings.SEAL_KEYS = [new_key()]
    with pytest.raises(CommandError, match=f"sealed file {evidence}"):
        rotate()
    assert [path.name for path in tmp_path.iterdir()] == [evidence]
    assert (tmp_path / evidence).read_bytes() == before


def test_a_fresh_key_is_printed(settings):
    out = StringIO()
    call_command("rotate_keys", new_key=True, stdout=out)
    settings.SEAL_KEYS = [out.getvalue().strip()]
    assert unseal(seal("Ada", column="a.b"), column="a.b") == "Ada"
