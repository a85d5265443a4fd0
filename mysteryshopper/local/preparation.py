"""What must be done before the service opens: static files, tables, reference data, the demonstration."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from .children import Program
from .environment import given, is_on
from .install import ROOT, fingerprint, read_stamp, write_stamp
from .places import Places, owner_only
from .supervisor import Supervisor

# Words, the command of manage.py, the patterns of the files whose change calls for it again, and the variable that,
# when the caller has set it, puts the result out of our sight: then it is done at every start.
STEPS = (
    ("Static files", ("collectstatic", "--noinput", "--clear"), ("static/**/*", "package-lock.json"), "STATIC_ROOT"),
    ("Database tables", ("migrate", "--noinput"), ("**/migrations/*.py", "requirements.lock"), "DATABASE_URL"),
    ("Authorities", ("load_authorities", "complaints/data/authorities.csv"), (), "DATABASE_URL"),
    ("Benchmarks", ("load_benchmarks", "investigations/data/benchmarks.csv"), (), "DATABASE_URL"),
    ("Letters", ("load_letters",), ("investigations/letters/starters.py",), "DATABASE_URL"),
    ("Notices", ("import_notices", "complaints/data/ocds_contracts_finder.json"), (), "DATABASE_URL"),
    ("Published cases", ("import_cases", "investigations/data/published_cases.csv"), (), "DATABASE_URL"),
)
_ROOMS = ("complaints", "investigations", "mysteryshopper")


def prepare(supervisor: Supervisor, places: Places, env: Mapping[str, str], *, is_new_database: bool) -> None:
    """Does what has not been done yet, or whose files have changed since."""
    stamps = owner_only(places.local / "stamps")
    if is_new_database:
        for stamp in stamps.iterdir():
            stamp.unlink()
    for words, command, patterns, outside in STEPS:
        made_from = fingerprint(*_files(*(patterns or command[1:])))
        if given(outside) or read_stamp(str(stamps / command[0])) != made_from:
            _manage(supervisor, places, env, words, command)
            write_stamp(str(stamps / command[0]), made_from)
    if is_on("DEMONSTRATION", "1"):
        _seed(supervisor, places, env, stamps)


def _seed(supervisor: Supervisor, places: Places, env: Mapping[str, str], stamps: Path) -> None:
    """Once for each database, for people will have changed what it made."""
    which = hashlib.sha256(given("DATABASE_URL").encode()).hexdigest()[:12]
    stamp = stamps / (f"seed_demo-{which}" if given("DATABASE_URL") else "seed_demo")
    if not stamp.exists():
        only_accounts = () if is_on("DEMONSTRATION_HISTORY", "1") else ("--cases", "0")
        _manage(supervisor, places, env, "Demonstration", ("seed_demo", *only_accounts))
        stamp.touch()


def _manage(
    supervisor: Supervisor, places: Places, env: Mapping[str, str], words: str, command: tuple[str, ...]
) -> None:
    log = places.logs / "preparation.log"
    supervisor.once(Program(name=words, command=(sys.executable, "manage.py", *command), env=env, log=log))


def _files(*patterns: str) -> list[str]:
    """The files of our own that match: a pattern that begins with ** looks into the rooms alone."""
    places = [Path(room, pattern) for pattern in patterns if pattern.startswith("**") for room in _ROOMS]
    places += [Path(pattern) for pattern in patterns if not pattern.startswith("**")]
    return [str(path) for place in places for path in Path(ROOT).glob(str(place)) if path.is_file()]
