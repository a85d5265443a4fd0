"""The process in which one file is cleaned or read: `python -m complaints.cleaning clean docx < file > copy`."""

import resource
import sys

from .cleaning import REFUSED, SECONDS
from .picking import clean, text_of
from .refusing import CannotBeCleaned

_MEMORY = 1024 * 1024 * 1024


def main(verb: str, kind: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to its output, and to no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no readable copy of its memory
    content = sys.stdin.buffer.read()
    try:
        done = clean(content, kind) if verb == "clean" else text_of(content, kind).encode("utf-8", "replace")
    except CannotBeCleaned as refusal:
        done, code = str(refusal).encode(), REFUSED
    else:
        code = 0
    sys.stdout.buffer.write(done)
    sys.stdout.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
