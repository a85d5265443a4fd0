"""`run`: the whole service, until somebody stops it."""

from . import lock
from .environment import service_environment, wanted_port
from .keys import kept_keys
from .places import find
from .preparation import prepare
from .programs import answers, check_port, programs
from .servers import start_scanner, start_servers
from .supervisor import Supervisor
from .words import note_elsewhere, welcome


def run() -> int:
    """Starts everything in order, says where it is, and keeps it running."""
    port, places = wanted_port(), find()
    places.make()
    with lock.held(places.local) as held, Supervisor(held) as supervisor:
        check_port(port)
        note_elsewhere(places)
        servers, is_new = start_servers(supervisor, places)
        servers |= start_scanner(supervisor, places)
        env = service_environment(places.local, kept_keys(places.local), servers)
        prepare(supervisor, places, env, is_new_database=is_new)
        *others, web = programs(env, places.logs)
        for program in others:
            supervisor.start(program)
        supervisor.start(web, ready=lambda: answers(port))
        welcome(places, env)
        supervisor.watch()
    print("Stopped.", flush=True)
    return 0
