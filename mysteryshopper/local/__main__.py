"""The command line: python -m mysteryshopper.local run | reset | exec."""

import argparse
import os
import sys

from .execute import execute
from .refusal import CannotStart
from .reset import reset
from .run import run


def main(arguments: list[str]) -> int:
    """Answers the exit status; what stops a start is one sentence."""
    asked = _parser().parse_args(arguments)
    _open_closed_streams()
    try:
        if asked.what == "exec":
            return execute(asked.command, throwaway=asked.throwaway)
        return {"run": run, "reset": reset}[asked.what]()
    except CannotStart as sentence:
        print(sentence, file=sys.stderr)
    except PermissionError as error:
        print(f"Cannot write to {error.filename}: {error.strerror}. LOCAL_DIR names another folder.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m mysteryshopper.local", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("run", help="start the whole service on this machine; PORT and LOCAL_DIR may be set")
    what.add_parser("reset", help="remove everything that running it has made")
    command = what.add_parser("exec", help="run one command with Postgres and Valkey there for it")
    command.add_argument("--throwaway", action="store_true", help="fresh servers in a temporary folder")
    command.add_argument("command", nargs="+", metavar="COMMAND")
    return parser


def _open_closed_streams() -> None:
    """A file opened later must not take the number of a standard stream that was closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
