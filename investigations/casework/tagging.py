"""Tags of a case, and links between cases. All who work the queue see both, so neither may say who complained."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent, CaseLink, CaseTag
from mysteryshopper.staff.models import User

from .trail import locked, record

_SUGGESTED = 200


class NamesSomebody(Conflict):
    """The tag may give away who complained."""


def tag(case: Case, name: str, *, by: User) -> None:
    """Adds a tag, normalised; one that is there changes nothing. Raises NotAllowed, NamesSomebody, Conflict.

    What is refused leaves a row: or else names could be tried until one is refused, and nobody would know."""
    try:
        _add(case, name, by=by)
    except NamesSomebody:
        record(case, CaseEvent.Kind.TAGGED, by=by, note="A tag was refused: it may give away who complained.")
        raise


@transaction.atomic
def _add(case: Case, name: str, *, by: User) -> None:
    case = _mine(case, by)
    if case.tags.filter(name=name).exists():
        return
    if case.tags.count() >= CaseTag.MOST:
        raise Conflict(f"A case has {CaseTag.MOST} tags at most. Remove one first.")
    # Many a name is told from plain words by its capitals only, which a tag has lost.
    if any(door.find(case, spelling, Audience.PUBLIC) for spelling in (name, name.title())):
        raise NamesSomebody("This may give away who complained. Choose another word.")
    CaseTag.objects.create(case=case, name=name)
    record(case, CaseEvent.Kind.TAGGED, by=by, note=f"Tag added: {name}")


@transaction.atomic
def untag(case: Case, name: str, *, by: User) -> None:
    """Takes a tag away; one that is not there changes nothing. Raises NotAllowed."""
    case = _mine(case, by)
    if case.tags.filter(name=name).delete()[0]:
        record(case, CaseEvent.Kind.TAGGED, by=by, note=f"Tag removed: {name}")


def suggested() -> list[str]:
    """Tags that exist already, so that one thing gets one word."""
    return list(CaseTag.objects.order_by("name").values_list("name", flat=True).distinct()[:_SUGGESTED])


@transaction.atomic
def link(case: Case, other: Case, kind: CaseLink.Kind, *, by: User) -> None:
    """Says that two cases belong together; both say so. Raises NotAllowed, and Conflict when they are linked."""
    case, other = _both(case, other, by)
    if case.links_to.filter(other=other).exists() or other.links_to.filter(other=case).exists():
        raise Conflict(f"This case and {other.reference} are linked already.")
    CaseLink.objects.create(case=case, other=other, kind=kind, by=by, at=timezone.now())
    record(case, CaseEvent.Kind.LINKED, by=by, note=f"{kind.label} {other.reference}")
    record(other, CaseEvent.Kind.LINKED, by=by, note=f"{case.reference} was linked: {kind.label.lower()} this case")


@transaction.atomic
def unlink(case: Case, other: Case, *, by: User) -> None:
    """Takes the link away on both; where there is none nothing changes. Raises NotAllowed."""
    case, other = _both(case, other, by)
    links = CaseLink.objects.filter(case__in=[case, other], other__in=[case, other])
    if links.delete()[0]:
        record(case, CaseEvent.Kind.LINKED, by=by, note=f"No longer linked with {other.reference}")
        record(other, CaseEvent.Kind.LINKED, by=by, note=f"No longer linked with {case.reference}")


def _mine(case: Case, by: User) -> Case:
    case = locked(case)
    access.check_work_on(by, case)
    return case


def _both(case: Case, other: Case, by: User) -> tuple[Case, Case]:
    """Locked in one order, so that two who link them from both sides do not wait for each other.

    Raises NotAllowed also where the other case is closed to them, and Conflict for one case twice."""
    if case.pk == other.pk:
        raise Conflict("A case is not linked with itself.")
    found = {one.pk: one for one in Case.objects.filter(pk__in=[case.pk, other.pk]).order_by("pk").select_for_update()}
    access.check_work_on(by, found[case.pk])
    access.check_claim(by, found[other.pk])
    return found[case.pk], found[other.pk]
