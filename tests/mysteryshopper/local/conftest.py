"""Fixtures of these tests: a folder that everybody can use, and programs started in it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mysteryshopper.local.started import Started

Start = Callable[..., Started]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Short, and open to every user: pytest's own folders are closed to all but theirs."""
    path = Path(tempfile.mkdtemp(prefix="ms-", dir="/tmp"))
    path.chmod(0o777)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def start(folder: Path) -> Iterator[Start]:
    """Starts a command; ends it after the test."""
    all_started: list[Started] = []

    def start(*command: str, user: str = "self", **env: str) -> Started:
        output = folder / f"output-{len(all_started)}"
        all_started.append(Started(command, output, {"HOME": str(folder), "TMPDIR": str(folder), **env}, user))
        return all_started[-1]

    yield start
    for one in all_started:
        one.end()
