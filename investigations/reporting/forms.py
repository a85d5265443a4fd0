"""The form for a new report."""

from datetime import date
from typing import Any

from django.utils import timezone

from investigations.outcomes.counting import counts
from investigations.outcomes.forms import FiguresForm
from mysteryshopper.calendar import financial_year


class ReportForm(FiguresForm):
    """A period with both ends, of real cases, of made-up ones or of both."""

    authority_sector = None  # type: ignore[assignment]
    provider = None  # type: ignore[assignment]
    subject = None  # type: ignore[assignment]
    govuk = {
        **FiguresForm.govuk,
        "to_month": {"hint": "For example, 3 2020. Whole months. For all years, the first month and this one"},
    }

    def __init__(self, data: Any, *, years: range) -> None:
        super().__init__(data, years=years)
        _, *names = self.fields["year"].choices  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "No year: the months below"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not (said.get("year") or self.errors):
            if not said.get("from_month"):
                self.add_error("year", "Choose a financial year, or enter months from and to")
            elif not said.get("to_month"):
                self.add_error("to_month", "Enter the month to which the report goes")
            elif said["to_month"] > timezone.localdate():
                self.add_error("to_month", "“To the month” must be this month or earlier: later there is nothing yet")
        return said


def usual_year(years: range, today: date) -> str:
    """The last financial year that is over and in which cases came; the last that is over, of those that there are."""
    over = max(years[0], min(years[-1], financial_year(today) - 1))
    of_cases = {financial_year(month) for (month,) in counts(["month"])}
    return str(max((year for year in of_cases if year <= over), default=over))
