import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.authorities.loading import load
from complaints.models import Authority, AuthorityName

LIST = Path(__file__).parents[3] / "complaints" / "data" / "authorities.csv"
CAMDEN = {"id": "CMD", "name": "London Borough of Camden"}
LOCKED = (
    "SELECT count(*) FROM pg_locks WHERE relation = 'complaints_authority'::regclass AND mode ~ 'ShareRowExclusive'"
)


def run(file: Path) -> str:
    out = io.StringIO()
    call_command("load_authorities", str(file), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_projects_own_list_is_good_and_loads_in_moments() -> None:
    start = time.monotonic()
    assert run(LIST) == "1,852 added, 0 changed, 0 unchanged, 0 refused.\n"
    assert time.monotonic() - start < 6, "3 s were asked for; this leaves room for a busy machine"
    assert run(LIST) == "Nothing changed: 1,852 were already there.\n"
    assert AuthorityName.objects.filter(compared="").count() == 0


@pytest.mark.django_db
def test_bad_rows_are_told_and_good_ones_are_in(write_list: Callable) -> None:
    err, out = io.StringIO(), io.StringIO()
    file = write_list({"id": "LDS", "name": "Leeds", "sector": "housing!"}, CAMDEN, {"id": "", "name": "Bath"})
    with pytest.raises(CommandError) as failed:
        call_command("load_authorities", str(file), stdout=out, stderr=err)
    assert failed.value.returncode == 1
    assert str(failed.value) == "Some rows were refused; the others are in."
    told = err.getvalue().splitlines()
    assert [line.partition(" is not one of")[0] for line in told] == ["line 2: sector 'housing!'", "line 4: has no id"]
    assert out.getvalue() == "1 added, 0 changed, 0 unchanged, 2 refused.\n"
    assert [authority.code for authority in Authority.objects.all()] == ["CMD"]


@pytest.mark.django_db
def test_an_unusable_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CommandError) as failed:
        run(tmp_path / "list.csv")
    assert failed.value.returncode == 2
    assert str(failed.value) == (
        "list.csv must start with the columns id,name,sector,nation,kind,start,end,replaced_by,aliases,source."
    )


def started(file: Path) -> subprocess.Popen[bytes]:
    """The command as a process of its own, on the database of this test."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    command = [sys.executable, "manage.py", "load_authorities", str(file)]
    return subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}, stderr=subprocess.PIPE)


@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_leaves_nothing_half_made(write_list: Callable) -> None:
    process = started(LIST)
    deadline = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < deadline and process.poll() is None:
            cursor.execute(LOCKED)
            if cursor.fetchone()[0]:
                break
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert (Authority.objects.count(), AuthorityName.objects.count()) == (0, 0)
    process = started(write_list(CAMDEN))
    assert process.communicate(timeout=30)[1] == b""
    assert process.returncode == 0
    assert Authority.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_loads_at_once_make_each_authority_once(write_list: Callable) -> None:
    file = write_list(*({"id": f"{number}", "name": f"Council {number}"} for number in range(200)))
    reports = []

    def load_it() -> None:
        reports.append(load(file))
        connection.close()

    threads = [threading.Thread(target=load_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((report.added, report.unchanged) for report in reports) == [(0, 200), (0, 200), (200, 0)]
    assert Authority.objects.count() == 200
