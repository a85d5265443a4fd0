"""Sealed columns: text that the database holds but cannot read. Knows keys and bytes, never what they say.

AES-256-GCM. The name of the table and column is authenticated with the text, so that a sealed value copied
into another column does not open. Each value starts with the fingerprint of its key, so that keys can rotate.
"""

import base64
import binascii
import hashlib
import json
import os
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

FINGERPRINT, NONCE = 4, 12


class SealBroken(Exception):
    """The value was not sealed by any key we hold, or was changed, or was moved from another column."""


def new_key() -> str:
    """A fresh key, as SEAL_KEYS wants it: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@lru_cache(maxsize=8)
def _keyring(keys: tuple[str, ...]) -> dict[bytes, AESGCM]:
    """Fingerprint to cipher, the sealing key first. Raises ImproperlyConfigured when a key is not 32 bytes."""
    ring = {}
    for key in keys:
        try:
            raw = base64.urlsafe_b64decode(key)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != 32:
            raise ImproperlyConfigured("Each key in SEAL_KEYS must be 32 bytes in URL-safe base64.")
        ring[hashlib.sha256(raw).digest()[:FINGERPRINT]] = AESGCM(raw)
    if not ring:
        raise ImproperlyConfigured("SEAL_KEYS is empty: without a key no complaint can be kept.")
    return ring


def sealing_cipher() -> tuple[bytes, AESGCM]:
    """The newest key: its fingerprint, and its cipher."""
    return next(iter(_keyring(tuple(settings.SEAL_KEYS)).items()))


def opening_cipher(fingerprint: bytes) -> AESGCM | None:
    """The cipher of the key with this fingerprint. None when we do not hold it."""
    return _keyring(tuple(settings.SEAL_KEYS)).get(fingerprint)


def seal(text: str, *, column: str) -> bytes:
    """Encrypts `text` for one column, named "table.column", with the newest key."""
    fingerprint, cipher = sealing_cipher()
    nonce = os.urandom(NONCE)
    return fingerprint + nonce + cipher.encrypt(nonce, text.encode(), column.encode())


def unseal(sealed: bytes, *, column: str) -> str:
    """The text again. Raises SealBroken."""
    fingerprint, nonce = sealed[:FINGERPRINT], sealed[FINGERPRINT : FINGERPRINT + NONCE]
    cipher = opening_cipher(fingerprint)
    if cipher is None:
        raise SealBroken(f"no key for {column}")
    try:
        return cipher.decrypt(nonce, sealed[FINGERPRINT + NONCE :], column.encode()).decode()
    except InvalidTag as broken:
        raise SealBroken(f"{column} was changed or moved") from broken


if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field  # generic for the type checker only


class SealedTextField(_Field):
    """Text in Python, sealed bytes in Postgres, empty text too. Cannot be searched, sorted or compared there."""

    description = "Sealed text"

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def _column(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else connection.Database.Binary(seal(self._to_text(value), column=self._column))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self._from_text(unseal(bytes(value), column=self._column))

    def get_lookup(self, lookup_name: str) -> Any:
        # Each sealing differs, so an equality in SQL would quietly find nothing.
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class SealedJSONField(SealedTextField):
    """As SealedTextField, for what JSON can hold."""

    description = "Sealed JSON"

    def _to_text(self, value: Any) -> str:
        return json.dumps(value)

    def _from_text(self, text: str) -> Any:
        return json.loads(text)


class SealedDateField(SealedTextField):
    """As SealedTextField, for a day."""

    description = "Sealed date"

    def _from_text(self, text: str) -> Any:
        return date.fromisoformat(text)


class SealedDecimalField(SealedTextField):
    """As SealedTextField, for a decimal number, with the places that it came with."""

    description = "Sealed number"

    def _from_text(self, text: str) -> Any:
        return Decimal(text)
