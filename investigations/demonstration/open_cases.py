"""A few open cases, so that a demonstration has a queue. They come the way every complaint comes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from complaints.filing.submitting import Filing, GroundTold, submit
from complaints.models import Authority, ProviderKind, ProviderSize, Sector, Stage, SubIssue, Subject
from investigations.models import Case
from investigations.queue import intake
from mysteryshopper.calendar import london_day


class Told(NamedTuple):
    days_ago: int
    sector: Sector
    title: str
    stage: Stage
    subject: Subject
    sub_issue: SubIssue
    own_words: str
    kind: ProviderKind
    live_for_days: int = 0  # from when it is added: bids can be sent so long


COMPLAINTS = [
    Told(
        9, Sector.LOCAL_GOVERNMENT, "Grounds maintenance", Stage.TENDER, Subject.PROCUREMENT_PROCESS,
        SubIssue.TIMESCALES,
        "The tender was open for nine days over a holiday. The questions were answered two days before the deadline.",
        ProviderKind.CHARITY,
    ),
    Told(
        6, Sector.HEALTH, "Patient transport software", Stage.PAYMENT, Subject.PAYMENT, SubIssue.PAYMENT,
        "Three invoices that nobody disputes are more than sixty days old.", ProviderKind.COMPANY,
    ),
    Told(
        4, Sector.CENTRAL_GOVERNMENT, "Staff training", Stage.BEFORE_TENDER, Subject.PROCUREMENT_STRATEGY,
        SubIssue.USE_OF_FRAMEWORK, "It was bought through a framework that small firms could not join.",
        ProviderKind.COMPANY,
    ),
    Told(
        3, Sector.EDUCATION, "Catering", Stage.TENDER, Subject.BUREAUCRACY, SubIssue.FINANCIAL_REQUIREMENT,
        "Ten million pounds of insurance was asked for to serve coffee.", ProviderKind.SOCIAL_ENTERPRISE,
        live_for_days=12,
    ),
    Told(
        1, Sector.EMERGENCY_SERVICES, "Protective clothing", Stage.TENDER, Subject.PROCUREMENT_PROCESS,
        SubIssue.FEEDBACK, "We lost and were told the scores, but not why.", ProviderKind.COMPANY,
    ),
]  # fmt: skip


def add_open_cases(*, now: datetime) -> int:
    """Files them and opens their cases. Again, it adds nothing. Returns how many were added."""
    before = Case.objects.count()
    for number, told in enumerate(COMPLAINTS):
        filed_at = now - timedelta(days=told.days_ago)
        live_until = now + timedelta(days=told.live_for_days) if told.live_for_days else None
        intake.open_case(submit(f"demonstration complaint {number}", filing(told, filed_at, live_until), now=filed_at))
    return Case.objects.count() - before


def filing(told: Told, filed_at: datetime, live_until: datetime | None = None) -> Filing:
    """Nobody real: no name, and no address that a mail could go to."""
    listed = Authority.objects.current().filter(sector=told.sector, nation__in=["England", "United Kingdom"])
    authority = listed.order_by("code").first()
    return Filing(
        authority=authority,
        authority_given="" if authority else "Demonstration authority",
        procurement_title=f"Demonstration: {told.title.lower()}",
        stage=told.stage,
        happened_on=london_day(filed_at),
        grounds=[GroundTold(told.subject, told.sub_issue, f"Demonstration, made up. {told.own_words}")],
        provider_kind=told.kind,
        provider_size=ProviderSize.SMALL,
        name="Demonstration",
        organisation="Demonstration",
        live_until=live_until,
        is_demonstration=True,
    )
