"""Sealing everything anew under the newest key, so that an older one opens nothing any more.

Three kinds of store hold what is sealed: columns, files, second factors. Each says how much of it an older key
still opens, and reseals it piece by piece: every piece is whole under one key or under the other, so that the work
can be broken off anywhere, and begun again passes over what is done. The service may run meanwhile, with both keys.
"""

import base64
from collections.abc import Iterator
from typing import Any, Protocol

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from mysteryshopper.sealed import FINGERPRINT, SealBroken, SealedTextField, seal, sealing_cipher, unseal
from mysteryshopper.sealed_files import reseal_file
from mysteryshopper.sealed_folder import files_under_older_keys
from mysteryshopper.staff.adapter import SecondFactorAdapter

_BATCH = 200


class Store(Protocol):
    name: str

    def older(self) -> int:
        """How many pieces an older key has sealed."""

    def reseal(self) -> Iterator[str | None]:
        """Reseals piece by piece; yields None for each, or where it stands when no key that we hold opens it."""


def stores() -> list[Store]:
    """All there are: every table with a sealed column is found by itself."""
    tables: list[Store] = [Columns(model) for model in apps.get_models() if sealed_columns(model)]
    return [*tables, Files(), SecondFactors()]


def sealed_columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.local_fields if isinstance(field, SealedTextField)]


class Columns:
    """The sealed columns of one table. A piece is one value.

    Bytes are exchanged for bytes, past the model: only where the value is still the one that was opened, so that
    what somebody writes meanwhile stays. Rows that are never edited say the same after as before."""

    def __init__(self, model: type[models.Model]) -> None:
        self.name = model._meta.db_table
        quote = connection.ops.quote_name
        self._table, self._key = quote(self.name), quote(str(model._meta.pk.column))
        self._columns = {column: quote(column) for column in sealed_columns(model)}

    def older(self) -> int:
        return sum(self._count(quoted) for quoted in self._columns.values())

    def reseal(self) -> Iterator[str | None]:
        for column, quoted in self._columns.items():
            last: Any = None
            while rows := self._rows(quoted, after=last):
                with transaction.atomic(), pgtrigger.ignore():
                    done = [self._exchange(column, quoted, key, bytes(value)) for key, value in rows]
                yield from done
                last = rows[-1][0]

    def _count(self, quoted: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self._table} WHERE {_is_older(quoted)}", [_newest()])  # noqa: S608
            return int(cursor.fetchone()[0])

    def _rows(self, quoted: str, *, after: Any) -> list[tuple[Any, bytes]]:
        """The next rows in the order of their keys: so those that do not open are met once."""
        where = _is_older(quoted) + ("" if after is None else f" AND {self._key} > %s")
        rest = f"WHERE {where} ORDER BY {self._key} LIMIT {_BATCH}"
        with connection.cursor() as cursor:
            values: list[Any] = [_newest()] if after is None else [_newest(), after]
            cursor.execute(f"SELECT {self._key}, {quoted} FROM {self._table} {rest}", values)  # noqa: S608
            return list(cursor.fetchall())

    def _exchange(self, column: str, quoted: str, key: Any, value: bytes) -> str | None:
        place = f"{self.name}.{column}"
        try:
            anew = seal(unseal(value, column=place), column=place)
        except SealBroken:
            return f"{place} of {key}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self._table} SET {quoted} = %s WHERE {self._key} = %s AND {quoted} = %s",  # noqa: S608
                [anew, key, value],
            )
        return None


class Files:
    """Sealed files. A piece is one file."""

    name = "sealed files"

    def older(self) -> int:
        return sum(1 for _ in files_under_older_keys())

    def reseal(self) -> Iterator[str | None]:
        for name in files_under_older_keys():
            try:
                reseal_file(name)
            except SealBroken:
                yield f"sealed file {name}"
            except FileNotFoundError:
                yield None  # it was erased meanwhile
            else:
                yield None


class SecondFactors:
    """What allauth keeps of each second factor. A piece is one factor."""

    name = "second factors"

    def older(self) -> int:
        return sum(self._is_older(factor) for factor in Authenticator.objects.all())

    def reseal(self) -> Iterator[str | None]:
        for key in [factor.pk for factor in Authenticator.objects.all() if self._is_older(factor)]:
            with transaction.atomic():
                factor = Authenticator.objects.select_for_update().filter(pk=key).first()
                try:
                    if factor:
                        factor.data = {name: self._anew(name, value) for name, value in factor.data.items()}
                        factor.save(update_fields=["data"])
                except SealBroken:
                    yield f"second factor {key}"
                else:
                    yield None

    def _is_older(self, factor: Authenticator) -> bool:
        return any(
            base64.b64decode(secret)[:FINGERPRINT] != _newest()
            for name, value in factor.data.items()
            for secret in _secrets(name, value)
        )

    def _anew(self, name: str, value: object) -> object:
        if not _secrets(name, value):
            return value
        adapter = SecondFactorAdapter()
        anew = [adapter.encrypt(adapter.decrypt(secret)) for secret in _secrets(name, value)]
        return anew if isinstance(value, list) else anew[0]


def _secrets(name: str, value: object) -> list[str]:
    """What allauth has encrypted by our adapter: a secret, a seed, or the codes that came from an older version."""
    if name in {"secret", "seed"}:
        return [str(value)]
    return [str(code) for code in value] if name == "migrated_codes" and isinstance(value, list) else []


def _is_older(quoted: str) -> str:
    return f"substring({quoted} from 1 for {FINGERPRINT}) <> %s"


def _newest() -> bytes:
    return sealing_cipher()[0]
