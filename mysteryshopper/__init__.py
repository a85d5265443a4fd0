"""The plant room: wiring and plumbing. Knows no complaint."""

from .celery import app as celery_app

__all__ = ["celery_app"]
