"""What is owed to staff, worked off by Celery."""

from investigations.models import Mention
from mysteryshopper.owed import works_off

from . import mentioning


@works_off(Mention)
def send_mention(mention: Mention) -> None:
    mentioning.send(mention)
