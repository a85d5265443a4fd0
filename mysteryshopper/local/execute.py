"""`exec`: one command, with the servers it needs for as long as it runs."""

import contextlib
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from . import lock
from .children import end_with_parent
from .environment import environment, service_environment
from .keys import kept_keys, new_keys
from .places import Places, database_user, find, reachable
from .refusal import CannotStart
from .servers import addresses, start_servers
from .supervisor import Stopped, Supervisor

_PATIENCE_SECONDS = 30
# The exit status of a command that was stopped before it began, as a shell says it for SIGTERM.
_STOPPED = 143


def execute(command: Sequence[str], *, throwaway: bool) -> int:
    """Runs it and answers its exit status."""
    return _with_throwaway_servers(command) if throwaway else _with_own_servers(command)


def _with_throwaway_servers(command: Sequence[str]) -> int:
    """Fresh servers that wait for no disk, and a folder for mails and static files: all gone afterwards."""
    with _throwaway_places() as places, Supervisor() as supervisor:
        servers, _ = start_servers(supervisor, places, durable=False)
        return _foreground(command, environment(places.local, new_keys(), servers))
    return _STOPPED


def _with_own_servers(command: Sequence[str]) -> int:
    """The servers and keys of this folder: those that run already, else started for this one command."""
    places = find()
    places.make()
    with contextlib.ExitStack() as stack:
        try:
            held = stack.enter_context(lock.held(places.local))
        except CannotStart:
            servers = addresses(places)
        else:
            servers, _ = start_servers(stack.enter_context(Supervisor(held)), places)
        return _foreground(command, service_environment(places.local, kept_keys(places.local), servers))
    return _STOPPED


@contextlib.contextmanager
def _throwaway_places() -> Iterator[Places]:
    folder = Path(tempfile.mkdtemp(prefix="mysteryshopper-", dir=_temporary_folder()))
    places = Places(folder, folder)
    try:
        places.make()
        yield places
    finally:
        for path in (folder, *places.elsewhere):
            shutil.rmtree(path, ignore_errors=True)


def _temporary_folder() -> str:
    """The usual one, unless Postgres's user cannot enter it."""
    user, usual = database_user(), tempfile.gettempdir()
    return usual if user is None or reachable(Path(usual), user) else "/tmp"  # noqa: S108


def _foreground(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Runs it in our terminal. Ctrl-C reaches it by itself, so it does not stop us."""
    signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        process = subprocess.Popen(command, env=dict(env), preexec_fn=end_with_parent(signal.SIGTERM))
    except OSError as error:
        raise CannotStart(f"{command[0]} cannot be run: {error.strerror}.") from None
    try:
        status = process.wait()
    except Stopped:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_SECONDS)
        process.kill()
        status = process.wait()
    return status if status >= 0 else 128 - status
