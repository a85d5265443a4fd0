"""Filters of the list of cases. The address is their state, so every figure can link to the cases behind it."""

import django_filters

from complaints.models import ProviderKind, Sector
from investigations.models import Case, Outcome
from investigations.models.case import CaseQuerySet
from mysteryshopper.calendar import financial_year_name
from mysteryshopper.govuk.forms import GovukForm

UNKNOWN = "unknown"

COUNTED = {
    "open": "Open",
    "reported": "Closed with a coded outcome (of reported)",
    "investigated": "Investigated to an end (of investigated)",
    "changed": "Process changed",
    "uncoded": "Outcome not coded",
    "unmatched": "Authority not matched",
}


class CaseFilter(django_filters.FilterSet):
    counted = django_filters.ChoiceFilter(label="Counted as", choices=list(COUNTED.items()), method="by_word")
    outcome = django_filters.ChoiceFilter(label="Outcome", choices=Outcome.choices)
    authority_sector = django_filters.ChoiceFilter(
        label="Sector of the authority", choices=[*Sector.choices, (UNKNOWN, "Not known")], method="by_sector"
    )
    provider = django_filters.ChoiceFilter(
        label="Provider",
        choices=[("known", "Known"), ("vcse", "VCSE, any kind"), *ProviderKind.choices, (UNKNOWN, "Not known")],
        method="by_provider",
    )
    demonstration = django_filters.ChoiceFilter(
        label="Made up",
        choices=[("yes", "Demonstration cases only"), ("no", "No demonstration cases")],
        method="by_origin",
    )
    year = django_filters.ChoiceFilter(label="Received in", field_name="financial_year")

    class Meta:
        model = Case
        fields: list[str] = []
        form = GovukForm

    def __init__(self, *args: object, years: range, **kwargs: object) -> None:
        """`years`: the financial years to choose from."""
        super().__init__(*args, **kwargs)
        for choice in self.filters.values():
            choice.extra["empty_label"] = "Any"
        self.filters["year"].extra["choices"] = [(year, financial_year_name(year)) for year in reversed(years)]

    def by_word(self, cases: CaseQuerySet, name: str, word: str) -> CaseQuerySet:
        return getattr(cases, word)()

    def by_sector(self, cases: CaseQuerySet, name: str, sector: str) -> CaseQuerySet:
        return cases.filter(authority_sector="" if sector == UNKNOWN else sector)

    def by_provider(self, cases: CaseQuerySet, name: str, kind: str) -> CaseQuerySet:
        if kind in {"vcse", "known"}:
            return cases.vcse() if kind == "vcse" else cases.exclude(provider_kind="")
        return cases.filter(provider_kind="" if kind == UNKNOWN else kind)

    def by_origin(self, cases: CaseQuerySet, name: str, made_up: str) -> CaseQuerySet:
        return cases.filter(is_demonstration=made_up == "yes")
