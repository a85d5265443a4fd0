"""What each figure means, as the page, the workbook and the report say it."""

from typing import NamedTuple

from .rates import SMALL_BASE

NOT_FOR_PUBLICATION = "Not for publication: contains small numbers"


class Definition(NamedTuple):
    figure: str
    formula: str
    leaves_out: str


DEFINITIONS = [
    Definition(
        "Received",
        "Cases received in the period: complaints of providers, spot checks and follow-ups. A case counts in the month "
        "in which it was received, unless a table says otherwise",
        "Complaints that were begun and never sent",
    ),
    Definition("Open", "Of the cases received, those that are not closed", "Cases closed since"),
    Definition(
        "Not coded",
        "Closed cases of imported history whose text does not say how they ended",
        "They are in no share of how often process changed",
    ),
    Definition(
        "Paid only",
        "Closed cases in which an overdue payment was released and nothing else changed",
        "It is no change of process, and is shown beside it",
    ),
    Definition(
        "Process changed, of reported",
        "Cases closed as “this procurement was changed” or “the authority changed its process, or accepted a "
        "recommendation to”, divided by all closed cases with a coded outcome",
        "Open cases; cases that are not coded. An overdue payment that was released is no change",
    ),
    Definition(
        "Process changed, of investigated",
        "The same, divided by reported cases without those out of scope or withdrawn",
        "As above, and cases that were never investigated to an end (out of scope, withdrawn)",
    ),
    Definition(
        "Followed up",
        "Cases in which process changed whose follow-up found whether the change was made",
        "Changed cases that nobody has followed up yet",
    ),
    Definition(
        "Verified at follow-up",
        "Changed cases whose follow-up found the change made, divided by changed cases that were followed up",
        "Changed cases that nobody has followed up yet",
    ),
    Definition(
        "VCSE",
        "Charities, community interest companies, community benefit societies, co-operatives, social enterprises and "
        "community groups that are not registered",
        "Companies that are none of these",
    ),
    Definition(
        "VCSE share of complaints",
        "Cases of a VCSE divided by cases that say who complained",
        "Cases that do not say: imported history and spot checks",
    ),
    Definition(
        "Representation ratio",
        "VCSE share of complaints divided by VCSE share of public contracts, as published. 1 is parity: below it, "
        "VCSEs complain less often than they hold contracts. Where a period is too short for 20 complaints at parity, "
        "earlier years are added: each ratio says which years it counts",
        "How exact the published share of contracts is",
    ),
    Definition(
        "Wider public sector", "Every authority that is not central government", "Authorities whose sector is not known"
    ),
    Definition(
        "Median and 90% of days",
        "The fewest days within which half, and nine in ten, of the cases were done",
        "Imported history: of it only the date of publication is known",
    ),
    Definition(
        "Within target",
        "Cases done on the day on which their clock was due, or before, divided by cases with such a clock. Resolve: 2 "
        "months for central government, 3 for others, unless a lead has changed it",
        "Cases without a clock. Days on which a clock was stopped are not counted",
    ),
    Definition(
        "95% interval",
        "Of a share: Wilson’s score interval (1927). Of a difference between two shares: Newcombe’s method 10 (1998)",
        "Anything but chance: how cases come to us, for example",
    ),
    Definition(
        "Small base",
        f"A share of fewer than {SMALL_BASE} cases: read the interval, not the share",
        "Nothing: the figure is true, and may move a lot with the next case",
    ),
]
