"""The environment that the service's processes get. What the caller has set always wins."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .install import STRAYS
from .refusal import CannotStart

# Set for other projects, they would reach into ours: an access log, for one, would keep visitors' addresses.
_STRAYS = (*STRAYS, "DJANGO_SETTINGS_MODULE", "GUNICORN_CMD_ARGS")


def given(name: str) -> str:
    """What the caller has set; empty counts as not set."""
    return os.environ.get(name, "").strip()


def is_on(name: str, default: str) -> bool:
    return (given(name) or default).lower() in ("1", "true", "yes", "y", "on", "ok")


def wanted_port() -> int:
    """PORT. Raises CannotStart when that is no port."""
    text = given("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}. It must be a number from 1 to 65535, for example PORT=8001.")
    return int(text)


def environment(folder: Path, keys: Mapping[str, str], servers: Mapping[str, str]) -> dict[str, str]:
    """`folder` takes mails, sealed files and static files; `servers` are the addresses of the embedded ones."""
    mails = folder / "mail"
    mails.mkdir(mode=0o700, exist_ok=True)
    folders = {"MAIL_FOLDER": mails, "EVIDENCE_ROOT": folder / "evidence", "STATIC_ROOT": folder / "static"}
    defaults = {**keys, **{name: str(path) for name, path in folders.items()}}
    caller = {name: value for name, value in os.environ.items() if name not in _STRAYS}
    if "DATABASE_URL" in servers:
        # libpq reads these too, and they speak of some other server.
        caller = {name: value for name, value in caller.items() if not name.startswith("PG")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # Servers last: they are embedded only where the caller has given no address, or an empty one.
    return {**defaults, **caller, **servers, "PATH": path, "PYTHONUNBUFFERED": "1"}


def service_environment(local: Path, keys: Mapping[str, str], servers: Mapping[str, str]) -> dict[str, str]:
    """The same, for the service as a whole: a demonstration, unless the caller says otherwise."""
    port = wanted_port()
    defaults = {"DEMONSTRATION": "1", "BASE_URL": f"http://127.0.0.1:{port}"}
    return {**defaults, **environment(local, keys, servers), "PORT": str(port)}
