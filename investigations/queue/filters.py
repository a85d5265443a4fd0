"""Filters of the list of cases. The address is their state, so every figure can link to the cases behind it."""

from functools import cached_property, partial
from typing import Any

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from complaints import cpv
from complaints.authorities.meaning import meant
from complaints.models import Authority, ProviderKind, ProviderSector, ProviderSize, Sector, SubIssue, Subject
from investigations import access
from investigations.lifecycle import Status
from investigations.models import Case, CaseTag, Outcome
from investigations.models.case_choices import Origin
from investigations.models.case_words import CaseQuerySet
from mysteryshopper.calendar import financial_year_name
from mysteryshopper.govuk.forms import GovukDateField
from mysteryshopper.staff.models import Role, User

from .listing import years
from .narrowing import NarrowingForm
from .searching import matching

UNKNOWN, ANOTHER = "unknown", "another"
NOT_KNOWN = (UNKNOWN, "Not known")

COUNTED = {
    "open": "Open",
    "reported": "Closed with a coded outcome (of reported)",
    "investigated": "Investigated to an end (of investigated)",
    "changed": "Process changed",
    "followed_up": "Process changed, and followed up",
    "verified": "Process changed, and verified at follow-up",
    "uncoded": "Outcome not coded",
    "unmatched": "Authority not matched",
}
# As the list of authorities has them.
NATIONS = ("England", "Northern Ireland", "Scotland", "United Kingdom", "Wales")
# What the dashboard counts by.
PROVIDERS = [("vcse", "VCSE, any kind"), (ProviderKind.COMPANY.value, ProviderKind.COMPANY.label), NOT_KNOWN]
PROVIDERS = [("known", "Known"), *PROVIDERS]
# What they tell of one case, officials don't see on its page.
OF_THE_QUEUE = ("owner", "size", "trade", "live", "cpv", "tag")


class DayFilter(django_filters.Filter):
    field_class = GovukDateField

    def __init__(self, field_name: str, *, label: str, lookup_expr: str) -> None:
        super().__init__(field_name, lookup_expr, label=label, called=label)


