"""A postmaster.pid that an ended Postgres has left, and what a start makes of it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mysteryshopper.local.places import Places
from mysteryshopper.local.postgres import Postgres


@pytest.fixture
def postgres(tmp_path: Path) -> Postgres:
    made = Postgres(Places(tmp_path, tmp_path))
    made.data.mkdir()
    return made


@pytest.fixture
def zombie() -> Iterator[int]:
    """The number of a process that has ended, and that nobody has asked about yet."""
    process = subprocess.Popen(["true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    yield process.pid
    process.wait()


def is_kept(postgres: Postgres, pid: int) -> bool:
    """Whether the file survives what is done before a start."""
    file = postgres.data / "postmaster.pid"
    file.write_text(f"{pid}\n/some/folder\n")
    before = postgres.program().before
    assert before
    before()
    return file.exists()


def test_forgets_a_zombie(postgres: Postgres, zombie: int) -> None:
    assert not is_kept(postgres, zombie)


def test_forgets_a_stranger_who_got_the_number(postgres: Postgres) -> None:
    assert not is_kept(postgres, os.getpid())


def test_leaves_one_that_may_be_a_postgres_to_postgres(postgres: Postgres, tmp_path: Path) -> None:
    (tmp_path / "postgres-like").mkdir()
    fake = tmp_path / "postgres-like" / "postgres"
    fake.symlink_to("/bin/sleep")
    process = subprocess.Popen([str(fake), "60"])
    try:
        assert is_kept(postgres, process.pid)
    finally:
        process.kill()
        process.wait()


def test_leaves_a_number_that_nobody_has(postgres: Postgres, zombie: int) -> None:
    assert is_kept(postgres, 2**22 + 1)


def test_lets_in_only_whoever_runs_the_service(postgres: Postgres) -> None:
    is_kept(postgres, os.getpid())
    assert (postgres.data / "pg_hba.conf").read_text() == "local all all peer map=us\n"
    assert "trust" not in (postgres.data / "pg_ident.conf").read_text()
