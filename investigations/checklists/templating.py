"""Leads keep the templates. A change concerns tasks that are added from then on."""

from django.db import IntegrityError, transaction

from investigations import access
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import Conflict
from investigations.models import TaskTemplate
from mysteryshopper.staff.models import User


class NameTaken(Conflict):
    """Another template is called so."""


@transaction.atomic
def save(template: TaskTemplate, name: str, lines: list[str], *, seen: int, by: User) -> None:
    """Saves a new template, or changes one whose version is `seen`. Raises NotAllowed, NameTaken, SavedMeanwhile."""
    access.check_lead(by)
    if template.pk:
        template = TaskTemplate.objects.select_for_update().get(pk=template.pk)
        if template.version != seen:
            raise SavedMeanwhile("this template", template)
        template.version += 1
    template.name, template.lines = name, lines
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise NameTaken("Another template has this name. Enter another name") from None


def delete(template: TaskTemplate, *, by: User) -> None:
    """Its tasks on cases stay. Raises NotAllowed."""
    access.check_lead(by)
    template.delete()
