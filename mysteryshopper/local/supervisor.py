"""Keeps programs running: starts them in order, brings back what dies, stops them in the opposite order."""

import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

from .children import Child, Program
from .refusal import CannotStart

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_TICK_SECONDS = 0.1
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.5, 10.0
# Ran this long: the next death counts as the first again.
_STEADY_SECONDS = 10.0
_DEATHS_BEFORE_READY = 4


class Stopped(BaseException):
    """Somebody asked us to stop. Not an Exception, so that nothing on the way takes it for an error."""


class Supervisor:
    """A context: everything started inside it has ended when it is left."""

    def __init__(self, lock: int | None = None) -> None:
        self._keep = () if lock is None else (lock,)
        self._children: list[Child] = []
        self._due: dict[Child, float] = {}
        self._hurry = False

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            signal.signal(number, _stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        for number in _SIGNALS:
            signal.signal(number, self._second_signal)
        if kind is Stopped:
            print("Stopping.", flush=True)
        for child in reversed(self._children):
            child.stop(lambda: self._hurry)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        return kind is Stopped

    def start(self, program: Program, ready: Callable[[], bool] = lambda: True, within: float = 60) -> None:
        """Starts it, and waits until it is ready. Raises CannotStart when it never is."""
        child = Child(program, self._keep)
        self._children.append(child)
        child.start()
        until = time.monotonic() + within
        while not ready():
            if child.deaths >= _DEATHS_BEFORE_READY or time.monotonic() > until:
                raise CannotStart(f"{program.name} does not start. What it said: {program.log}")
            self.tick()

    def once(self, program: Program) -> None:
        """Runs one that ends by itself, with a dot for each second. Raises CannotStart when it fails."""
        child = Child(program, self._keep)
        self._children.append(child)
        print(program.name, end=" ", flush=True)
        child.start()
        dots = 0
        while not (end := child.ended()):
            self.tick(besides=child)
            if child.age > dots + 1:
                dots += 1
                print(".", end="", flush=True)
        self._children.remove(child)
        print(f" {child.age:.1f} s", flush=True)
        if end != "exit status 0":
            raise CannotStart(f"{program.name}: this step failed ({end}). What it said: {program.log}")

    def watch(self) -> None:
        """For ever, until a signal."""
        while True:
            self.tick()

    def tick(self, besides: Child | None = None) -> None:
        """Notes what has died, starts what is due, and waits a moment."""
        for child in self._children:
            if child is not besides and (end := child.ended()):
                self._note_death(child, end)
        for child in [child for child, at in self._due.items() if at <= time.monotonic()]:
            del self._due[child]
            child.start()
        time.sleep(_TICK_SECONDS)

    def _note_death(self, child: Child, end: str) -> None:
        if child.age > _STEADY_SECONDS:
            child.deaths = 0
        wait = min(_FIRST_WAIT_SECONDS * 2**child.deaths, _LONGEST_WAIT_SECONDS)
        child.deaths += 1
        self._due[child] = time.monotonic() + wait
        name, log = child.program.name, child.program.log
        print(f"{name} ended ({end}) and is started again in {wait:g} s. Its log: {log}", flush=True)

    def _second_signal(self, number: int, frame: FrameType | None) -> None:
        self._hurry = True


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
