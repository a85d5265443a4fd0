"""The service, as the journeys start it."""

from tests.journeys.conftest import stack

__all__ = ["stack"]
