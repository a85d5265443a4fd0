"""Installs what the service needs: the virtual environment, the locked packages, then the assets.

Run by path with the machine's own Python, before anything is installed: so standard library only, and no
syntax that an old Python 3 cannot parse, because it has to tell its user so.
"""

import errno
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Python 3.11 or later is needed; this is "
        + ".".join(str(part) for part in sys.version_info[:2])
        + ". Install a newer one, or name one that is there: make run PYTHON=python3.12"
    )

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "packages.stamp")
LOG = os.path.join(VENV, "install.log")
RUN_LOCK, TEST_LOCK, TOOL_LOCK = "requirements.lock", "requirements-test.lock", "requirements-install.lock"
# A person's settings for other projects that would send the packages elsewhere.
STRAYS = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH", "NODE_OPTIONS", "NODE_ENV")


class StepFailed(Exception):
    """Holds the sentence to print: what could not be done, and what to do about it."""


def fingerprint(*paths: str) -> str:
    """One hash over the names and contents of files: it changes when any of them does."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(os.path.relpath(path, ROOT).encode() + b"\0")
        with open(path, "rb") as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def read_stamp(path: str) -> str:
    """What the last successful step was made from; nothing when there was none."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def write_stamp(path: str, made_from: str) -> None:
    """Called last in a step, so that a step broken off is done again."""
    with open(path, "w") as file:
        file.write(made_from)


def surroundings() -> "dict[str, str]":
    """The caller's environment for pip, uv and npm, less what would lead them astray."""
    env = {name: value for name, value in os.environ.items() if name not in STRAYS}
    env.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", NO_UPDATE_NOTIFIER="1")
    if not os.access(os.path.expanduser("~"), os.W_OK):
        env.setdefault("UV_CACHE_DIR", os.path.join(VENV, "cache", "uv"))
        env.setdefault("npm_config_cache", os.path.join(VENV, "cache", "npm"))
    return env


def step(words: str, command: "list[str]", advice: str, log: str = LOG) -> None:
    """Runs one command with a dot for each second, its output in a log. Raises StepFailed with `advice`."""
    print(words, end=" ", flush=True)
    began = time.monotonic()
    with open(log, "ab") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings(), stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        while _still_runs(process):
            print(".", end="", flush=True)
    print(" " + format(time.monotonic() - began, ".1f") + " s", flush=True)
    if process.returncode:
        raise StepFailed(advice if log == os.devnull else advice + " Details: " + os.path.relpath(log, ROOT))


def _still_runs(process: "subprocess.Popen[bytes]") -> bool:
    """Waits a second for the end. Whatever interrupts us ends the command as well."""
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        return True
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return False


def make_venv() -> None:
    """A virtual environment that works: one whose Python has gone, or is too old, is made anew."""
    check = [PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    if os.path.exists(PYTHON) and subprocess.run(check, stderr=subprocess.DEVNULL).returncode == 0:
        return
    os.makedirs(VENV, exist_ok=True)
    if not os.access(VENV, os.W_OK):
        raise PermissionError(errno.EACCES, "it belongs to somebody else", VENV)
    make = [sys.executable, "-m", "venv", "--clear", VENV]
    words = "Python here cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv."
    # The log cannot lie in the folder that this step clears.
    step("Virtual environment", make, words, log=os.devnull)


def install_packages(tests: bool) -> None:
    """The packages of one lock file, each checked against its hash, and nothing else."""
    lock = TEST_LOCK if tests else RUN_LOCK
    made_from = {name: name + " " + fingerprint(*_in_root(name, TOOL_LOCK, RUN_LOCK)) for name in (RUN_LOCK, TEST_LOCK)}
    # What the tests need holds all that the service needs: no need to take any of it away again.
    if read_stamp(STAMP) in (made_from[lock], made_from[TEST_LOCK]):
        return
    advice = "The Python packages could not be installed: does this machine reach the network, or its package registry?"
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--retries", "2", "--require-hashes", "-r", TOOL_LOCK]
    step("Installer", pip, advice)
    # Compiled once here, or else each of some fifteen processes would do it for itself where Python may not write.
    uv = [PYTHON, "-m", "uv", "pip", "sync", "--python", PYTHON, "--compile-bytecode", "--require-hashes", lock]
    step("Python packages", uv + ([] if tests else [TOOL_LOCK]), advice)
    write_stamp(STAMP, made_from[lock])


def _in_root(*names: str) -> "list[str]":
    return [os.path.join(ROOT, name) for name in names]


def in_words(work: "Callable[[], None]") -> int:
    """Does the work and answers the exit status; what goes wrong is one sentence."""
    try:
        work()
    except StepFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print("Cannot write to " + str(error.filename or ROOT) + ": " + str(error.strerror) + ".", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def main() -> int:
    """All steps; those whose inputs have not changed are passed over."""
    tests = "--tests" in sys.argv[1:]

    def work() -> None:
        make_venv()
        install_packages(tests)

    status = in_words(work)
    if status == 0:
        os.chdir(ROOT)
        os.execv(PYTHON, [PYTHON, "-m", "mysteryshopper.local.assets"] + ["--tests"] * tests)  # noqa: S606
    return status


if __name__ == "__main__":
    sys.exit(main())
