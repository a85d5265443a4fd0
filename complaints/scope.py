"""In or out of scope, and where to send those whom we can't help. A table, no database.

Source: the service's published remit (who may complain, about what); the two rules marked “default” are our own
reading of it, where no source says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Body(TextChoices):
    CENTRAL = "central", _("A government department, or a body that belongs to one")
    WIDER = "wider", _("A council, NHS trust, police force, fire service, college or university in England")
    PRIME = "prime", _("A company that holds a government contract, and that we supply")
    DEVOLVED = "devolved", _("A body of Scotland, Wales or Northern Ireland")
    SCHOOL = "school", _("A school, academy or sixth-form college")
    UTILITY = "utility", _("A private utility, such as a water company")
    PRIVATE = "private", _("Another private company")
    UNSURE = "unsure", _("I am not sure")


class About(TextChoices):
    ONE = "one", _("One tender, contract or payment")
    HEALTHCARE = "healthcare", _("Buying healthcare services for patients, by the NHS")
    PATTERN = "pattern", _("The same trouble with many public bodies")


class When(TextChoices):
    RECENT = "recent", _("In the last 2 years")
    OLDER = "older", _("Longer ago")


class Court(TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes, or a legal claim has been sent")
    REVERSAL = "reversal", _("No, but I want an award reversed, or damages")


QUESTIONS: dict[str, type[TextChoices]] = {"body": Body, "about": About, "when": When, "court": Court}
ASKED = {
    "body": _("Who did you have trouble with?"),
    "about": _("What is it about?"),
    "when": _("When did it happen?"),
    "court": _("Is it in court?"),
}


@dataclass(frozen=True)
class Refusal:
    """Why we can't help, and who may. Every refusal has a signpost."""

    question: str
    answer: str
    reason: Promise
    signpost: Promise
    # Name and address of who may help, where they have one.
    links: tuple[tuple[Promise, str], ...] = ()

    @property
    def key(self) -> str:
        return self.answer


_LAWYER = _("Ask a lawyer, and soon: there are short time limits for going to court about an award.")
_FIND_A_LAWYER = ((_("Find a lawyer"), "https://solicitors.lawsociety.org.uk/"),)

# In the order in which they are said: the first that fits is given.
REFUSALS = [
    Refusal(
        "court",
        Court.YES,  # default
        _("A court is looking into it, so we can’t. We must not get in its way."),
        _LAWYER,
        _FIND_A_LAWYER,
    ),
    Refusal(
        "when",
        When.OLDER,
        _("We can only look at the last 2 years. We are sorry that this leaves you out."),
        _("For a debt you often have 6 years: a court or a lawyer may help. If it happens again, tell us at once."),
        (
            (_("Make a court claim for money"), "https://www.gov.uk/make-court-claim-for-money"),
            (_("Late payments: your rights"), "https://www.gov.uk/late-commercial-payments-interest-debt-recovery"),
        ),
    ),
    Refusal(
        "body",
        Body.DEVOLVED,
        _("We look into public bodies of England and of the United Kingdom."),
        _("Scotland, Wales and Northern Ireland each have a service of their own. Ask that nation’s government."),
        (
            (_("Public Contracts Scotland"), "https://www.publiccontractsscotland.gov.uk/"),
            (_("Sell2Wales, for Wales"), "https://www.sell2wales.gov.wales/"),
            (_("Department of Finance, for Northern Ireland"), "https://www.finance-ni.gov.uk/"),
        ),
    ),
    Refusal(
        "body",
        Body.SCHOOL,
        _("Schools, academies and sixth-form colleges are outside what we may look into."),
        _("Use the complaints procedure of the school or its trust."),
        ((_("Complain about a school"), "https://www.gov.uk/complain-about-school"),),
    ),
    Refusal(
        "body",
        Body.UTILITY,
        _("Private utilities are outside what we may look into."),
        _("Use the utility’s own complaints procedure."),
    ),
    Refusal(
        "body",
        Body.PRIVATE,
        _("We look into public buyers. A late payment between private companies is not one of our cases."),
        _("The Small Business Commissioner helps small businesses that large ones pay late."),
        ((_("Small Business Commissioner"), "https://www.smallbusinesscommissioner.gov.uk/"),),
    ),
    Refusal(
        "about",
        About.HEALTHCARE,
        _("NHS healthcare services are bought under rules of their own, the Provider Selection Regime."),
        _("Ask the Independent Patient Choice and Procurement Panel."),
        (
            (
                _("How the panel works, and how to ask it"),
                "https://www.england.nhs.uk/long-read/"
                "terms-of-reference-the-independent-patient-choice-and-procurement-panel/",
            ),
        ),
    ),
    Refusal(
        "about",
        About.PATTERN,
        _("We look into one procurement at a time."),
        _("Tell the Procurement Compliance Service about a pattern. You can still tell us about one case of it."),
        (
            (
                _("Procurement Review Unit, which it is part of"),
                "https://www.gov.uk/government/publications/procurement-act-2023-short-guides/"
                "procurement-review-unit-a-short-guide-html",
            ),
        ),
    ),
]

# Whoever lost wants this, and may still tell us what went wrong. Refused only where REFUSE_REVERSALS says so.
REVERSAL = Refusal(
    "court",
    Court.REVERSAL,  # default
    _("We can’t get an award reversed, or damages paid. Only a court can."),
    _LAWYER,
    _FIND_A_LAWYER,
)

BY_KEY = {rule.key: rule for rule in [*REFUSALS, REVERSAL]}


def refusal(answers: Mapping[str, str]) -> Refusal | None:
    """The first refusal that fits these answers. None: in scope, or not sure enough to send anybody away."""
    rules = [*REFUSALS, REVERSAL] if settings.REFUSE_REVERSALS else REFUSALS
    return next((rule for rule in rules if answers.get(rule.question) == rule.answer), None)


def caution(answers: Mapping[str, str]) -> Refusal | None:
    """What somebody in scope asks for and can’t get from us. None: nothing."""
    wants_reversal = answers.get(REVERSAL.question) == REVERSAL.answer
    return REVERSAL if wants_reversal and refusal(answers) is None else None


def is_sure(answers: Mapping[str, str]) -> bool:
    """Whether somebody in scope can be told a plain yes; otherwise it is “probably, tell us”."""
    return refusal(answers) is None and answers.get("body") != Body.UNSURE


def answers_in(typed: Mapping[str, Any]) -> dict[str, str]:
    """The answers among what was sent along, when every question has a real one. Empty otherwise."""
    answers = {question: str(typed.get(question, "")) for question in QUESTIONS}
    return answers if all(answers[question] in choices.values for question, choices in QUESTIONS.items()) else {}
