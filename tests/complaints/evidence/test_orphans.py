"""Sealed files that no row names are erased, a day later; those that a row names never."""

import os
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as ours
from django.utils import timezone

from complaints.evidence.tasks import erase_orphans
from complaints.models import Evidence
from mysteryshopper.celery import app
from mysteryshopper.sealed_files import new_name, seal_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(make_file, settings, tmp_path):
    (tmp_path / "evidence").mkdir()
    return tmp_path / "evidence"


def orphan():
    seal_file(name := new_name(), [b"Words"])
    return name


def after(hours):
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        erase_orphans()


def left(folder):
    return {path.name for path in folder.iterdir()}


def test_one_without_a_row_is_erased_after_a_day_and_no_sooner(folder, make_file):
    kept, lost = make_file().stored_as, orphan()
    after(23)
    assert left(folder) == {kept, lost}
    after(25)
    after(25)
    assert left(folder) == {kept}


def test_what_a_killed_sealing_left_is_erased_and_the_finished_file_stays(folder, make_file):
    kept = make_file().stored_as
    for name in (kept, new_name()):
        (folder / f"{name}.new").write_bytes(b"half")
    after(23)
    assert len(left(folder)) == 3
    after(25)
    assert left(folder) == {kept}


def test_what_is_not_ours_is_left_alone(folder):
    for name in ("README", "notes.new", "A" * 32, "0" * 32 + ".txt"):
        (folder / name).write_bytes(b"theirs")
    after(1000)
    assert len(left(folder)) == 4


def test_were_all_rows_missing_no_file_is_erased(folder, make_file, caplog):
    names = {make_file().stored_as, *(orphan() for _ in range(100))}
    Evidence.objects.all().delete()
    after(25)
    assert left(folder) == names
    assert "none is erased" in caplog.text
    os.unlink(folder / names.pop())
    after(25)
    assert left(folder) == set()


def test_no_folder_yet_is_no_error(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "none"
    erase_orphans()


def test_beat_does_it():
    task = ours.CELERY["beat_schedule"]["orphans"]["task"]
    app.loader.import_default_modules()
    assert app.tasks[task] == erase_orphans
