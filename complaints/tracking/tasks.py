"""What is owed to providers, worked off by Celery."""

from complaints.models import Notification
from complaints.tracking import telling
from mysteryshopper.owed import works_off


@works_off(Notification)
def send_notification(notification: Notification) -> None:
    telling.send(notification)
