"""A program started for real by a test, known by its output and by its descendants."""

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from mysteryshopper.local.places import reachable

ROOT = Path(__file__).parents[3]
# For tests that only root can make sense of.
AS_ROOT = ["root"] if os.geteuid() == 0 else []
LOCAL = (sys.executable, "-m", "mysteryshopper.local")
# The servers of the tests themselves, and what speaks of them.
_OF_THE_TESTS = (
    "DATABASE_URL",
    "REDIS_URL",
    "STATIC_ROOT",
    "MAIL_FOLDER",
    "EVIDENCE_ROOT",
    "SECRET_KEY",
    "SEAL_KEYS",
    "PORT",
)


def users() -> list[str]:
    """Whom to run as: ourselves, and as root somebody ordinary too, where they can reach Python and the code."""
    if os.geteuid():
        return ["self"]
    nobody = pwd.getpwnam("nobody")
    needed = (Path(sys.executable), Path(sys.executable).resolve(), ROOT)
    return ["self", "nobody"] if all(reachable(path, nobody) for path in needed) else ["self"]


def gone(processes: Sequence[psutil.Process], within: float) -> bool:
    """Whether all of them have ended in time."""
    until = time.monotonic() + within
    while any(map(_lives, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Started:
    """One running program."""

    def __init__(self, command: Sequence[str], output: Path, env: Mapping[str, str], user: str = "self") -> None:
        self._output = output
        clean = {name: value for name, value in os.environ.items() if name not in _OF_THE_TESTS}
        prefix = () if user == "self" else ("setpriv", f"--reuid={user}", "--clear-groups", "--")
        with output.open("w") as out:
            self.process = subprocess.Popen(
                [*prefix, *command], cwd=ROOT, env={**clean, **env}, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    @property
    def said(self) -> str:
        return self._output.read_text()

    def wait_to_say(self, text: str, within: float = 60, times: int = 1) -> None:
        until = time.monotonic() + within
        while self.said.count(text) < times:
            assert self.process.poll() is None, f"ended before it said {text!r}: {self.said}"
            assert time.monotonic() < until, f"did not say {text!r}: {self.said}"
            time.sleep(0.05)

    def descendants(self, part: str = "") -> list[psutil.Process]:
        """Everything it has started that runs, directly or not, with `part` in its command line."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if _lives(child) and part in " ".join(child.cmdline())]

    def child(self, part: str) -> psutil.Process:
        """The one that it started itself."""
        return next(child for child in self.descendants(part) if child.ppid() == self.process.pid)

    def signal(self, number: signal.Signals, within: float = 60) -> int:
        """Sends it a signal and waits for its end; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(within)

    def end(self) -> None:
        """Whatever is left of it, at the end of a test."""
        if self.process.poll() is None:
            left = self.descendants()
            self.process.kill()
            self.process.wait()
            if not gone(left, 30):
                raise AssertionError(f"left behind: {left}")
