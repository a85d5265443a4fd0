"""The grounds of a case with what was found on each. Reads, never writes."""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.models import Ground
from investigations.models import Case, Finding, Issue


@dataclass(frozen=True)
class CaseGround:
    """A ground of the complaint or, without one, an issue of the case. `number`: from 1, as in addresses."""

    number: int
    about: Ground | Issue
    finding: Finding | None

    def __str__(self) -> str:
        return str(self.about)

    @property
    def key(self) -> dict[str, int]:
        """Which rows of Finding are about it."""
        return {"ground_id" if isinstance(self.about, Ground) else "issue_id": self.about.pk}


def grounds_of(case: Case) -> list[CaseGround]:
    """In the order in which they were told: two queries. Empty for imported history."""
    told: Iterable[Ground | Issue] = case.complaint.grounds.all() if case.complaint else case.issues.all()
    newest = case.findings.order_by("ground_id", "issue_id", "-version").distinct("ground_id", "issue_id")
    found = {finding.ground_id or finding.issue_id: finding for finding in newest.select_related("by")}
    return [CaseGround(number, about, found.get(about.pk)) for number, about in enumerate(told, 1)]
