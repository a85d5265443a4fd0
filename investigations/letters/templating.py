"""Changing the templates of letters: each change is another version, and letters keep the one they began with."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from investigations import access
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import Conflict
from investigations.models import ChasingTemplate, LetterKind, LetterTemplate
from mysteryshopper.staff.models import User

from . import filling
from .filling import EXAMPLES


@transaction.atomic
def save(
    template: LetterTemplate, *, name: str, subject: str, body: str, needs_release: bool, is_retired: bool, by: User
) -> LetterTemplate:
    """The next version of `template`, which is the one that `by` had before them. The same again is no version.

    Raises NotAllowed, SavedMeanwhile."""
    access.check_lead(by)
    # Of two who save at once the second waits here, and then sees what the first has saved.
    list(LetterTemplate.objects.select_for_update().filter(key=template.key).order_by("pk"))
    newest = LetterTemplate.objects.filter(key=template.key).latest("version")
    new = {"name": name, "subject": subject, "body": body, "needs_release": needs_release, "is_retired": is_retired}
    if all(getattr(newest, field) == value for field, value in new.items()):
        return newest
    if newest.version != template.version:
        raise SavedMeanwhile(f"version {newest.version}", newest, by=newest.by)
    return LetterTemplate.objects.create(
        key=newest.key, version=newest.version + 1, kind=LetterKind(newest.kind), by=by, at=timezone.now(), **new
    )


def use_for_chasing(key: str, *, by: User) -> LetterTemplate:
    """From here on authorities are written to with this one, not with the one before. Raises NotAllowed, Conflict."""
    access.check_lead(by)
    template = LetterTemplate.objects.current().filter(key=key, kind__in=ChasingTemplate.KINDS).first()
    if template is None:
        raise Conflict("Choose a template in use that is for reminders or for senior contacts.")
    said = {"key": key, "by": by, "at": timezone.now()}
    ChasingTemplate.objects.update_or_create(kind=template.kind, defaults=said)
    return template


def missing_for_chasing() -> list[LetterKind]:
    """Kinds of letters that the service would write by itself and can't: no template in use is marked for them."""
    return [kind for kind in ChasingTemplate.KINDS if LetterTemplate.objects.chasing(kind) is None]


@transaction.atomic
def add(*, name: str, kind: LetterKind, subject: str, body: str, needs_release: bool, by: User) -> LetterTemplate:
    """A template that was not there before. Raises NotAllowed, and Conflict when one is called so."""
    access.check_lead(by)
    key = slugify(name)[:40].strip("-") or "letter"
    # Of two who add the same name at once the second meets the constraint.
    try:
        with transaction.atomic():
            return LetterTemplate.objects.create(
                key=key, version=1, name=name, kind=kind, subject=subject, body=body, needs_release=needs_release,
                by=by, at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("There is a template of this name already.") from None


def made_up(subject: str, body: str) -> tuple[str, list[str]]:
    """Subject and paragraphs as a letter would say them, with values that are made up. Optional ones stay marked."""
    return filling.filled(subject, EXAMPLES), filling.begun(body, EXAMPLES).split("\n\n")
