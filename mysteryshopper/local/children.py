"""A program as a child of ours: started so that it ends when we do, watched, stopped within a bound."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .install import ROOT

_PR_SET_PDEATHSIG = 1
_LARGEST_LOG = 5_000_000


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run, and how it likes to be stopped: the signal, and the seconds it gets."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10
    user: pwd.struct_passwd | None = None
    before: Callable[[], None] | None = None
    # A second Ctrl-C ends it at once. Not for a database, which would have to recover.
    may_be_killed: bool = True


def spawn(program: Program, keep: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Starts it in a session of its own, so that Ctrl-C reaches us alone. It inherits the descriptors in `keep`."""
    if program.log.exists() and program.log.stat().st_size > _LARGEST_LOG:
        program.log.replace(program.log.with_suffix(".old.log"))
    with program.log.open("ab") as log:
        return subprocess.Popen(
            [str(part) for part in program.command],
            cwd="/" if program.user else ROOT,
            env=dict(program.env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=keep,
            preexec_fn=end_with_parent(program.stop_signal),
            **as_user(program.user),
        )


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The arguments that have a subprocess run as that user, without any group of ours."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def end_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Has the kernel stop the child when we die, by kill -9 too. Linux only: elsewhere the child would live on."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def in_child() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:
            os._exit(1)

    return in_child


class Child:
    """One program, started as often as it must be."""

    def __init__(self, program: Program, keep: Sequence[int] = ()) -> None:
        self.program = program
        self.deaths = 0
        self._started_at = 0.0
        self._keep = keep
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def age(self) -> float:
        """Seconds since it was last started."""
        return time.monotonic() - self._started_at

    def start(self) -> None:
        if self.program.before:
            self.program.before()
        self._started_at = time.monotonic()
        self._process = spawn(self.program, self._keep)

    def ended(self) -> str | None:
        """How it ended, once; None while it runs, and after that."""
        if not self._process:
            return None
        # Looks without reaping: until then the number of the group cannot be given to strangers.
        if not os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return None
        self._signal_group(signal.SIGKILL)
        status = self._process.wait()
        self._process = None
        return f"killed by signal {-status}" if status < 0 else f"exit status {status}"

    def stop(self, hurry: Callable[[], bool]) -> None:
        """Asks it to stop, and ends it with its children when its patience is over or there is a hurry."""
        if not self._process or self.ended():
            return
        os.kill(self._process.pid, self.program.stop_signal)
        until = time.monotonic() + self.program.patience
        while not self.ended():
            if time.monotonic() > until or (self.program.may_be_killed and hurry()):
                self._signal_group(signal.SIGKILL)
            time.sleep(0.02)

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)
