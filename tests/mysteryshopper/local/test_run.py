"""`run`: the whole service as real processes, what happens when a part is killed, and how it ends."""

import http.client
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from mysteryshopper.local.clamd import BINARY, Clamd
from mysteryshopper.local.places import find
from tests.mysteryshopper.local.conftest import Start
from tests.mysteryshopper.local.started import LOCAL, Started, gone, users

pytestmark = pytest.mark.stack

RUN = (*LOCAL, "run")
PARTS = {"Web": "gunicorn", "Worker": "worker", "Beat": "beat", "Valkey": "valkey-server", "Postgres": "bin/postgres"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str = "/") -> int:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    client.request("GET", path)
    return client.getresponse().status


def answers_again(port: int, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            # A page that asks the database.
            if get(port) == 200:
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


def sweeps_are_taken(local: Path, within: float) -> bool:
    """Whether beat sends and the worker takes: counted by Valkey since its own last start."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with redis.Redis(unix_socket_path=str(local / "run" / "valkey.sock")) as valkey:
                sent = valkey.info("commandstats").get("cmdstat_lpush", {}).get("calls", 0)
                if sent > 1 and valkey.llen("celery") == 0:
                    return True
        except redis.ConnectionError:
            pass
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module", params=users())
def env(request: pytest.FixtureRequest, folder: Path) -> dict[str, str]:
    """One port and one folder for each user; only the accounts, no history."""
    local = str(folder / f"local-{request.param}")
    return {"LOCAL_DIR": local, "PORT": str(free_port()), "DEMONSTRATION_HISTORY": "0", "user": request.param}


@pytest.fixture(scope="module")
def service(start: Start, env: dict[str, str]) -> Iterator[Started]:
    started = start(*RUN, **env)
    started.wait_to_say("Ready: ", within=120)
    yield started
    left = started.descendants()
    assert started.signal(signal.SIGTERM) == 0
    assert gone(left, within=1)


def test_says_where_to_go_and_as_whom(service: Started, env: dict[str, str]) -> None:
    service.wait_to_say("Ctrl-C stops everything")
    assert f"Ready: http://127.0.0.1:{env['PORT']}\n" in service.said
    assert "second-investigator@demonstration.invalid" in service.said
    assert (Path(env["LOCAL_DIR"]) / "keys.env").stat().st_mode & 0o777 == 0o600


def test_says_when_there_is_no_virus_scanner(service: Started) -> None:
    is_there = BINARY.exists() and Clamd(find()).has_signatures()
    assert ("There is no virus scanner: files that providers send wait" in service.said) is not is_there


def test_has_no_door_but_the_web_server(service: Started, env: dict[str, str]) -> None:
    processes = service.descendants()
    doors = {c.laddr.port for process in processes for c in process.net_connections("inet") if c.status == "LISTEN"}
    assert doors == {int(env["PORT"])}


@pytest.mark.parametrize("name", PARTS)
def test_a_killed_part_is_back_within_seconds(service: Started, env: dict[str, str], name: str) -> None:
    old = service.child(PARTS[name])
    old.kill()
    service.wait_to_say(f"{name} ended (killed by signal 9)", within=2)
    time.sleep(1)
    assert service.child(PARTS[name]) != old
    assert answers_again(int(env["PORT"]), within=10)
    assert sweeps_are_taken(Path(env["LOCAL_DIR"]), within=20)


def test_a_killed_worker_has_its_pool_back_within_seconds(service: Started) -> None:
    service.child("worker").kill()
    began = time.monotonic()
    # The worker and its two processes: three seconds on an idle machine.
    while len(service.descendants("celery --quiet --app mysteryshopper.celery worker")) < 3:
        assert time.monotonic() - began < 20
        time.sleep(0.1)


def test_a_second_run_in_this_folder_is_refused(service: Started, start: Start, env: dict[str, str]) -> None:
    second = start(*RUN, **env)
    assert second.process.wait(20) == 1
    assert second.said == "The service already runs from this folder. Stop that one first (Ctrl-C where it runs).\n"


def test_reset_is_refused_while_it_runs(service: Started, start: Start, env: dict[str, str]) -> None:
    reset = start(*LOCAL, "reset", **env)
    assert reset.process.wait(20) == 1
    assert "already runs from this folder" in reset.said
    assert answers_again(int(env["PORT"]), within=5)


def test_a_command_finds_the_running_servers(service: Started, start: Start, env: dict[str, str]) -> None:
    command = start(*LOCAL, "exec", "--", "python", "manage.py", "migrate", "--check", **env)
    assert command.process.wait(60) == 0, command.said


def test_a_visitors_address_is_in_no_log(service: Started, env: dict[str, str]) -> None:
    with socket.create_connection(("127.0.0.1", int(env["PORT"]))) as client:
        client.sendall(b"THIS IS NO REQUEST\r\n\r\n")
        client.recv(100)
    assert get(int(env["PORT"]), "/no-such-page") == 404
    logs = [path.read_text() for path in (Path(env["LOCAL_DIR"]) / "logs").glob("*.log")]
    assert logs
    assert not any("127.0.0.1" in log for log in logs)


def test_a_busy_port_is_one_sentence(start: Start, folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        started = start(*RUN, LOCAL_DIR=str(folder / "local-busy"), PORT=str(port))
        assert started.process.wait(30) == 1
    assert started.said.startswith(f"Port {port} is in use. Stop what uses it, or choose another: PORT=")
    assert started.said.count("\n") == 1
