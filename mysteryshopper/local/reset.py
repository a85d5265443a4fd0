"""`reset`: removes everything that running the service has made on this machine."""

import shutil

from . import lock
from .places import find
from .refusal import CannotStart


def reset() -> int:
    """Asks nothing. Raises CannotStart while the service runs, or for a folder that is not ours."""
    places = find()
    if not places.local.exists():
        print("Nothing to remove.")
        return 0
    if not (places.local / lock.NAME).exists():
        raise CannotStart(f"{places.local} was not made by this service: it is left as it is.")
    with lock.held(places.local):
        for path in (*places.elsewhere, places.local):
            if path.exists():
                shutil.rmtree(path)
                print(f"Removed {path}")
    return 0
