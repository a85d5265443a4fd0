"""The rules behind what goes wrong: only where we are sure which one. A table, no database.

The Procurement Act 2023 is for procurements begun since 24 February 2025, the Public Contracts Regulations 2015 for
those begun before."""

from typing import NamedTuple

from complaints.models import SubIssue, Subject

_ACT = "https://www.legislation.gov.uk/ukpga/2023/54/section/{}"
_REGULATIONS = "https://www.legislation.gov.uk/uksi/2015/102/regulation/{}"


class Rule(NamedTuple):
    name: str
    url: str
    says: str


def _act(section: int, says: str) -> Rule:
    return Rule(f"Procurement Act 2023, section {section}", _ACT.format(section), says)


def _regulation(number: int, says: str) -> Rule:
    return Rule(f"Public Contracts Regulations 2015, regulation {number}", _REGULATIONS.format(number), says)


_PAYMENT = [
    _act(68, "A public contract implies that valid and undisputed invoices are paid within 30 days."),
    _act(73, "The same holds in contracts with subcontractors."),
    _regulation(113, "Contracts must provide for payment within 30 days, down the supply chain too."),
]
_CHOOSING = [
    _act(19, "A contract goes to the most advantageous tender, by the award criteria."),
    _act(23, "Award criteria must be clear, measurable and specific, and say how they weigh."),
    _regulation(67, "Award criteria, and how each weighs, are published and followed."),
]
_CONDITIONS = [
    _act(22, "Conditions of participation must be a proportionate means of knowing that a supplier can do the work."),
    _act(85, "Below the threshold, tenders may not be cut down by an assessment of suitability, with some exceptions."),
    _regulation(58, "What is asked of suppliers must be related and proportionate to the contract."),
    _regulation(111, "Below the threshold there is no separate stage at which suppliers qualify."),
]
_PROCESS = [
    _act(12, "Authorities must share what suppliers need to understand how they buy, and treat suppliers the same."),
    _regulation(18, "Suppliers are treated equally and without discrimination, openly and proportionately."),
]

RULES: dict[str, list[Rule]] = {
    Subject.PAYMENT: _PAYMENT,
    SubIssue.PAYMENT: _PAYMENT,
    SubIssue.EVALUATION: _CHOOSING,
    SubIssue.SCORING: _CHOOSING,
    SubIssue.FEEDBACK: [
        _act(50, "Each supplier that sent an assessed tender gets an assessment summary before the award notice."),
        _regulation(55, "Who asks is told why they lost, and what the winner had over them."),
        _regulation(86, "The notice of the decision says what each tender scored, and why."),
    ],
    SubIssue.COMMUNICATION: _PROCESS,
    SubIssue.TENDER_PROCESS: _PROCESS,
    SubIssue.FINANCIAL_REQUIREMENT: _CONDITIONS,
    SubIssue.PQQ: _CONDITIONS,
    SubIssue.TIMESCALES: [
        _act(54, "Time limits must be long enough for the contract, and the same for every supplier."),
        _regulation(47, "Time limits take account of how complex the contract is."),
    ],
    SubIssue.ADVERTISEMENT: [
        _act(21, "A competitive procedure begins with a tender notice."),
        _regulation(49, "Contract notices call for competition."),
    ],
    SubIssue.USE_OF_FRAMEWORK: [
        _act(45, "What a framework must say, and how contracts are awarded under it."),
        _regulation(33, "How frameworks are made, how long they last, and how contracts are awarded under them."),
    ],
    SubIssue.SPECIFICATION: [
        _act(56, "Specifications say what is needed, not whose product it is."),
        _regulation(42, "Specifications give equal access and no unjustified obstacles."),
    ],
    SubIssue.PRE_MARKET_ENGAGEMENT: [
        _act(16, "Engaging with the market must not put any supplier at an unfair advantage."),
        _regulation(40, "The market may be consulted beforehand, as long as that does not distort competition."),
        _regulation(41, "What one supplier learnt that way is shared with the others."),
    ],
    SubIssue.SOCIAL_VALUE: [
        Rule(
            "Public Services (Social Value) Act 2012, section 1",
            "https://www.legislation.gov.uk/ukpga/2012/3/section/1",
            "Before services are bought, it is considered how they might improve the well-being of the area.",
        ),
    ],
}


def rules_of(subject: str, sub_issue: str) -> list[Rule]:
    """Those of the sub-issue, else those of the subject. None where we are sure of none."""
    return RULES.get(sub_issue) or RULES.get(subject) or []
