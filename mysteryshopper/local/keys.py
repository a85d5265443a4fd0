"""Secrets of this installation: made at the first start, kept in one file that only its owner can read."""

import base64
import os
import secrets
from pathlib import Path

NAME = "keys.env"


def new_keys() -> dict[str, str]:
    """SEAL_KEYS is 32 random bytes in URL-safe base64."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SEAL_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DEMONSTRATION_PASSWORD": secrets.token_urlsafe(12),
    }


def kept_keys(local: Path) -> dict[str, str]:
    """The keys of this folder: what was sealed with them stays readable as long as the file is there."""
    path = local / NAME
    if not path.exists():
        beside = path.with_suffix(".new")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{name}={value}\n" for name, value in new_keys().items())
        beside.replace(path)
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs}
