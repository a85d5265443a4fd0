"""The embedded servers that are needed: one for each address that the caller has not given."""

from .clamd import BINARY, Clamd
from .environment import given
from .places import Places
from .postgres import Postgres
from .supervisor import Supervisor
from .valkey import Valkey


def start_servers(supervisor: Supervisor, places: Places, *, durable: bool = True) -> tuple[dict[str, str], bool]:
    """Starts them; answers their addresses, and whether the database was made just now."""
    started, is_new = {}, False
    if not given("DATABASE_URL"):
        postgres = Postgres(places, durable)
        is_new = postgres.make()
        supervisor.start(postgres.program(), postgres.is_ready)
        postgres.make_database()
        started["DATABASE_URL"] = postgres.url
    if not given("REDIS_URL"):
        valkey = Valkey(places, durable)
        supervisor.start(valkey.program(), valkey.is_ready)
        started["REDIS_URL"] = valkey.url
    return started, is_new


def start_scanner(supervisor: Supervisor, places: Places) -> dict[str, str]:
    """Starts the virus scanner, if the machine has one; answers its address. Not waited for: reading its signatures
    takes it half a minute, and files wait for it."""
    clamd = Clamd(places)
    if given("CLAMD_SOCKET") or not (BINARY.exists() and clamd.has_signatures()):
        return {}
    supervisor.start(clamd.program())
    return {"CLAMD_SOCKET": str(clamd.path)}


def addresses(places: Places) -> dict[str, str]:
    """Those of the embedded servers that run already."""
    both = {"DATABASE_URL": Postgres(places).url, "REDIS_URL": Valkey(places).url}
    return {name: url for name, url in both.items() if not given(name)}
