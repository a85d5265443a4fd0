"""The service's own processes: web, worker, beat. The same commands as in docker-compose.yml."""

import contextlib
import http.client
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .children import Program
from .refusal import CannotStart

WEB = ("-m", "gunicorn", "--config", "python:mysteryshopper.local.web_server", "mysteryshopper.wsgi")
_CELERY = ("-m", "celery", "--quiet", "--app", "mysteryshopper.celery")
_ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat")
WORKER = (*_CELERY, "worker", "--pool", "prefork", "--concurrency", "2", *_ALONE)
BEAT = (*_CELERY, "beat")


def programs(env: Mapping[str, str], logs: Path) -> list[Program]:
    """In the order of starting; a worker gets the time that nearly every task may take to end. An edition that is cut
    off is made again once its lease is over."""
    table = (("Worker", WORKER, 25), ("Beat", BEAT, 5), ("Web", WEB, 15))
    return [_program(name, (sys.executable, *ways), env, logs, patience) for name, ways, patience in table]


def _program(name: str, command: Sequence[str], env: Mapping[str, str], logs: Path, patience: float) -> Program:
    return Program(name=name, command=command, env=env, log=logs / f"{name.lower()}.log", patience=patience)


def check_port(port: int) -> None:
    """Raises CannotStart when we could not listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError:
            raise CannotStart(f"Port {port} is only for root. Choose another: PORT=8000 make run") from None
        except OSError:
            free = f"PORT={port + 1 if port < 65535 else 8000} make run"
            raise CannotStart(f"Port {port} is in use. Stop what uses it, or choose another: {free}") from None


def answers(port: int) -> bool:
    """Whether the web server answers at all."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(client):
        client.request("GET", "/")
        return bool(client.getresponse().status)
    return False
