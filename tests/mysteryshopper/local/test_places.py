"""Where files lie: sockets where their path is short enough, Postgres where its user can enter."""

import os
from pathlib import Path

import pytest

from mysteryshopper.local.places import Places, database_user, find, owner_only, reachable
from mysteryshopper.local.refusal import CannotStart
from tests.mysteryshopper.local.started import AS_ROOT


@pytest.mark.parametrize(
    ("local", "is_inside"),
    [("/srv/clone/.local", True), ("/srv/a clone/.local", False), ("/srv/één/.local", False), ("/" + "x" * 90, False)],
)
def test_sockets_lie_inside_where_the_path_is_short_and_plain(local: str, is_inside: bool) -> None:
    run = Places(Path(local), Path(local)).run
    assert run.is_relative_to(local) == is_inside
    assert len(os.fsencode(run / "pg" / ".s.PGSQL.5432.lock")) <= 107


def test_two_folders_never_share_their_sockets() -> None:
    one, other = (Path("/srv", name * 90) for name in "xy")
    assert Places(one, one).run != Places(other, other).run


def test_a_folder_of_ours_is_closed_to_others_whatever_the_umask_is(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        made = owner_only(tmp_path / "made")
    finally:
        os.umask(old)
    assert made.stat().st_mode & 0o066 == 0


def test_refuses_a_folder_that_somebody_else_made(tmp_path: Path) -> None:
    theirs = Path("/")
    if os.geteuid() == 0:
        theirs = tmp_path
        os.chown(theirs, 65534, -1)
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        Places(theirs, theirs).make()


@pytest.mark.parametrize("who", AS_ROOT)
def test_postgres_lies_elsewhere_where_nobody_cannot_enter(
    who: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = database_user()
    assert user
    assert not reachable(tmp_path, user)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path / "local"))
    home = find().postgres
    assert home.parent == Path("/var/lib")
    # The folder may be moved: it remembers.
    (tmp_path / "local").rename(tmp_path / "moved")
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path / "moved"))
    assert find().postgres == home


@pytest.mark.parametrize("who", AS_ROOT)
def test_nothing_lies_elsewhere_for_a_database_of_the_callers(
    who: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://theirs")
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path / "local"))
    assert find().elsewhere == [] or all(path.is_relative_to("/tmp") for path in find().elsewhere)


@pytest.mark.parametrize("who", AS_ROOT)
def test_postgres_lies_inside_where_nobody_can_enter(who: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LOCAL_DIR", str(folder / "local"))
    assert find().postgres == folder / "local"
