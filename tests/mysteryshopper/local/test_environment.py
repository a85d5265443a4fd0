"""What the service's processes are told: the caller always wins, and strays are kept out."""

import base64
from pathlib import Path

import pytest

from mysteryshopper.local.environment import environment, service_environment, wanted_port
from mysteryshopper.local.keys import kept_keys, new_keys
from mysteryshopper.local.refusal import CannotStart

SERVERS = {"DATABASE_URL": "postgres://embedded", "REDIS_URL": "redis://embedded"}


@pytest.fixture(autouse=True)
def caller(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MAIL_FOLDER", "STATIC_ROOT", "PORT", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEAL_KEYS", "MAIL_FOLDER", "STATIC_ROOT", "DEMONSTRATION", "BASE_URL"])
def test_the_caller_wins(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "the caller's")
    assert service_environment(tmp_path, new_keys(), SERVERS)[name] == "the caller's"


@pytest.mark.parametrize("name", ["GUNICORN_CMD_ARGS", "PYTHONPATH", "DJANGO_SETTINGS_MODULE", "PGHOST"])
def test_what_was_set_for_other_projects_is_kept_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "stray")
    assert name not in environment(tmp_path, new_keys(), SERVERS)


def test_an_empty_address_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert environment(tmp_path, new_keys(), SERVERS)["DATABASE_URL"] == "postgres://embedded"


def test_the_address_follows_the_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    assert service_environment(tmp_path, new_keys(), SERVERS)["BASE_URL"] == "http://127.0.0.1:8123"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80 80"])
def test_what_is_no_port_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CannotStart, match="PORT is"):
        wanted_port()


def test_keys_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    keys = kept_keys(tmp_path)
    assert kept_keys(tmp_path) == keys
    assert (tmp_path / "keys.env").stat().st_mode & 0o777 == 0o600
    assert len(base64.urlsafe_b64decode(keys["SEAL_KEYS"])) == 32
