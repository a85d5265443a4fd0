"""Words that the pages of a complaint share: who sees an answer, and plain words for the codes. A table."""

from django.utils.translation import gettext_lazy as _

from complaints.models import ProviderKind, SubIssue, Subject

INVESTIGATOR_SEES = _("Who sees this: our investigators.")
STATISTICS_SEE = _("Who sees this: our investigators. Officials count it, never with your name.")
NOBODY_ELSE_SEES = _("Who sees this: nobody. It is kept sealed. Never the authority, never the public.")

SUBJECT_HINTS = {
    Subject.PAYMENT: _("You, or those you pay, are paid late or not at all."),
    Subject.PROCUREMENT_PROCESS: _("How the tender was run: questions, time, scoring, feedback."),
    Subject.PROCUREMENT_STRATEGY: _("How the buying was planned: lots too big, the wrong framework."),
    Subject.CONTRACT_MANAGEMENT: _("How the contract was run after the award."),
    Subject.TECHNOLOGY: _("A website or portal that did not work."),
    Subject.TRANSPARENCY: _("Something was not published, or not explained."),
    Subject.BUREAUCRACY: _("Too much paperwork for what was being bought."),
}

PLAIN_SUB_ISSUES = {
    SubIssue.PAYMENT: _("Payment was late or missing"),
    SubIssue.EVALUATION: _("Bids were not judged as promised"),
    SubIssue.SCORING: _("The scores were wrong or unfair"),
    SubIssue.COMMUNICATION: _("Questions were not answered"),
    SubIssue.FEEDBACK: _("Feedback was missing or poor"),
    SubIssue.FINANCIAL_REQUIREMENT: _("Too much turnover, insurance or other money was asked for"),
    SubIssue.PQQ: _("The first questionnaire (PQQ) was too long or unfair"),
    SubIssue.TENDER_PROCESS: _("The tender was not run properly"),
    SubIssue.TIMESCALES: _("There was too little time"),
    SubIssue.ADVERTISEMENT: _("It was not advertised, or in the wrong place"),
    SubIssue.AWARD: _("The award was not right"),
    SubIssue.USE_OF_FRAMEWORK: _("A framework was used that shut suppliers out"),
    SubIssue.SPECIFICATION: _("The specification was unclear or favoured somebody"),
    SubIssue.PRE_MARKET_ENGAGEMENT: _("Talks before the tender were not fair or open"),
    SubIssue.E_PORTAL: _("The tender website did not work"),
    SubIssue.SOCIAL_VALUE: _("Social value was ignored or misjudged"),
}

KIND_HINTS = {
    ProviderKind.COMPANY: _("You work for profit."),
    ProviderKind.CHARITY: _("You are on the register of charities."),
    ProviderKind.CIC: _("A company with a community purpose and an asset lock."),
    ProviderKind.COMMUNITY_BENEFIT: _("A registered society that works for the community."),
    ProviderKind.COOPERATIVE: _("Owned by its members, such as staff or customers."),
    ProviderKind.SOCIAL_ENTERPRISE: _("You trade for a social purpose and put profit back into it."),
    ProviderKind.COMMUNITY_GROUP: _("A club, group or association without a legal form."),
}
