"""Made-up history for demonstrations, labelled in every row. Yearly numbers as the real service published them."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from tqdm import tqdm

from complaints.models import Authority, ProviderKind, ProviderSector, ProviderSize, Released, Sector, SubIssue, Subject
from complaints.reference import new_reference
from investigations.deadlines import DEFAULTS, Basis
from investigations.lifecycle import Status
from investigations.models import CHANGED, Case, CaseEvent, FollowedUpAs, Outcome
from mysteryshopper.calendar import LONDON, add_months, add_working_days, bank_holidays, financial_year

# Received, by the year in which the financial year began. Sources: Parliamentary question 210030, progress reports.
# 2019/20 and 2024/25 are not known, so they stay empty.
RECEIVED = {
    2010: 15, 2011: 186, 2012: 186, 2013: 233, 2014: 220, 2015: 191, 2016: 160, 2017: 161, 2018: 263,
    2020: 117, 2021: 94, 2022: 91, 2023: 119,
}  # fmt: skip
# The service began in February 2011.
FIRST_DAY = date(2011, 2, 1)

# Weights that give the account of 2012: process changed in about 70% of reported cases.
OUTCOMES = {
    Outcome.CHANGED_LIVE: 24, Outcome.CHANGED_FUTURE: 46, Outcome.PAID: 8, Outcome.ADVICE_ONLY: 7,
    Outcome.NOT_UPHELD: 7, Outcome.REFUSED: 3, Outcome.OUT_OF_SCOPE: 3, Outcome.WITHDRAWN: 2,
}  # fmt: skip
# September 2012 to February 2014: 70% of cases were about the wider public sector.
SECTORS = {
    Sector.CENTRAL_GOVERNMENT: 30, Sector.LOCAL_GOVERNMENT: 36, Sector.HEALTH: 17, Sector.EDUCATION: 9,
    Sector.EMERGENCY_SERVICES: 4, Sector.HOUSING: 3, Sector.OTHER: 1,
}  # fmt: skip
SUBJECTS = {
    Subject.PROCUREMENT_PROCESS: 45, Subject.BUREAUCRACY: 13, Subject.PROCUREMENT_STRATEGY: 11,
    Subject.CONTRACT_MANAGEMENT: 9, Subject.TECHNOLOGY: 7, Subject.PAYMENT: 12, Subject.TRANSPARENCY: 3,
}  # fmt: skip
# “Use by the voluntary sector is very scant”: about 4 in 100.
PROVIDERS = {
    ProviderKind.COMPANY: 960, ProviderKind.CHARITY: 16, ProviderKind.CIC: 9, ProviderKind.SOCIAL_ENTERPRISE: 8,
    ProviderKind.COOPERATIVE: 4, ProviderKind.COMMUNITY_BENEFIT: 2, ProviderKind.COMMUNITY_GROUP: 1,
}  # fmt: skip
# SMEs brought 86% of concerns (2014).
SIZES = {ProviderSize.MICRO: 40, ProviderSize.SMALL: 28, ProviderSize.MEDIUM: 18, ProviderSize.LARGE: 14}
# No source says: our own guess.
TRADES = {
    ProviderSector.BUILDING: 18, ProviderSector.CARE: 12, ProviderSector.EDUCATION: 9, ProviderSector.IT: 20,
    ProviderSector.OFFICE: 16, ProviderSector.GOODS: 9, ProviderSector.PREMISES: 7, ProviderSector.TRANSPORT: 5,
    ProviderSector.CULTURE: 2, ProviderSector.OTHER: 2,
}  # fmt: skip
DIVISIONS = {"": 40, "45": 12, "72": 14, "79": 11, "85": 7, "80": 6, "90": 4, "48": 3, "71": 3}
_RESOLVE = {Sector.CENTRAL_GOVERNMENT.value: "resolve_central"}
FOLLOWED_UP = {FollowedUpAs.VERIFIED: 55, FollowedUpAs.NOT_DONE: 10, "": 35}


@transaction.atomic
def add_history(*, seed: int, cases: int | None = None) -> int:
    """Fills each year up to its published number, counting the real cases that are there. Again, it adds nothing.

    With `cases`, the numbers are scaled to about that total. Returns how many were added. The same seed on the same
    reference data gives the same cases, references apart."""
    dice = random.Random(seed)  # noqa: S311  (not a secret: it must repeat)
    with connection.cursor() as cursor:  # two at once would both count first, and fill the years twice
        cursor.execute("SELECT pg_advisory_xact_lock('investigations_case'::regclass::bigint)")
    wanted = _scaled(RECEIVED, cases)
    there = {year: Case.objects.filter(financial_year=year).count() for year in wanted}
    authorities = _authorities_by_sector()
    made = [
        _closed_case(dice, day, authorities)
        for year, number in wanted.items()
        for day in _days(dice, year, number - there[year])
    ]
    _release(dice, made)
    for start in tqdm(range(0, len(made), 1000), desc="Demonstration history", unit="thousand", disable=None):
        _save(made[start : start + 1000])
    return len(made)


def _scaled(numbers: dict[int, int], total: int | None) -> dict[int, int]:
    scale = 1.0 if total is None else total / sum(numbers.values())
    return {year: round(number * scale) for year, number in numbers.items()}


def _days(dice: random.Random, year: int, number: int) -> Iterator[date]:
    first, last = max(date(year, 4, 6), FIRST_DAY), date(year + 1, 4, 5)
    for _ in range(number):
        yield first + timedelta(days=dice.randrange((last - first).days + 1))


def _authorities_by_sector() -> dict[str, list[Authority]]:
    found: dict[str, list[Authority]] = {}
    for authority in Authority.objects.exclude(nation__in=["Scotland", "Wales", "Northern Ireland"]).order_by("code"):
        found.setdefault(authority.sector, []).append(authority)
    return found


def _closed_case(dice: random.Random, received_on: date, authorities: dict[str, list[Authority]]) -> Case:
    sector = _drawn(dice, SECTORS)
    subject = _drawn(dice, SUBJECTS)
    closed_on = received_on + timedelta(days=dice.randint(5, 110))
    named = authorities.get(sector)
    authority, outcome = dice.choice(named) if named else None, _drawn(dice, OUTCOMES)
    return Case(
        reference=new_reference(),
        authority=authority,
        authority_given="" if named else "Demonstration authority",
        authority_sector=sector,
        provider_kind=_drawn(dice, PROVIDERS),
        provider_size=_drawn(dice, SIZES),
        provider_sector=_drawn(dice, TRADES),
        nation=authority.nation if authority else "",
        cpv_division=_drawn(dice, DIVISIONS),
        subject=subject,
        sub_issue=SubIssue.PAYMENT if subject == Subject.PAYMENT else dice.choice(SubIssue.values),
        received_on=received_on,
        status=Status.CLOSED,
        outcome=outcome,
        status_on=closed_on,
        closed_on=closed_on,
        resolve_due_on=add_months(received_on, DEFAULTS[_RESOLVE.get(sector, "resolve_others")]),
        **_asked(dice, received_on, closed_on),
        **_followed_up(dice, outcome, closed_on),
        case_issue="Demonstration: made up, no real case.",
        is_demonstration=True,
    )


def _asked(dice: random.Random, received_on: date, closed_on: date) -> dict[str, Any]:
    """The authority is asked a few days after receipt and answers before the case closes."""
    asked_on = received_on + timedelta(days=dice.randint(1, 4))
    answered_on = min(asked_on + timedelta(days=dice.randint(2, 30)), closed_on)
    return {
        "asked_on": asked_on,
        "asked_basis": Basis.COOPERATION,
        "answered_on": answered_on,
        "answer_due_on": add_working_days(asked_on, DEFAULTS["answer_cooperation"], bank_holidays()),
    }


def _followed_up(dice: random.Random, outcome: str, closed_on: date) -> dict[str, Any]:
    found = _drawn(dice, FOLLOWED_UP) if outcome in CHANGED else ""
    on = closed_on + timedelta(days=dice.randint(150, 240))
    return {"followed_up_as": found, "followed_up_on": on} if found else {}


def _drawn(dice: random.Random, weights: dict) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def _save(cases: list[Case]) -> None:
    CaseEvent.objects.bulk_create(
        CaseEvent(case=case, kind=CaseEvent.Kind.OPENED, new=Status.CLOSED, note="Demonstration", at=_noon(case))
        for case in Case.objects.bulk_create(cases)
    )


def _release(dice: random.Random, made: list[Case]) -> None:
    """An invoice of each case that ended with payment, in the sum of its year: no provider was there to say so."""
    paid = defaultdict[int, list[int]](list)
    for case in made:
        if case.outcome == Outcome.PAID and case.closed_on:
            paid[financial_year(case.closed_on)].append(dice.randint(200_00, 20_000_00))
    for year, pence in paid.items():
        row, _ = Released.objects.get_or_create(financial_year=year, is_demonstration=True)
        row.pence, row.invoices = row.pence + sum(pence), row.invoices + len(pence)
        row.save()


def _noon(case: Case) -> datetime:
    return datetime.combine(case.received_on, time(12), tzinfo=LONDON)
