"""One run in one folder; and after a kill, no start before what was left has ended."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mysteryshopper.local import lock
from mysteryshopper.local.refusal import CannotStart

# Takes the lock, starts a child that inherits it, and is killed: the child lives on for a second.
KILLED_OWNER = """
import os, pathlib, subprocess, sys
from mysteryshopper.local import lock
with lock.held(pathlib.Path(sys.argv[1])) as held:
    subprocess.Popen(["sleep", "1"], pass_fds=[held], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.kill(os.getpid(), 9)
"""


def test_refuses_a_second_one_at_once_with_a_sentence(tmp_path: Path) -> None:
    with lock.held(tmp_path), pytest.raises(CannotStart, match="already runs from this folder"):  # noqa: SIM117
        with lock.held(tmp_path):
            pass


def test_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with lock.held(tmp_path):
            pass


def test_is_free_after_an_error(tmp_path: Path) -> None:
    with contextlib.suppress(KeyError), lock.held(tmp_path):
        raise KeyError
    with lock.held(tmp_path):
        pass


def test_waits_for_what_a_killed_run_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run([sys.executable, "-c", KILLED_OWNER, str(tmp_path)], timeout=30)
    began = time.monotonic()
    with lock.held(tmp_path):
        assert time.monotonic() - began > 0.3
    assert capsys.readouterr().out == "Waiting for what an earlier run left to finish.\n"


def test_does_not_wait_for_ever(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED_OWNER, str(tmp_path)], timeout=30)
    with pytest.raises(CannotStart), lock.held(tmp_path, patience=0):
        pass
