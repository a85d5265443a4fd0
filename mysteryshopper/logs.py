"""What a log line may hold of a request: which of our addresses, never the address itself. A link can be a key."""

import logging


class RouteForPath(logging.Filter):
    """Puts the route ("complain/return/<str:sealed>/") where Django logs the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            found = getattr(request, "resolver_match", None)
            # None: it is not one of ours, but may be one of ours with something added.
            route = f"/{found.route}" if found else "(no address of ours)"
            record.args = tuple(route if argument == path else argument for argument in record.args)
        return True
