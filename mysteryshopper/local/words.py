"""What a start says to the person at the terminal."""

import os
from collections.abc import Mapping
from pathlib import Path

from .environment import is_on
from .places import Places

ACCOUNTS = ("investigator", "second-investigator", "lead", "second-lead", "official", "administrator")


def note_elsewhere(places: Places) -> None:
    """Says which folders outside the clone are ours, and why."""
    if not places.postgres.is_relative_to(places.local):
        print(f"Postgres runs as nobody, who cannot enter this folder. Its data lies in {places.postgres}", flush=True)


def welcome(places: Places, env: Mapping[str, str]) -> None:
    """Where to go, as whom, and where everything lies."""
    print(f"Ready: http://127.0.0.1:{env['PORT']}")
    if is_on("DEMONSTRATION", "1"):
        print(f"\nStaff sign in at {env['BASE_URL']}/staff/ with the password {env['DEMONSTRATION_PASSWORD']} as")
        print("".join(f"    {name}@demonstration.invalid\n" for name in ACCOUNTS))
    if not env.get("CLAMD_SOCKET"):
        print("There is no virus scanner: files that providers send wait, and nobody can open them. On Debian: apt-get")
        print("install clamav-daemon clamav-freshclam, and run freshclam. Or set CLAMD_SOCKET to one that is there.\n")
    local, folder = _short(places.local), _short(Path(env["MAIL_FOLDER"]))
    mails = f"go to {env['SMTP_HOST']}" if env.get("SMTP_HOST") else f"are written to {folder}/"
    print(f"Data lies in {local}/, logs in {local}/logs/. Mails {mails}. Ctrl-C stops everything.", flush=True)


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
