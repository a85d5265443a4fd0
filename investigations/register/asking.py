"""What the API is asked for: parameters that are checked, each wrong one with what to send instead."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from complaints.models import Sector, SubIssue, Subject
from investigations.models import Outcome

from .narrowing import ANOTHER, FIRST_YEAR, FOLLOWED_UP, STATES

MOST, DEFAULT = 100, 50
LAST_YEAR = 2099
LONGEST = 200


class AskForm(forms.Form):
    """A parameter that is not there is an error: one that is misspelt would be answered with everything."""

    after = forms.CharField(required=False, strip=False, max_length=60)
    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                codes = ", ".join(value for value, _ in field.choices)  # type: ignore[union-attr, misc]
                field.error_messages["invalid_choice"] = f"{name} must be one of: {codes}"

    def clean(self) -> dict[str, Any]:
        for name in sorted(self.data.keys() - self.fields.keys()):
            known = ", ".join(self.fields)
            self.add_error(None, f"There is no parameter “{name[:40]}”. There are: {known}")
        for name in sorted(self.fields.keys() & self.data.keys()):
            if len(self.data.getlist(name)) > 1:  # type: ignore[attr-defined]
                self.add_error(name, f"Send {name} once")
            elif self.data[name] == "":
                self.add_error(name, f"Send a value for {name}, or leave it out")
        return self.cleaned_data

    @property
    def size(self) -> int:
        return self.cleaned_data["limit"] or DEFAULT

    def chosen(self) -> Iterator[tuple[str, Any]]:
        """As `narrowing.narrow` takes it."""
        for name, value in self.cleaned_data.items():
            if value and name not in {"after", "limit"}:
                yield ("authority_code" if name == "authority" else name), value

    def wrong(self) -> dict[str, list[str]]:
        """Name of a parameter to what is wrong with it; under "query" what is about none."""
        return {
            ("query" if name == "__all__" else name): [str(error) for error in errors]
            for name, errors in self.errors.items()
        }


class CasesForm(AskForm):
    q = forms.CharField(required=False, strip=False, max_length=LONGEST)
    authority = forms.CharField(required=False, strip=False, max_length=60)
    sector = forms.ChoiceField(required=False, choices=Sector.choices)
    subject = forms.ChoiceField(required=False, choices=Subject.choices)
    sub_issue = forms.ChoiceField(required=False, choices=[*SubIssue.choices, (ANOTHER, "Another")])
    outcome = forms.ChoiceField(required=False, choices=Outcome.choices)
    recommendation = forms.ChoiceField(required=False, choices=[(state, state) for state in STATES])
    followed_up = forms.ChoiceField(required=False, choices=list(FOLLOWED_UP.items()))
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class AuthoritiesForm(AskForm):
    sector = forms.ChoiceField(required=False, choices=Sector.choices)
