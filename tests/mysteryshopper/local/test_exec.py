"""`exec --throwaway`: a command with servers of its own, and nothing left afterwards."""

import signal
import sys
from pathlib import Path

import pytest

from tests.mysteryshopper.local.conftest import Start
from tests.mysteryshopper.local.started import AS_ROOT, LOCAL, gone, users

pytestmark = pytest.mark.stack

EXEC = (*LOCAL, "exec", "--throwaway", "--")
ASK_BOTH = """
import os, psycopg2, redis
with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
    cursor.execute("select current_database(), rolsuper, rolcreatedb from pg_roles where rolname = current_user")
    print(*cursor.fetchone())
print(redis.Redis(unix_socket_path=os.environ["REDIS_URL"].removeprefix("redis+socket://")).ping())
"""


@pytest.mark.parametrize("user", users())
def test_gives_a_database_and_a_broker_and_passes_on_the_exit_status(start: Start, user: str, folder: Path) -> None:
    script = f"{ASK_BOTH}\nraise SystemExit(7)"
    started = start(*EXEC, sys.executable, "-c", script, user=user)
    assert started.process.wait(60) == 7
    assert started.said.split() == ["mysteryshopper", "False", "True", "True"]
    assert not list(folder.glob("mysteryshopper-*"))


def test_sets_what_the_service_asks_for(start: Start) -> None:
    script = "from mysteryshopper import settings; print(settings.DATABASES['default']['NAME'])"
    started = start(*EXEC, sys.executable, "-c", script)
    assert started.process.wait(60) == 0, started.said
    assert started.said == "mysteryshopper\n"


def test_starts_nothing_for_which_there_is_an_address(start: Start) -> None:
    script = "echo begun $DATABASE_URL $REDIS_URL; exec sleep 60"
    started = start(*EXEC, "sh", "-c", script, DATABASE_URL="postgres://a", REDIS_URL="redis://b")
    started.wait_to_say("begun postgres://a redis://b")
    assert [child.name() for child in started.descendants()] == ["sleep"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("user", users())
def test_leaves_no_process(start: Start, number: signal.Signals, user: str) -> None:
    started = start(*EXEC, "sh", "-c", "echo begun; exec sleep 600", user=user)
    started.wait_to_say("begun")
    left = started.descendants()
    assert len(left) > 3
    started.signal(number)
    assert gone(left, within=10)


def test_an_unknown_command_is_one_sentence(start: Start) -> None:
    started = start(*EXEC, "no-such-program")
    assert started.process.wait(60) == 1
    assert started.said == "no-such-program cannot be run: No such file or directory.\n"


@pytest.mark.parametrize("who", AS_ROOT)
def test_as_root_in_a_closed_folder_postgres_lies_elsewhere_until_reset(start: Start, tmp_path: Path, who: str) -> None:
    env = {"LOCAL_DIR": str(tmp_path / "local")}
    ask = start(*LOCAL, "exec", "--", sys.executable, "-c", ASK_BOTH, **env)
    assert ask.process.wait(60) == 0, ask.said
    home = Path((tmp_path / "local" / "postgres-lies-in").read_text())
    assert (home / "postgres" / "PG_VERSION").exists()
    reset = start(*LOCAL, "reset", **env)
    assert reset.process.wait(60) == 0
    assert not home.exists()
    assert not (tmp_path / "local").exists()
