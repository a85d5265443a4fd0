"""Does what is due for answers that authorities owe: reminders, a letter to a senior contact, and that none came.

Each case is locked and looked at anew before anything is done: who has answered meanwhile is not reminded. A week in
which nothing ran is caught up with by one step for each case, the latest. Killed in between, nothing is half done."""

import logging
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.casework.trail import locked, record
from investigations.clocks import keeping
from investigations.deadlines import ClockKind
from investigations.leaving.door import Held
from investigations.letters import releasing, writing
from investigations.lifecycle import Conflict, Status
from investigations.models import (
    RUNNING,
    Case,
    CaseClock,
    CaseEvent,
    Chase,
    ChaseStep,
    Contact,
    IncomingMail,
    Letter,
    LetterKind,
    LetterMail,
    LetterTemplate,
    Task,
)
from mysteryshopper.calendar import add_working_days, london_day

from .deciding import step_due

log = logging.getLogger(__name__)

_KINDS = {ChaseStep.SENIOR: LetterKind.ESCALATION}


def chase(today: date) -> int:
    """Does all that is due today. How many steps. Two at once do each step once."""
    return sum(1 for pk in _owing(today) if _chase_one(pk, today))


def _owing(today: date) -> Iterator[int]:
    """Cases whose answer is due soon or late, and for which not all is done."""
    counted_by = keeping.table()
    soon = add_working_days(today, counted_by.numbers["chase_before"], counted_by.holidays)
    ended = Chase.objects.filter(case=OuterRef("case"), due_on=OuterRef("due_on"), step=ChaseStep.NO_ANSWER)
    clocks = CaseClock.objects.filter(
        RUNNING, ~Exists(ended), kind=ClockKind.ANSWER, due_on__lte=soon, case__status=Status.ASKED
    )
    return clocks.order_by("pk").values_list("case", flat=True).iterator()


@transaction.atomic
def _chase_one(pk: int, today: date) -> ChaseStep | None:
    case = locked(Case(pk=pk))
    clock = case.clocks.filter(RUNNING, kind=ClockKind.ANSWER).first()
    if clock is None or case.status != Status.ASKED or _waits_for_us(case):
        return None
    request = _request(case)
    if request is None:  # it was not asked by letter: whoever asked it otherwise reminds it so too
        return None
    counted_by = keeping.table()
    done = list(Chase.objects.filter(case=case, due_on=clock.due_on).select_related("letter"))
    step = step_due(
        due_on=clock.due_on,
        today=today,
        done=[one.step for one in done],
        senior_on=next((_written_on(one) for one in done if one.step == ChaseStep.SENIOR), None),
        numbers=counted_by.numbers,
        holidays=counted_by.holidays,
    )
    if step:
        letter, why_not = (None, "") if step == ChaseStep.NO_ANSWER else _write(case, step, request)
        Chase.objects.create(case=case, step=step, due_on=clock.due_on, letter=letter, at=timezone.now())
        note = f"{step.label}. It was due on {keeping.in_words(clock.due_on)}."
        record(case, CaseEvent.Kind.CHASED, by=None, note=f"{note} {why_not}".strip())
    return step


def _written_on(chase: Chase) -> date | None:
    """When the letter of this step was sent. Without one: when we found that there is nobody to write to."""
    if chase.letter is None:
        return london_day(chase.at)
    return chase.letter.sent_at and london_day(chase.letter.sent_at)


def _waits_for_us(case: Case) -> bool:
    """Somebody wrote by mail since it was asked, and nobody has said that this is not the answer."""
    mails = case.incoming.filter(nature=IncomingMail.Nature.MAIL).exclude(is_answer=False)
    taken = mails.order_by("-taken_at").values_list("taken_at", flat=True).first()
    return taken is not None and case.asked_on is not None and london_day(taken) >= case.asked_on


def _request(case: Case) -> Letter | None:
    """The letter that asked it this time."""
    letters = case.letters.filter(kind=LetterKind.REQUEST).sent().select_related("contact", "owed_mail")
    last = letters.order_by("sent_at").last()
    if last is None or last.sent_at is None or case.asked_on is None:
        return None
    return last if london_day(last.sent_at) >= case.asked_on else None


def _write(case: Case, step: ChaseStep, request: Letter) -> tuple[Letter | None, str]:
    """The letter, sent where its template lets it be, else a draft; and what the owner gets as a task."""
    template = LetterTemplate.objects.chasing(_KINDS.get(step, LetterKind.CHASER))
    contact, why_not = _to_whom(case, step, request)
    if template is None:
        why_not = "No template is marked for this letter: write it yourself."
    if template is None or contact is None:
        return None, _ask_owner(case, why_not)
    letter = writing.begin(case, template, contact, basis=None, by=None)
    if letter.needs_release:
        return letter, _ask_owner(case, "A letter to a senior contact is written. Ask a second person to release it.")
    try:
        with transaction.atomic():
            releasing.release(letter, seen=_fingerprint(letter), by=None)
    except Held:
        return letter, _ask_owner(case, "The leak check holds a reminder to the authority. Change it and release it.")
    except (Conflict, NotAllowed) as refusal:
        log.warning("case %s: a reminder was not released: %s", case.pk, type(refusal).__name__)
        return letter, _ask_owner(case, f"A reminder to the authority could not be sent: {refusal}")
    return letter, ""


def _fingerprint(letter: Letter) -> str:
    return releasing.fingerprint(releasing.preview(letter, day=timezone.localdate()))


def _to_whom(case: Case, step: ChaseStep, request: Letter) -> tuple[Contact | None, str]:
    """The contact, or why there is none."""
    current = Contact.objects.current().filter(authority=case.authority_id)
    if step == ChaseStep.SENIOR:
        return current.filter(is_senior=True).first(), "No senior contact is known. Find one and write."
    if request.owed_mail.delivery == LetterMail.Delivery.BOUNCED:
        return None, "The request came back: it did not arrive. Find another contact and ask again."
    return current.filter(pk=request.contact_id).first(), "The contact who was asked has left. Write to somebody else."


def _ask_owner(case: Case, text: str) -> str:
    """A task for whoever owns the case. The text again."""
    if case.tasks.count() < Task.MOST:
        Task.objects.create(case=case, text=text[: Task.LONGEST], due_on=timezone.localdate())
    return text
