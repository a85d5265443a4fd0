"""What the codes of the open data mean: for its description and its page."""

from complaints.models import Sector, SubIssue, Subject
from investigations.lifecycle import State
from investigations.models import CHANGED, Outcome
from investigations.models.case_choices import FollowedUpAs

from .narrowing import STATES
from .reading import labels, outcome_name

# By column of the CSV file with codes.
CODES: dict[str, dict[str, str]] = {
    "authority_sector": labels(Sector),
    "subject": labels(Subject),
    "sub_issue": labels(SubIssue),
    "outcome": {code.value: outcome_name(code) for code in Outcome},
    "recommendations": {state: str(State(state).label) for state in STATES},
    "follow_up": labels(FollowedUpAs),
}
PROCESS_CHANGED = (
    f"true when the outcome is {' or '.join(code.value for code in Outcome if code in CHANGED)}, false when it is "
    "another, empty when nobody could code it. An overdue payment that was released does not count"
)


def in_words(column: str) -> str:
    return "; ".join(f"{code}: {label}" for code, label in CODES[column].items())