class CaseFilter(django_filters.FilterSet):
    """Made by `asked`."""

    q = django_filters.CharFilter(label="Search", method="by_words", max_length=200)
    authority = django_filters.CharFilter(label="Authority", method="by_authority", max_length=200)
    authority_sector = django_filters.ChoiceFilter(
        label="Sector of the authority", choices=[*Sector.choices, NOT_KNOWN], method="by_value"
    )
    subject = django_filters.ChoiceFilter(label="Subject", choices=[*Subject.choices, NOT_KNOWN], method="by_value")
    sub_issue = django_filters.ChoiceFilter(
        label="Sub-issue", choices=[*SubIssue.choices, (ANOTHER, "Another"), NOT_KNOWN], method="by_sub_issue"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=Status.choices)
    counted = django_filters.ChoiceFilter(label="Counted as", choices=list(COUNTED.items()), method="by_word")
    outcome = django_filters.ChoiceFilter(label="Outcome", choices=Outcome.choices)
    owner = django_filters.ChoiceFilter(label="Owner", method="by_owner")
    provider = django_filters.ChoiceFilter(label="Provider", method="by_provider")
    size = django_filters.ChoiceFilter(
        label="Size of the provider",
        choices=[*ProviderSize.choices, NOT_KNOWN],
        field_name="provider_size",
        method="by_value",
    )
    trade = django_filters.ChoiceFilter(
        label="Trade of the provider",
        choices=[*ProviderSector.choices, NOT_KNOWN],
        field_name="provider_sector",
        method="by_value",
    )
    nation = django_filters.ChoiceFilter(
        label="Nation of the authority", choices=[*((name, name) for name in NATIONS), NOT_KNOWN], method="by_value"
    )
    origin = django_filters.ChoiceFilter(label="Origin", choices=Origin.choices)
    live = django_filters.ChoiceFilter(
        label="Live procurement",
        choices=[("yes", "Bids can still be sent"), ("no", "Not live, or not known")],
        method="by_live",
    )
    payment = django_filters.ChoiceFilter(
        label="Payment", choices=[("yes", "About payment"), ("no", "Not about payment")], method="by_payment"
    )
    cpv = django_filters.ChoiceFilter(label="What is bought", choices=list(cpv.DIVISIONS.items()), method="by_cpv")
    tag = django_filters.CharFilter(label="Tag", method="by_tag", max_length=CaseTag.LONGEST)
    year = django_filters.ChoiceFilter(label="Received in", field_name="financial_year")
    received_from = DayFilter("received_on", label="Received from", lookup_expr="gte")
    received_to = DayFilter("received_on", label="Received to", lookup_expr="lte")
    due_before = DayFilter("next_due_on", label="Due before", lookup_expr="lt")
    demonstration = django_filters.ChoiceFilter(
        label="Made up",
        choices=[("yes", "Demonstration cases only"), ("no", "No demonstration cases")],
        method="by_origin",
    )

    class Meta:
        model = Case
        fields: list[str] = []
        form = NarrowingForm

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data, Case.objects.newest_first())
        self.user, self.works_queue = user, access.can_work_queue(user)
        for name in () if self.works_queue else OF_THE_QUEUE:
            del self.filters[name]
        self.filters["year"].extra["choices"] = _years
        kinds = [kind for kind in ProviderKind.choices if kind not in PROVIDERS]
        self.filters["provider"].extra["choices"] = PROVIDERS + kinds * self.works_queue
        if self.works_queue:
            self.filters["owner"].extra["choices"] = _owners
        for choice in self.filters.values():
            if isinstance(choice, django_filters.ChoiceFilter):
                choice.extra["empty_label"] = "Any"
                choice.extra["error_messages"] = {"invalid_choice": f"{choice.label}: choose one from the list"}

    def get_form_class(self) -> Any:
        return partial(super().get_form_class(), works_queue=self.works_queue)

    @cached_property
    def is_valid_query(self) -> bool:
        return self.form.is_valid()

    @property
    def found(self) -> CaseQuerySet:
        """The cases, the newest first. None of a wrong query."""
        return self.qs if self.is_valid_query else Case.objects.none()

    @property
    def may_list(self) -> bool:
        """Officials learn how many cases there are of a kind of provider, as the dashboard says, and not which."""
        return self.works_queue or not (self.is_valid_query and self.form.cleaned_data["provider"])

    @cached_property
    def authorities(self) -> list[Authority]:
        """Those that the filter of that name means."""
        return meant(self.form.cleaned_data["authority"])

    def by_words(self, cases: CaseQuerySet, name: str, typed: str) -> CaseQuerySet:
        return cases.filter(matching(typed, self.user))

    def by_authority(self, cases: CaseQuerySet, name: str, typed: str) -> CaseQuerySet:
        unmatched = Q(authority=None, authority_given__icontains=typed)
        return cases.filter(Q(authority__in=[one.pk for one in self.authorities]) | unmatched)

    def by_value(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        return cases.filter(**{name: "" if value == UNKNOWN else value})

    def by_sub_issue(self, cases: CaseQuerySet, name: str, value: str) -> CaseQuerySet:
        """Published history has some that are in no list."""
        if value == ANOTHER:
            return cases.exclude(sub_issue__in=["", *SubIssue.values])
        return self.by_value(cases, name, value)

    def by_word(self, cases: CaseQuerySet, name: str, word: str) -> CaseQuerySet:
        return getattr(cases, word)()

    def by_owner(self, cases: CaseQuerySet, name: str, who: str) -> CaseQuerySet:
        return cases.filter(owner={"nobody": None, "me": self.user.pk}.get(who, who))

    def by_provider(self, cases: CaseQuerySet, name: str, kind: str) -> CaseQuerySet:
        if kind in {"vcse", "known"}:
            return cases.vcse() if kind == "vcse" else cases.exclude(provider_kind="")
        return cases.filter(provider_kind="" if kind == UNKNOWN else kind)

    def by_live(self, cases: CaseQuerySet, name: str, is_live: str) -> CaseQuerySet:
        live = cases.open().live(timezone.now())
        return live if is_live == "yes" else cases.exclude(pk__in=live.values("pk"))

    def by_payment(self, cases: CaseQuerySet, name: str, is_payment: str) -> CaseQuerySet:
        payment = Q(subject=Subject.PAYMENT) | Q(sub_issue=SubIssue.PAYMENT)
        return cases.filter(payment if is_payment == "yes" else ~payment)

    def by_cpv(self, cases: CaseQuerySet, name: str, division: str) -> CaseQuerySet:
        """Only where the reader may read the complaint: it is the provider who named the notice."""
        return cases.filter(access.complaints_read_by(self.user), complaint__notice__cpv__startswith=division)

    def by_tag(self, cases: CaseQuerySet, name: str, typed: str) -> CaseQuerySet:
        return cases.filter(pk__in=CaseTag.objects.filter(name=CaseTag.normalised(typed)).values("case"))

    def by_origin(self, cases: CaseQuerySet, name: str, made_up: str) -> CaseQuerySet:
        return cases.filter(is_demonstration=made_up == "yes")


def asked(data: QueryDict, user: User) -> CaseFilter:
    """The filters of an address, as this user has them. Nothing is checked yet."""
    return CaseFilter(data, user=user)


def _years() -> list[tuple[int, str]]:
    return [(year, financial_year_name(year)) for year in reversed(years())]


def _owners() -> list[tuple[str, str]]:
    staff = User.objects.filter(role__in=[Role.INVESTIGATOR, Role.LEAD]).order_by("name", "pk")
    return [("nobody", "Nobody"), ("me", "Me"), *((str(one.pk), one.name) for one in staff)]
