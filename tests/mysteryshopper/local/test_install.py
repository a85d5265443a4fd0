"""The installation's door: an old Python, no network, a folder that cannot be written to."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
INSTALL = ROOT / "mysteryshopper" / "local" / "install.py"
AS_PYTHON = "import sys; sys.version_info = {}; sys.argv = ['x']; exec(compile(open({!r}).read(), {!r}, 'exec'))"
# Newer than the oldest Python 3 that may still be met.
TOO_NEW = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Match, ast.TryStar)


def test_is_written_so_that_an_old_python_can_read_it() -> None:
    tree = ast.parse(INSTALL.read_text(), feature_version=(3, 4))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, TOO_NEW)] == []


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 18), (3, 10, 13)])
def test_an_old_python_is_told_in_one_sentence(version: tuple[int, int, int]) -> None:
    code = AS_PYTHON.format(version, str(INSTALL), str(INSTALL))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    words = f"Python 3.11 or later is needed; this is {version[0]}.{version[1]}. Install a newer one"
    assert done.stderr.startswith(words)
    assert done.stderr.count("\n") == 1


def test_uses_the_standard_library_alone() -> None:
    nodes = list(ast.walk(ast.parse(INSTALL.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A clone of what the installation reads, with its own script in it."""
    script = tmp_path / "mysteryshopper" / "local" / "install.py"
    script.parent.mkdir(parents=True)
    shutil.copy(INSTALL, script)
    for lock in ROOT.glob("requirements*.lock"):
        shutil.copy(lock, tmp_path)
    return script


def install(script: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script)], env={**os.environ, **env}, capture_output=True, text=True, timeout=120
    )


@pytest.mark.stack
def test_no_network_is_one_sentence(copy: Path, tmp_path: Path) -> None:
    done = install(copy, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_RETRIES="0")
    assert done.returncode == 1
    assert done.stderr == (
        "The Python packages could not be installed: does this machine reach the network, or its package registry?"
        " Details: .venv/install.log\n"
    )
    assert (tmp_path / ".venv" / "install.log").stat().st_size


def test_what_cannot_be_written_is_one_sentence(copy: Path, tmp_path: Path) -> None:
    (tmp_path / ".venv").write_text("a file where the folder should be")
    done = install(copy)
    assert done.returncode == 1
    assert done.stderr == f"Cannot write to {tmp_path / '.venv'}: File exists.\n"
