"""Where the service's own files lie on this machine, and which user Postgres runs as."""

import hashlib
import os
import pwd
import secrets
from dataclasses import dataclass
from pathlib import Path

from .environment import given
from .install import ROOT
from .refusal import CannotStart

# A Unix socket's path has at most 107 bytes, and Postgres adds its own file name.
_LONGEST_SOCKET_FOLDER = 107 - len("/pg/.s.PGSQL.5432.lock")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")


def database_user() -> pwd.struct_passwd | None:
    """Postgres refuses to run as root: root lends it the user nobody. None for everybody else."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def owner_only(path: Path, user: pwd.struct_passwd | None = None, *, holds_postgres: bool = False) -> Path:
    """Makes a folder that only its owner (`user`, or whoever calls) can list, whatever the umask is.

    Where one of Postgres's folders lies further in, its user may pass through: others too, then, but see nothing."""
    path.mkdir(parents=True, exist_ok=True)
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)
    path.chmod(0o711 if holds_postgres and database_user() else 0o700)
    return path


def reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether that user can enter (or run) the path: asked as that user, so that every kind of permission counts."""
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os._exit(0 if os.access(path, os.X_OK) else 1)
        finally:
            os._exit(2)
    return os.waitpid(child, 0)[1] == 0


@dataclass(frozen=True)
class Places:
    """`local` holds everything; `postgres` the database, elsewhere only where Postgres's user cannot enter `local`."""

    local: Path
    postgres: Path

    @property
    def run(self) -> Path:
        """The folder of the sockets: in `local` where its path is short and plain enough, else one in /tmp."""
        path = self.postgres / "run"
        if len(os.fsencode(path)) <= _LONGEST_SOCKET_FOLDER and _PLAIN.issuperset(str(path)):
            return path
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return Path(f"/tmp/mysteryshopper-{os.geteuid()}-{name}")  # noqa: S108

    @property
    def logs(self) -> Path:
        return self.local / "logs"

    @property
    def elsewhere(self) -> list[Path]:
        """The folders of ours outside `local`."""
        return [path for path in (self.postgres, self.run) if not path.is_relative_to(self.local)]

    def make(self) -> None:
        """Makes the folders. Raises CannotStart for one that somebody else made."""
        for folder in (self.local, self.logs, self.postgres, self.run):
            if folder.exists() and folder.stat().st_uid != os.geteuid():
                raise CannotStart(f"{folder} belongs to somebody else: remove it, or set LOCAL_DIR to another folder.")
            owner_only(folder, holds_postgres=folder != self.logs)


def find() -> Places:
    """The places of this clone: .local, or what LOCAL_DIR names."""
    local = Path(os.environ.get("LOCAL_DIR") or Path(ROOT, ".local")).absolute()
    return Places(local, _postgres_home(local))


def _postgres_home(local: Path) -> Path:
    """`local`, unless Postgres's user cannot enter it. Then a folder in /var/lib that `local` remembers the name of,
    so that it is found again when the clone has been moved."""
    pointer = local / "postgres-lies-in"
    if pointer.exists():
        return Path(pointer.read_text())
    user = database_user()
    if user is None or given("DATABASE_URL") or reachable(_nearest(local), user):
        return local
    home = Path("/var/lib", f"mysteryshopper-{secrets.token_hex(4)}")
    owner_only(local, holds_postgres=True)
    pointer.write_text(str(home))
    return home


def _nearest(path: Path) -> Path:
    """The path itself, or the first folder above it that is there already."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
