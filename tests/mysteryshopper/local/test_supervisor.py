"""What is started stays started, what is stopped is gone: real processes, whatever kills them."""

import signal
import sys
import time

import pytest

from tests.mysteryshopper.local.conftest import Start
from tests.mysteryshopper.local.started import Started, gone

# Two programs under a supervisor; each argument is what a shell runs.
PROGRAM = """
import sys, pathlib
from mysteryshopper.local.children import Program
from mysteryshopper.local.supervisor import Supervisor

with Supervisor() as supervisor:
    for number, script in enumerate(sys.argv[2:]):
        log = pathlib.Path(sys.argv[1])
        supervisor.start(Program(name=f"Part {number}", command=["sh", "-c", script], env={}, log=log, patience=1))
    print("started", flush=True)
    supervisor.watch()
"""
QUIET = "exec sleep 600"
# Neither it nor its child listens to a request to stop.
STUBBORN = "trap '' TERM; sleep 600 & wait; sleep 600 & wait"


def supervised(start: Start, *scripts: str) -> Started:
    started = start(sys.executable, "-c", PROGRAM, "/dev/null", *scripts)
    started.wait_to_say("started", within=10)
    return started


def test_brings_back_what_dies_and_says_so(start: Start) -> None:
    started = supervised(start, QUIET, QUIET)
    before = started.descendants("sleep")
    before[0].kill()
    started.wait_to_say("Part 0 ended (killed by signal 9) and is started again in 0.5 s", within=2)
    time.sleep(1)
    after = started.descendants("sleep")
    assert len(after) == 2
    assert before[0] not in after
    assert before[1] in after


def test_waits_longer_after_each_death(start: Start) -> None:
    started = supervised(start, "exit 3")
    started.wait_to_say("Part 0 ended (exit status 3) and is started again in 2 s", within=10)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything(start: Start, number: signal.Signals) -> None:
    started = supervised(start, QUIET, QUIET)
    left = started.descendants()
    assert started.signal(number, within=5) == 0
    assert gone(left, within=0.5)


def test_what_does_not_listen_is_ended_with_its_children(start: Start) -> None:
    started = supervised(start, STUBBORN)
    left = started.descendants()
    assert started.signal(signal.SIGTERM, within=5) == 0
    assert gone(left, within=0.5)


def test_kill_9_of_the_supervisor_leaves_nothing(start: Start) -> None:
    started = supervised(start, QUIET, QUIET)
    left = started.descendants()
    assert started.signal(signal.SIGKILL) == -signal.SIGKILL
    assert gone(left, within=5)


def test_what_a_killed_program_leaves_is_gone_too(start: Start) -> None:
    started = supervised(start, "sleep 600 & wait")
    parent = started.child("sh")
    (child,) = parent.children()
    parent.kill()
    assert gone([parent, child], within=2)
