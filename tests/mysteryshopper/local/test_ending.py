"""How the whole service ends, whatever ends it, and that it starts again afterwards, quickly."""

import signal
import time
from pathlib import Path

import pytest

from tests.mysteryshopper.local.conftest import Start
from tests.mysteryshopper.local.started import LOCAL, Started, gone, users
from tests.mysteryshopper.local.test_run import RUN, answers_again, free_port

pytestmark = pytest.mark.stack


Env = dict[str, str]


@pytest.fixture(scope="module", params=users())
def env(request: pytest.FixtureRequest, folder: Path, start: Start) -> Env:
    """A folder in which the service has run before."""
    local = str(folder / f"ending-{request.param}")
    env = {"LOCAL_DIR": local, "PORT": str(free_port()), "DEMONSTRATION_HISTORY": "0", "user": request.param}
    first = ready(start, env, within=120)
    left = first.descendants()
    assert first.signal(signal.SIGINT) == 0
    assert gone(left, within=1)
    assert first.said.endswith("Stopping.\nStopped.\n")
    return env


def ready(start: Start, env: Env, within: float = 40) -> Started:
    started = start(*RUN, **env)
    started.wait_to_say("Ready: ", within=within)
    return started


def test_a_later_start_prepares_nothing_again(start: Start, env: Env) -> None:
    began = time.monotonic()
    started = ready(start, env)
    assert time.monotonic() - began < 20
    assert started.said.startswith("Ready: ")
    assert started.signal(signal.SIGTERM) == 0


def test_kill_9_leaves_nothing_and_the_next_start_waits_for_what_is_still_ending(start: Start, env: Env) -> None:
    first = ready(start, env)
    left = first.descendants()
    first.signal(signal.SIGKILL)
    second = ready(start, env)
    assert gone(left, within=1)
    assert second.signal(signal.SIGTERM) == 0


def test_kill_9_of_supervisor_worker_and_web_server_together_leaves_nothing(start: Start, env: Env) -> None:
    started = ready(start, env)
    left = started.descendants()
    for part in ("worker", "gunicorn"):
        started.child(part).kill()
    started.signal(signal.SIGKILL)
    assert gone(left, within=30)


def test_a_moved_folder_starts_with_what_was_in_it(start: Start, env: Env) -> None:
    local = Path(env["LOCAL_DIR"])
    moved = {**env, "LOCAL_DIR": str(local.rename(local.with_name(f"{local.name}-moved")))}
    started = ready(start, moved)
    assert started.said.startswith("Ready: ")
    started.signal(signal.SIGTERM)
    Path(moved["LOCAL_DIR"]).rename(local)


def test_reset_removes_everything(start: Start, env: Env) -> None:
    reset = start(*LOCAL, "reset", **env)
    assert reset.process.wait(60) == 0
    assert not Path(env["LOCAL_DIR"]).exists()


def test_reset_leaves_a_folder_that_is_not_ours(start: Start, folder: Path) -> None:
    (folder / "precious").mkdir()
    reset = start(*LOCAL, "reset", LOCAL_DIR=str(folder / "precious"))
    assert reset.process.wait(20) == 1
    assert (folder / "precious").exists()


def test_uses_the_servers_it_is_given_and_does_not_mind_a_dead_broker(start: Start, folder: Path) -> None:
    run = " ".join(RUN)
    script = f"export REDIS_URL=redis+socket://{folder}/nobody-listens.sock; echo begun; exec {run}"
    env = {"LOCAL_DIR": str(folder / "given"), "PORT": str(free_port()), "DEMONSTRATION_HISTORY": "0"}
    started = start(*LOCAL, "exec", "--throwaway", "--", "sh", "-c", script, **env)
    started.wait_to_say("Ready: ", within=120)
    assert answers_again(int(env["PORT"]), within=5)
    assert not (folder / "given" / "postgres").exists()
    left = started.descendants()
    assert started.signal(signal.SIGTERM) in (0, 143)
    assert gone(left, within=1)
