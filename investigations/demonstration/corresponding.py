"""Cases that are written about: a letter that waits for a second person, one that was answered, one that gets a request
for more time. Made up, by the verbs of the service, so that its pages for letters and authorities have something."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints.filing.submitting import submit
from complaints.models import Authority, ProviderKind, Sector, Stage, SubIssue, Subject
from investigations.answering import answering
from investigations.casework import casework
from investigations.contacts import keeping
from investigations.letters import releasing, sending, starters, writing
from investigations.lifecycle import Status
from investigations.models import Case, Letter, LetterKind, LetterMail, LetterTemplate, Officer
from investigations.queue import intake
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

from .accounts import email_of
from .open_cases import Told, filing

_PROCESS = Subject.PROCUREMENT_PROCESS
_WORDS = "Demonstration, made up."


class Letters(NamedTuple):
    """`is_sent`: False while it waits for a second person. `answer`, `wants_time`: what the authority writes."""

    told: Told
    is_sent: bool = True
    answer: str = ""
    wants_time: str = ""


LETTERS = [
    Letters(
        Told(
            12, Sector.LOCAL_GOVERNMENT, "Library vans", Stage.AWARD, _PROCESS, SubIssue.SCORING,
            "The scores add up to more than the notice allows.", ProviderKind.COMPANY,
        ),
        answer=f"{_WORDS} The scores were added up wrongly. We have added them up again, and tell every bidder.",
    ),
    Letters(
        Told(
            11, Sector.HEALTH, "Waiting rooms", Stage.TENDER, _PROCESS, SubIssue.COMMUNICATION,
            "Nobody answered our questions.", ProviderKind.SOCIAL_ENTERPRISE,
        ),
        wants_time=f"{_WORDS} Whoever ran this tender is away until then.",
    ),
    Letters(
        Told(
            10, Sector.EDUCATION, "Boilers", Stage.TENDER, Subject.PROCUREMENT_STRATEGY, SubIssue.SPECIFICATION,
            "Only one make can meet what is asked for.", ProviderKind.COMPANY,
        ),
        is_sent=False,
    ),
]  # fmt: skip


def add_letters(*, now: datetime) -> int:
    """Each case with its letter, of which the demonstration investigator is the owner. Again, it adds nothing.

    Returns how many were added."""
    starters.load()
    owner, lead = (User.objects.get(email=email_of(role)) for role in ("investigator", "lead"))
    return sum(_write(number, letters, owner, lead, now=now) for number, letters in enumerate(LETTERS))


@transaction.atomic
def _write(number: int, letters: Letters, owner: User, lead: User, *, now: datetime) -> bool:
    filed_at = now - timedelta(days=letters.told.days_ago)
    told = filing(letters.told, filed_at)
    if told.authority is None:  # without the list of authorities there is nobody to write to
        return False
    case = intake.open_case(submit(f"demonstration letter {number}", told, now=filed_at))
    if case.owner:
        return False
    casework.claim(case, by=owner)
    casework.move(case, Status.DISCLOSURE, by=owner, note=_WORDS)
    letter = _request(case, told.authority, letters.told.title, owner)
    releasing.ask(letter, seen=letter.version, by=owner)
    if letters.is_sent:
        mail = releasing.preview(letter, day=london_day(now))
        _as_sent(releasing.release(letter, seen=releasing.fingerprint(mail), by=lead))
        _hear_from_it(case.officers.get(), letters, now=timezone.now())
    return True


def _request(case: Case, authority: Authority, title: str, owner: User) -> Letter:
    """Written to its end, to an address that nobody can have. That it is a demonstration the case says: of the provider
    that is the name, so no letter may."""
    known = keeping.add(
        authority, name="Made-up buyer", job="Head of buying", email=email_of(f"buyer-{authority.pk}"),
        is_senior=False, by=owner,
    )  # fmt: skip
    template = LetterTemplate.objects.current().get(key=LetterKind.REQUEST.value)
    letter = writing.begin(case, template, known, basis=None, by=owner)
    body = letter.body.replace("[?] ", "").replace("{procurement}", title)
    return writing.edit(
        letter, contact=known, subject=letter.subject, body=body, copies=[], seen=letter.version, by=owner
    )


def _as_sent(letter: Letter) -> None:
    """Without a mail: a real mail server would refuse the address. The code goes where mails lie in a folder."""
    LetterMail.objects.filter(letter=letter).update(done_at=timezone.now())
    sending.mark_sent(letter)
    if settings.SMTP_HOST:
        Officer.objects.filter(case=letter.case).update(done_at=timezone.now(), secret="")


def _hear_from_it(officer: Officer, letters: Letters, *, now: datetime) -> None:
    if letters.answer:
        answering.answer(officer, 1, letters.answer, seen=0, at=now)
    if letters.wants_time:
        answering.ask_for_time(officer, london_day(now) + timedelta(days=25), letters.wants_time, at=now)
