"""clamd, the virus scanner, where Debian's package of it is installed: our own, on a Unix socket only."""

import contextlib
import os
import pwd
import socket
from dataclasses import dataclass
from pathlib import Path

from .children import Program
from .places import Places, owner_only

BINARY = Path("/usr/sbin/clamd")
# Where freshclam keeps the signatures of the machine, and the endings of those that it fetches.
SIGNATURES = Path("/var/lib/clamav")
_ENDINGS = {".cvd", ".cld", ".ndb", ".hdb"}
# It writes each file that it scans, readable, into a temporary folder: one in memory, where that can be.
_MEMORY = Path("/dev/shm")  # noqa: S108


@dataclass(frozen=True)
class Clamd:
    places: Places
    signatures: Path = SIGNATURES

    @property
    def path(self) -> Path:
        return self.places.run / "clamd.sock"

    def has_signatures(self) -> bool:
        return self.signatures.is_dir() and any(path.suffix in _ENDINGS for path in self.signatures.iterdir())

    def program(self) -> Program:
        config = self.places.local / "clamd.conf"
        config.write_text("".join(f"{name} {value}\n" for name, value in self._settings().items()))
        log = self.places.logs / "clamd.log"
        return Program(name="Virus scanner", command=[BINARY, "--config-file", config], env={}, log=log)

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(self.path))
            client.sendall(b"zPING\0")
            return client.recv(5) == b"PONG\0"
        return False

    def _settings(self) -> dict[str, object]:
        temporary = _MEMORY if os.access(_MEMORY, os.W_OK) else owner_only(self.places.local / "scanned")
        settings: dict[str, object] = {"Foreground": "yes", "LocalSocket": self.path, "LocalSocketMode": 600}
        settings |= {"DatabaseDirectory": self.signatures, "TemporaryDirectory": temporary, "MaxThreads": 4}
        # It says OK to what it did not read to the end. So it reads as much as a file that we take can unpack to.
        settings |= {"StreamMaxLength": "25M", "MaxFileSize": "250M", "MaxScanSize": "500M", "AlertExceedsMax": "yes"}
        with contextlib.suppress(KeyError):  # a user without a name can only stay who they are
            settings["User"] = pwd.getpwuid(os.geteuid()).pw_name
        return settings
