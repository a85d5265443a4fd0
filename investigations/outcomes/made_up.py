"""How many of the cases counted are made up. Reads, never writes."""

from dataclasses import dataclass, replace

from .counting import counts
from .narrowing import Asked


@dataclass(frozen=True)
class MadeUp:
    """`cases`: of the `counted`, those received in the period. `is_elsewhere`: there are some of other times."""

    cases: int
    counted: int
    is_elsewhere: bool

    @property
    def words(self) -> str:
        """Empty: none is."""
        if self.cases:
            are = "is a demonstration case" if self.cases == 1 else "are demonstration cases"
            return f"{self.cases:,} of the {self.counted:,} cases in these figures {are}: made up."
        if self.is_elsewhere:
            return (
                "No case received in this period is made up. Figures that look beyond it, of what closed in it or is "
                "open now, may count demonstration cases, which are made up."
            )
        return ""


def made_up(asked: Asked) -> MadeUp:
    """One query."""
    first, end = asked.narrowed.first, asked.narrowed.end
    cases = counted = elsewhere = 0
    ever = replace(asked.narrowed, first=None, end=None)
    for (month, is_made_up), some in counts(["month", "is_demonstration"], ever).items():
        if (first is None or month >= first) and (end is None or month < end):
            counted += some.received
            cases += some.received * is_made_up
        else:
            elsewhere += some.received * is_made_up
    return MadeUp(cases, counted, bool(elsewhere))
