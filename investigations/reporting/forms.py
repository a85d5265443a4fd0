"""The form for a new report."""

from datetime import date
from typing import Any

from investigations.outcomes.narrowing import FiguresForm
from mysteryshopper.calendar import financial_year


class ReportForm(FiguresForm):
    """A period with both ends, of real cases, of made-up ones or of both."""

    authority_sector = None  # type: ignore[assignment]
    provider = None  # type: ignore[assignment]
    subject = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not (said.get("year") or self.errors):
            if not said.get("from_month"):
                self.add_error("year", "Choose a financial year, or enter months from and to")
            elif not said.get("to_month"):
                self.add_error("to_month", "Enter the month to which the report goes")
        return said


def usual_year(years: range, today: date) -> str:
    """The last financial year that is over, of those that there are."""
    return str(max(years[0], min(years[-1], financial_year(today) - 1)))
