"""Cases with recommendations in every state, and a late payment released: made up, by the verbs of the service."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from complaints.filing.submitting import InvoiceTold, submit
from complaints.models import ProviderKind, Sector, Stage, SubIssue, Subject
from complaints.tracking import paying
from investigations.casework import casework, findings
from investigations.lifecycle import ANSWERS, CHECKED, State, Status
from investigations.models import Case, Outcome, Verdict
from investigations.queue import intake
from investigations.recommendations import proposing, recommending
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

from .accounts import email_of
from .open_cases import Told, filing

_PROCESS, _PAYMENT = Subject.PROCUREMENT_PROCESS, Subject.PAYMENT
_ON_THE_WAY = (Status.DISCLOSURE, Status.ASKED, Status.ASSESSMENT)
_WORDS = "Demonstration, made up."


class Story(NamedTuple):
    """`recommended`: what is recommended, each with the states that it goes through. `outcome`: None for an open case.

    `paid`: of an invoice, how much of it is paid in the end."""

    told: Told
    recommended: Sequence[tuple[str, Sequence[State]]]
    outcome: Outcome | None
    paid: Decimal | None = None


STORIES = [
    Story(
        Told(
            70, Sector.LOCAL_GOVERNMENT, "School meals", Stage.AWARD, _PROCESS, SubIssue.FEEDBACK,
            "Nobody told us why we lost.", ProviderKind.CHARITY,
        ),
        [
            ("Tell every bidder its scores and why.", [State.SENT, State.ACCEPTED, State.DONE, State.VERIFIED]),
            ("Train those who evaluate tenders.", [State.SENT, State.PARTLY, State.VERIFIED]),
        ],
        Outcome.CHANGED_FUTURE,
    ),
    Story(
        Told(
            64, Sector.CENTRAL_GOVERNMENT, "Interpreters", Stage.TENDER, _PROCESS, SubIssue.TIMESCALES,
            "Eight days to answer two hundred questions.", ProviderKind.COMPANY,
        ),
        [("Give at least 25 days.", [State.SENT, State.ACCEPTED, State.NOT_DONE])],
        Outcome.CHANGED_FUTURE,
    ),
    Story(
        Told(
            58, Sector.HEALTH, "Cleaning", Stage.TENDER, Subject.BUREAUCRACY, SubIssue.PQQ,
            "Ninety pages for a contract of £8,000.", ProviderKind.SOCIAL_ENTERPRISE,
        ),
        [("Ask for no more than the standard questionnaire does.", [State.SENT, State.ACCEPTED, State.DONE])],
        Outcome.CHANGED_FUTURE,
    ),
    Story(
        Told(
            52, Sector.EDUCATION, "Minibuses", Stage.TENDER, _PROCESS, SubIssue.EVALUATION,
            "Price counted for everything, though the notice said half.", ProviderKind.COMPANY,
        ),
        [
            ("Publish how bids are scored, and score them so.", [State.SENT, State.REJECTED]),
            ("Score these bids again.", [State.SENT, State.NO_ANSWER]),
        ],
        Outcome.REFUSED,
    ),
    Story(
        Told(
            40, Sector.HEALTH, "Translation", Stage.PAYMENT, _PAYMENT, SubIssue.PAYMENT,
            "The invoice is ninety days old.", ProviderKind.CIC,
        ),
        [],
        Outcome.PAID,
        paid=Decimal("3100.00"),
    ),
    Story(
        Told(
            20, Sector.LOCAL_GOVERNMENT, "Tree care", Stage.TENDER, _PROCESS, SubIssue.TENDER_PROCESS,
            "The questions of one bidder were answered to that bidder only.", ProviderKind.COMPANY,
        ),
        [
            ("Answer the questions of one to all.", [State.SENT]),
            ("Publish the answers.", [State.SENT, State.PARTLY]),
        ],
        None,
    ),
    Story(
        Told(
            15, Sector.HEALTH, "Advocacy", Stage.BEFORE_TENDER, _PROCESS, SubIssue.ADVERTISEMENT,
            "The contract was never advertised.", ProviderKind.COMMUNITY_GROUP,
        ),
        [("Advertise what has to be advertised.", [])],
        None,
    ),
]  # fmt: skip


def add_recommended_cases(*, now: datetime) -> int:
    """Tells each story to its end, of which the demonstration investigator is the owner. Again, it adds nothing.

    Returns how many were added."""
    owner = User.objects.get(email=email_of("investigator"))
    return sum(_tell(number, story, owner, now=now) for number, story in enumerate(STORIES))


@transaction.atomic
def _tell(number: int, story: Story, owner: User, *, now: datetime) -> bool:
    filed_at = now - timedelta(days=story.told.days_ago)
    due_on = london_day(filed_at - timedelta(days=60))
    invoices = [InvoiceTold(amount=story.paid, due_on=due_on)] if story.paid else []
    told = replace(filing(story.told, filed_at), invoices=invoices)
    complaint = submit(f"demonstration recommendation {number}", told, now=filed_at)
    case = intake.open_case(complaint)
    if case.owner:
        return False
    casework.claim(case, by=owner)
    for status in _ON_THE_WAY:
        casework.move(case, status, by=owner, note=_WORDS)
    findings.find(case, 1, Verdict.UPHELD, _WORDS, seen=0, by=owner)
    _recommend(case, story, owner, due_on=london_day(now + timedelta(days=84)))
    if story.paid:
        paying.say(complaint.invoices.get(), paying.Paid(story.paid, london_day(now)), at=now)
    return True


def _recommend(case: Case, story: Story, owner: User, *, due_on: date) -> None:
    ours = [
        (proposing.propose(case, 1, text=f"{_WORDS} {text}", due_on=due_on, by=owner), states)
        for text, states in story.recommended
    ]
    if any(State.SENT in states for _, states in ours):
        recommending.mark_sent(case, case.recommendations.all(), by=owner)
        casework.move(case, Status.RECOMMENDED, by=owner, note=_WORDS)
    for one, states in ours:
        for said in states:
            if said in ANSWERS | {State.NO_ANSWER, State.DONE}:
                recommending.write_down(one, said, reasons=_WORDS, due_on=None, by=owner)
    if story.outcome:
        casework.close(case, story.outcome, by=owner, note=_WORDS)
    for one, states in ours:
        for found in CHECKED & set(states):
            recommending.check(one, found, note=_WORDS, by=owner)
