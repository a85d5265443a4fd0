"""What is owed to providers, worked off by Celery."""

from complaints.models import Asking, Notification
from complaints.tracking import asking, telling
from mysteryshopper.owed import works_off


@works_off(Notification)
def send_notification(notification: Notification) -> None:
    telling.send(notification)


@works_off(Asking)
def ask(question: Asking) -> None:
    asking.send(question)
