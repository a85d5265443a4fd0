"""Words that the pages of a complaint share: who sees an answer, and plain words for the codes. A table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.models import Consent, ProviderKind, SubIssue, Subject

INVESTIGATOR_SEES = _("Who sees this: our investigators.")
STATISTICS_SEE = _("Who sees this: our investigators. Officials count it, never with your name.")
SEALED = _(
    "Who sees this: only the investigator on your case, and you see when they look. The authority only if you agree."
)

# The two levels as one choice, "subject:sub_issue". The first of each subject carries its name as a heading.
_GROUNDS = {
    Subject.PAYMENT: {SubIssue.PAYMENT: _("We were paid late, or not at all")},
    Subject.PROCUREMENT_PROCESS: {
        SubIssue.TENDER_PROCESS: _("The tender was not run properly"),
        SubIssue.TIMESCALES: _("There was too little time"),
        SubIssue.COMMUNICATION: _("Questions were not answered"),
        SubIssue.SPECIFICATION: _("What was asked for was unclear, or suited one bidder"),
        SubIssue.EVALUATION: _("Bids were not judged as promised"),
        SubIssue.SCORING: _("The scores were wrong or unfair"),
        SubIssue.SOCIAL_VALUE: _("Social value was ignored or misjudged"),
        SubIssue.AWARD: _("The award was not right"),
        SubIssue.FEEDBACK: _("Feedback was missing or poor"),
    },
    Subject.PROCUREMENT_STRATEGY: {
        SubIssue.USE_OF_FRAMEWORK: _("A framework was used that shut us out"),
        SubIssue.PRE_MARKET_ENGAGEMENT: _("Talks before the tender were not fair or open"),
    },
    Subject.CONTRACT_MANAGEMENT: {SubIssue.COMMUNICATION: _("The contract was not run fairly")},
    Subject.TECHNOLOGY: {SubIssue.E_PORTAL: _("The tender website did not work")},
    Subject.TRANSPARENCY: {
        SubIssue.ADVERTISEMENT: _("It was not advertised, or in the wrong place"),
        SubIssue.AWARD: _("The award was not published or explained"),
    },
    Subject.BUREAUCRACY: {
        SubIssue.PQQ: _("The first set of questions was too long or unfair"),
        SubIssue.FINANCIAL_REQUIREMENT: _("Too much turnover or insurance was asked for"),
    },
}
PLAIN_GROUNDS: dict[str, Any] = {
    f"{subject}:{issue}": words for subject, issues in _GROUNDS.items() for issue, words in issues.items()
}
GROUND_GROUPS: dict[str, Any] = {
    f"{subject}:{next(iter(issues))}": subject.label for subject, issues in _GROUNDS.items()
}
# The published list has no place for it. It goes under the broadest of its codes; whoever reads the words knows better.
SOMETHING_ELSE = "other"
PLAIN_GROUNDS[SOMETHING_ELSE] = _("Something else")
GROUND_GROUPS[SOMETHING_ELSE] = _("None of these")


def codes_of(ground: str) -> tuple[str, str]:
    """Subject and sub-issue of a key of PLAIN_GROUNDS."""
    if ground == SOMETHING_ELSE:
        return Subject.PROCUREMENT_PROCESS, SubIssue.TENDER_PROCESS
    subject, sub_issue = ground.split(":")
    return subject, sub_issue


KIND_HINTS = {
    ProviderKind.COMPANY: _("You work for profit."),
    ProviderKind.CHARITY: _("You are on the register of charities."),
    ProviderKind.CIC: _("A company with a community purpose and an asset lock."),
    ProviderKind.COMMUNITY_BENEFIT: _("A registered society, run for the good of the community."),
    ProviderKind.COOPERATIVE: _("Owned by its members, such as staff or customers."),
    ProviderKind.SOCIAL_ENTERPRISE: _("You trade for a social purpose and put profit back into it."),
    ProviderKind.COMMUNITY_GROUP: _("A club, group or association without a legal form."),
}

FEW_BIDDERS = {
    number: _("The authority may then guess who you are, whatever we keep back.") for number in ("one", "few")
}

PURPOSE_HINTS = {
    Consent.Purpose.NAME: _("Some things can’t be put right unless they know. We ask you again before we do it."),
    Consent.Purpose.INVOICES: _("They can’t find a late payment without it, and an invoice has your name on it."),
    Consent.Purpose.EVIDENCE: _("We take out hidden details first, such as who wrote the file."),
}
