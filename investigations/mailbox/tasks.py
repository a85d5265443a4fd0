"""Polling, by Celery beat. Twice at once is harmless: a lease lets in one."""

from celery import shared_task

from . import polling


@shared_task(time_limit=polling.LIMIT, soft_time_limit=polling.LIMIT - 5)
def poll() -> None:
    polling.poll()
