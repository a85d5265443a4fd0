"""What an officer does on the page of a case. Each verb is one row, once, however often it is sent."""

from datetime import date, datetime

from django.db import transaction

from investigations.clocks import keeping
from investigations.lifecycle import Conflict, Status
from investigations.models import (
    AuthorityNews,
    Case,
    CaseEvent,
    GroundAnswer,
    Letter,
    LetterReceipt,
    MoreTime,
    Officer,
    RightOfReply,
    Summary,
)
from investigations.summaries import replying
from mysteryshopper.calendar import london_day

from .entering import locked, record
from .points import Answers, Point, answers_of, is_answered, points_of

LONGEST = 10_000
# Until we assess. In the first two a request has been sent, and the case not been moved on yet.
ANSWERED_IN = frozenset({Status.RECEIVED, Status.DISCLOSURE, Status.ASKED})


class NoSuchPoint(Exception):
    """Nothing of this number was put to the authority."""


class AnsweredMeanwhile(Conflict):
    """A colleague answered after this one had begun. `theirs` is what stands now."""

    def __init__(self, theirs: GroundAnswer) -> None:
        super().__init__(f"{theirs.officer.contact} answered this while you were writing.")
        self.theirs = theirs


@transaction.atomic
def acknowledge(officer: Officer, letter: Letter, *, at: datetime) -> None:
    """Confirms that a letter of this case has arrived. Again, it changes nothing. Raises Ended."""
    case = locked(officer, at=at)
    receipt, is_new = LetterReceipt.objects.get_or_create(letter=letter, defaults={"officer": officer, "at": at})
    if is_new:
        note = letter.name
        record(case, CaseEvent.Kind.AUTHORITY_RECEIVED, officer, at=at, note=note, news=AuthorityNews.Kind.RECEIPT)


@transaction.atomic
def ask_for_time(officer: Officer, until: date, reason: str, *, at: datetime) -> None:
    """Asks for time until a day. The same again changes nothing.

    Raises Ended, and Conflict while another question waits, when nothing is asked or all is answered."""
    case = locked(officer, at=at)
    if not may_ask_for_time(case):
        raise Conflict("Nothing waits for your answer, so you need no more time.")
    waiting = case.more_times.filter(decided_at=None).first()
    if waiting and (waiting.until, waiting.reason) == (until, reason):
        return
    if waiting:
        raise Conflict("We have not decided yet about the time that you asked for before.")
    MoreTime.objects.create(case=case, officer=officer, until=until, reason=reason, at=at)
    note = f"Until {keeping.in_words(until)}. {reason}"
    record(case, CaseEvent.Kind.TIME_ASKED, officer, at=at, note=note, news=AuthorityNews.Kind.MORE_TIME)


def may_ask_for_time(case: Case) -> bool:
    return case.status == Status.ASKED and case.answered_on is None


def may_answer(case: Case) -> bool:
    return case.status in ANSWERED_IN


@transaction.atomic
def answer(officer: Officer, number: int, text: str, *, seen: int, at: datetime) -> GroundAnswer:
    """Answers a point, until we assess. The same again changes nothing. `seen`: the version before it, 0 for none.

    With the last point answered, the authority has answered: its clock ends. The case is moved on by its owner, who
    may find that there is more to ask. Raises Ended, NoSuchPoint, AnsweredMeanwhile, and Conflict once we assess."""
    case = locked(officer, at=at)
    points = points_of(case)
    point = next((each for each in points if each.number == number), None)
    if point is None:
        raise NoSuchPoint
    answers = answers_of(case)
    before = answers.get((point.ground_id, point.issue_id))
    if before and before.text == text:
        return before
    if not may_answer(case):
        raise Conflict("We have begun to assess the case. Answers can’t be changed now. Send us a document instead.")
    if before and before.version != seen:
        raise AnsweredMeanwhile(before)
    version = before.version + 1 if before else 1
    saved = GroundAnswer.objects.create(case=case, **point.key, version=version, text=text, officer=officer, at=at)
    note = f"{point.number}. {point.label}{' (changed)' if before else ''}"
    record(case, CaseEvent.Kind.AUTHORITY_ANSWERED, officer, at=at, note=note, news=AuthorityNews.Kind.ANSWER)
    _end_clock(case, points, answers | {(point.ground_id, point.issue_id): saved}, at)
    return saved


def _end_clock(case: Case, points: list[Point], answers: Answers, at: datetime) -> None:
    if case.asked_on and not case.answered_on and all(is_answered(point, answers) for point in points):
        case.answered_on = london_day(at)
        case.save(update_fields=["answered_on"])
        keeping.refresh(case)


@transaction.atomic
def reply(summary: Summary, officer: Officer, text: str, *, at: datetime) -> RightOfReply:
    """The authority's reply to a summary of its case, once. The same again changes nothing.

    Raises Ended, and Conflict when it is too late, when there is a newer version, or when somebody has replied."""
    case = locked(officer, at=at)
    there = RightOfReply.objects.filter(summary=summary).first()
    if there and there.text == text:
        return there
    saved = replying.reply(summary, officer, text)
    AuthorityNews.objects.add(case, AuthorityNews.Kind.REPLY, at=at)
    return saved


def may_reply(summary: Summary, *, today: date) -> bool:
    return summary.reply_until is not None and today <= summary.reply_until and summary.published_at is None
