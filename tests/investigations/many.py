"""Many cases at once, as benches need them, and what hangs on them: complaints, the register, answers, advice.

All of it as the service would have left it, but written in bulk; the counts of the figures keep themselves."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from complaints.models import (
    Asking,
    Authority,
    Complaint,
    Identity,
    ProviderKind,
    ProviderSector,
    ProviderSize,
    Stage,
    SubIssue,
    Subject,
)
from complaints.reference import new_reference
from complaints.tokens import hashed, new_filing_token
from investigations.lifecycle import OPEN, State, Status
from investigations.models import (
    CHANGED,
    NOT_INVESTIGATED,
    AuthoritySatisfaction,
    Case,
    Contact,
    EntryVersion,
    FollowedUpAs,
    Issue,
    Officer,
    Outcome,
    Recommendation,
    RegisterEntry,
    Summary,
)
from mysteryshopper.mail import new_message_id
from mysteryshopper.staff.models import User

WORDS = ["supplier", "framework", "deadline", "criteria", "scoring", "insurance", "feedback", "questionnaire", "portal"]
# Of 5,500 days from here on cases are received.
FIRST_DAY, DAYS = date(2011, 2, 1), 5500
_AT_ONCE = 10_000
_CODED = [code for code in Outcome if code != Outcome.UNCODED]
_ANSWERS = [*Asking.Answer.values, ""]
_SENT = [state for state in State if state != State.PROPOSED]


def fill(total: int, dice: random.Random, users: list[User]) -> None:
    """Adds cases until there are so many."""
    authorities = list(Authority.objects.all())
    for start in range(Case.objects.count(), total, _AT_ONCE):
        cases = [new_case(dice, authorities, users) for _ in range(min(_AT_ONCE, total - start))]
        Complaint.objects.bulk_create(case.complaint for case in cases if case.complaint)
        Case.objects.bulk_create(cases)
        _hang_on(dice, [case for case in cases if case.outcome], *users[:2])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def new_case(dice: random.Random, authorities: list[Authority], users: list[User]) -> Case:
    is_open, is_imported = dice.random() < 0.02, dice.random() < 0.1
    day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    ended = day + timedelta(days=dice.randint(5, 110))
    outcome = None if is_open else Outcome.UNCODED if is_imported and dice.random() < 0.1 else dice.choice(_CODED)
    found = dice.choice([*FollowedUpAs.values, ""]) if outcome in CHANGED else ""
    # Camden often: what there is among 1,000 is asked for as it is among 100,000.
    authority = dice.choice(
        authorities if dice.random() < 0.95 else [one for one in authorities if "Camden" in one.name]
    )
    subject = dice.choice(Subject.values)
    case = Case(
        reference=new_reference(),
        authority=authority,
        authority_sector=authority.sector,
        nation=authority.nation,
        provider_kind=dice.choices(ProviderKind.values, [94, 1, 1, 1, 1, 1, 1])[0],
        provider_size=dice.choice(ProviderSize.values),
        provider_sector=dice.choice(ProviderSector.values),
        cpv_division=dice.choice(["", "45", "72", "79", "85"]),
        subject=subject,
        sub_issue=SubIssue.PAYMENT if subject == Subject.PAYMENT else dice.choice(SubIssue.values),
        received_on=day,
        asked_on=day + timedelta(days=2),
        asked_basis="cooperation",
        answered_on=min(day + timedelta(days=dice.randint(3, 40)), ended),
        answer_due_on=day + timedelta(days=16),
        resolve_due_on=day + timedelta(days=61),
        followed_up_on=ended + timedelta(days=dice.randint(150, 240)) if found else None,
        followed_up_as=found,
        status_on=day if is_open else ended,
        status=dice.choice(sorted(OPEN)) if is_open else Status.CLOSED,
        outcome=outcome,
        closed_on=None if is_open else ended,
        next_due_on=day if is_open else None,
        live_until=datetime(2100, 1, 1, tzinfo=UTC) if dice.random() < 0.5 else None,
        owner=dice.choice([None, *users]) if is_open else None,
        case_issue=told(dice),
        import_key=hashed(new_filing_token()) if is_imported else None,
        is_demonstration=dice.random() < 0.5,
    )
    if not is_imported and dice.random() < 0.5:
        case.complaint = _complaint(case)
    return case


def told(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=40)) + " rareword" * (dice.random() < 0.002)


def _complaint(case: Case) -> Complaint:
    at = _noon(case.received_on)
    return Complaint(
        reference=case.reference,
        filed_at=at,
        filing_hash=hashed(new_filing_token()),
        secret_hash=hashed(new_filing_token()),
        authority=case.authority,
        authority_given="",
        procurement_title="Grounds maintenance",
        procurement_reference="",
        stage=Stage.TENDER,
        provider_kind=case.provider_kind,
        provider_size=case.provider_size,
        is_demonstration=case.is_demonstration,
        done_at=at,
    )


def _hang_on(dice: random.Random, closed: list[Case], one: User, other: User) -> None:
    filed = [case.complaint for case in closed if case.complaint]
    Identity.objects.bulk_create(
        Identity(complaint=complaint, name="x", organisation="x", email=f"{complaint.reference}@x.example", phone="")
        for complaint in filed
    )
    Asking.objects.bulk_create(_asking(complaint, dice.choice(_ANSWERS)) for complaint in filed)
    _publish(dice, [case for case in closed if case.outcome not in NOT_INVESTIGATED])
    changed = [case for case in closed if case.outcome in CHANGED and not case.import_key]
    _recommend(dice, changed)
    _tell(dice, [case for case in changed if dice.random() < 0.5], one, other)


def _asking(complaint: Complaint, answer: str) -> Asking:
    at = complaint.filed_at + timedelta(days=200)
    return Asking(
        complaint=complaint, kind=Asking.Kind.SATISFIED, answer=answer, answered_at=at if answer else None, done_at=at
    )


def _publish(dice: random.Random, cases: list[Case]) -> None:
    entries = RegisterEntry.objects.bulk_create(_entry(dice, case) for case in cases)
    EntryVersion.objects.bulk_create(
        EntryVersion(
            entry=entry,
            version=1,
            case_issue=entry.case_issue,
            case_outcome=entry.case_outcome,
            outcome=entry.outcome,
            reply="We have changed how we do this." if dice.random() < 0.2 else "",
            published_at=entry.updated_at,
        )
        for entry in entries
        if not entry.is_imported
    )


def _entry(dice: random.Random, case: Case) -> RegisterEntry:
    day = case.closed_on + timedelta(days=30)
    return RegisterEntry(
        case=case,
        authority=case.authority,
        authority_sector=case.authority_sector,
        subject=case.subject,
        sub_issue=case.sub_issue,
        outcome=case.outcome,
        case_issue=f"The {told(dice)}.",
        case_outcome=f"The {' '.join(dice.choices(WORDS, k=20))}.",
        listed_on=day,
        updated_at=_noon(day),
        is_imported=case.import_key is not None,
        source="https://www.gov.uk/example" if case.import_key else "",
        is_demonstration=case.is_demonstration,
    )


def _recommend(dice: random.Random, cases: list[Case]) -> None:
    issues = Issue.objects.bulk_create(
        Issue(case=case, subject=case.subject, sub_issue=case.sub_issue) for case in cases
    )
    Recommendation.objects.bulk_create(
        Recommendation(
            case=issue.case, number=1, issue=issue, kind=dice.choice(Recommendation.Kind.values), text="Do it.",
            state=dice.choice(_SENT),
        )
        for issue in issues
    )  # fmt: skip


def _tell(dice: random.Random, cases: list[Case], one: User, other: User) -> None:
    """The authority sees the summary, and says whether it is satisfied."""
    of_authority = dict(_contacts({case.authority for case in cases}, one))
    Summary.objects.bulk_create(
        Summary(
            case=case, version=1, issue="x", outcome="x", written_by=one, written_at=_noon(case.closed_on),
            approved_by=other, approved_at=_noon(case.closed_on), shown_at=_noon(case.closed_on),
            reply_until=case.closed_on,
        )
        for case in cases
    )  # fmt: skip
    officers = Officer.objects.bulk_create(
        Officer(
            case=case, contact=of_authority[case.authority_id], secret_hash=hashed(new_filing_token()), secret="",
            message_id=new_message_id(), admitted_at=_noon(case.asked_on), done_at=_noon(case.asked_on),
            expires_at=_noon(case.closed_on + timedelta(days=30)),
        )
        for case in cases
    )  # fmt: skip
    AuthoritySatisfaction.objects.bulk_create(
        AuthoritySatisfaction(
            case=officer.case, authority=officer.case.authority, officer=officer, answer=answer, at=officer.expires_at
        )
        for officer in officers
        if (answer := dice.choice(_ANSWERS))
    )


def _contacts(authorities: set[Authority], by: User) -> Iterator[tuple[int, Contact]]:
    there = {contact.authority_id: contact for contact in Contact.objects.filter(authority__in=authorities)}
    missing = Contact.objects.bulk_create(
        Contact(authority=one, name="Olive", email="o@x.example", started_on=FIRST_DAY, added_by=by)
        for one in authorities
        if one.pk not in there
    )
    yield from there.items()
    yield from ((contact.authority_id, contact) for contact in missing)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
