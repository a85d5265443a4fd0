"""The form for one figure of others."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from investigations.models import Benchmark
from mysteryshopper.calendar import financial_year, financial_year_name
from mysteryshopper.govuk.forms import GovukForm

from .benchmarks import COLUMNS, FIRST_YEAR


class BenchmarkForm(GovukForm):
    """`seen`: the figure as it was when the form was opened, in words."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    measure = forms.ChoiceField(
        label="Which share of public contracts is it?",
        choices=[(Benchmark.Measure.VALUE, "By value"), (Benchmark.Measure.NUMBER, "By number of contracts")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it is by value or by number"},
    )
    percent = forms.DecimalField(
        label="What share do VCSEs hold?",
        max_value=Decimal(100),
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=2,
        error_messages={"required": "Enter the share", "invalid": "The share must be a number, for example 4.5"},
    )
    first_financial_year = forms.ChoiceField(
        label="From which financial year?", error_messages={"required": "Choose the first financial year"}
    )
    last_financial_year = forms.ChoiceField(
        label="To which financial year?", error_messages={"required": "Choose the last financial year"}
    )
    source = forms.CharField(
        label="Where was it published?",
        max_length=300,
        error_messages={"required": "Enter where the share was published"},
    )
    govuk = {
        "percent": {"width": 4, "suffix": "%", "called": "The share"},
        "source": {"hint": "Publisher and title, so that others find it", "called": "Where it was published"},
    }

    def __init__(self, data: Any = None, *, benchmark: Benchmark) -> None:
        is_new = benchmark.pk is None
        initial = {} if is_new else {name: getattr(benchmark, name) for name in COLUMNS}
        super().__init__(data, initial={**initial, "seen": "" if is_new else benchmark.in_words})
        years = range(financial_year(timezone.localdate()), FIRST_YEAR - 1, -1)
        choices = [("", "Choose"), *((year, financial_year_name(year)) for year in years)]
        for name in ("first_financial_year", "last_financial_year"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("first_financial_year", "last_financial_year"):
            if said.get(name):
                said[name] = int(said[name])
        first, last = said.get("first_financial_year"), said.get("last_financial_year")
        if first and last and first > last:
            self.add_error("last_financial_year", "The last financial year must be the same as the first, or later")
        return said
