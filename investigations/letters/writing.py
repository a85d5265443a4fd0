"""Writing a letter: begun from a template, edited until it is released, thrown away before it is."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from complaints.models import CleanCopy
from investigations import access, deadlines
from investigations.casework.grounds import grounds_of
from investigations.casework.trail import locked
from investigations.clocks import keeping
from investigations.clocks.keeping import in_words
from investigations.colliding import SavedMeanwhile
from investigations.deadlines import Basis
from investigations.lifecycle import Conflict
from investigations.models import Case, Contact, Letter, LetterKind, LetterTemplate
from mysteryshopper.staff.models import User

from . import carrying, filling


class AlreadyReleased(Conflict):
    """What was released is not changed any more."""

    def __init__(self) -> None:
        super().__init__("This letter has been released. It can’t be changed any more.")


@transaction.atomic
def begin(case: Case, template: LetterTemplate, contact: Contact, *, basis: Basis | None, by: User | None) -> Letter:
    """A draft with the template filled in. `basis`: of a request only. `by`: None for the service itself.

    Raises NotAllowed, Conflict."""
    case = locked(case)
    if by:
        access.check_work_on(by, case)
    if contact.authority_id != case.authority_id or contact.ended_on is not None:
        raise Conflict("Choose somebody to whom we write at the authority of this case.")
    values = _values(case, contact)
    return Letter.objects.create(
        case=case,
        template=template,
        kind=template.kind,
        contact=contact,
        basis=(basis or Basis.COOPERATION) if template.kind == LetterKind.REQUEST else "",
        subject=filling.filled(template.subject, values),
        body=filling.begun(template.body, values),
        needs_release=template.needs_release,
        written_by=by,
        written_at=timezone.now(),
    )


@transaction.atomic
def write_again(letter: Letter, *, by: User) -> Letter:
    """A draft that begins with the words of another letter of the case. Raises NotAllowed."""
    access.check_work_on(by, locked(letter.case))
    said = ("case", "template", "kind", "contact", "basis", "subject", "body", "needs_release")
    one = Letter.objects.create(
        **{name: getattr(letter, name) for name in said}, written_by=by, written_at=timezone.now()
    )
    one.copies.set(letter.copies.all())
    return one


@transaction.atomic
def edit(
    letter: Letter, *, contact: Contact, subject: str, body: str, copies: Collection[CleanCopy], seen: int, by: User
) -> Letter:
    """Saves it; what was asked for it or agreed is void. The same again changes nothing.

    Raises NotAllowed, AlreadyReleased, SavedMeanwhile."""
    one = draft(letter, by=by)
    same_copies = set(one.copies.values_list("pk", flat=True)) == {copy.pk for copy in copies}
    if (one.contact_id, one.subject, one.body) == (contact.pk, subject, body) and same_copies:
        return one
    if one.version != seen:
        raise SavedMeanwhile("this letter", one, by=one.written_by)
    if contact.authority_id != one.case.authority_id:
        raise Conflict("Choose somebody to whom we write at the authority of this case.")
    body = filling.greeting(body, one.contact.name, contact.name)
    one.contact, one.subject, one.body, one.version = contact, subject, body, one.version + 1
    one.written_by, one.written_at = by, timezone.now()
    one.release_asked_by = one.release_asked_at = None
    one.save()
    one.copies.set(copies)
    return one


@transaction.atomic
def throw_away(letter: Letter, *, by: User) -> None:
    """Raises NotAllowed, AlreadyReleased."""
    draft(letter, by=by).delete()


def draft(letter: Letter, *, by: User) -> Letter:
    """The letter as it is now, locked with its case. Raises NotAllowed, AlreadyReleased, Conflict."""
    access.check_work_on(by, locked(letter.case))
    one = locked_letter(letter)
    if one.released_at:
        raise AlreadyReleased
    return one


def locked_letter(letter: Letter) -> Letter:
    """Raises Conflict when somebody has thrown it away."""
    one = Letter.objects.select_for_update().filter(pk=letter.pk).first()
    if one is None:
        raise Conflict("Somebody has thrown this letter away.")
    return one


def words(letter: Letter, *, day: date) -> tuple[str, str]:
    """Subject and body as they would leave on this day."""
    values = {"answer_by": in_words(answer_by(letter, day=day))}
    return filling.filled(letter.subject, values), filling.filled(letter.body, values)


def answer_by(letter: Letter, *, day: date) -> date:
    """The day by which an answer to a letter of this day is asked for."""
    counted_by = keeping.table()
    rule = f"answer_{letter.basis or Basis.COOPERATION}"
    return deadlines.due(day, rule, numbers=counted_by.numbers, holidays=counted_by.holidays)


def _values(case: Case, contact: Contact) -> dict[str, str]:
    """What is filled in when a letter is begun. `answer_by` waits for the day on which it leaves."""
    grounds = grounds_of(case)
    return {
        "reference": case.reference,
        "authority": case.authority_name,
        "contact": contact.name,
        "subject": case.subject_line,
        **({"procurement": procurement} if (procurement := _procurement(case)) else {}),
        "grounds": "\n".join(f"{ground.number}. {ground}" for ground in grounds),
        "findings": "\n".join(map(carrying.finding_line, grounds)),
        "recommendations": "\n".join(map(carrying.recommendation_line, case.recommendations.all())),
        "page_address": settings.BASE_URL + reverse("answering:enter"),
    }


def _procurement(case: Case) -> str:
    """Its title and number, as everybody can read them in its notice.

    Empty: no notice was found. What the provider calls it is for our eyes, so whoever writes finds words of ours."""
    notice = case.complaint.notice if case.complaint else None
    return f"{notice.title} ({notice.number or notice.ocid})" if notice else ""
