"""Forms of spot checks."""

from typing import Any

from django import forms

from complaints.filing.questions import PLAIN_GROUNDS, SOMETHING_ELSE, codes_of
from complaints.models import Sector, SubIssue, Subject
from investigations.models import Draw
from mysteryshopper.govuk.forms import GovukForm

from .spot_checks import Risk


def _issues() -> list[tuple[str, str]]:
    """By their published names: the plainer words of filing are a provider's own."""
    pairs = {key: codes_of(key) for key in PLAIN_GROUNDS if key != SOMETHING_ELSE}
    return [(key, f"{Subject(subject).label}: {SubIssue(issue).label}") for key, (subject, issue) in pairs.items()]


class DrawForm(GovukForm):
    seed = forms.CharField(label="Seed", max_length=60, error_messages={"required": "Enter a seed"})
    sector = forms.ChoiceField(label="Draw from", choices=[("", "All authorities"), *Sector.choices], required=False)
    govuk = {
        "seed": {
            "hint": "Any word or number that nobody can have chosen for what it draws, such as today’s date. "
            "Every draw is recorded.",
            "width": 20,
            "autocomplete": "off",
        }
    }


class SpotCheckForm(GovukForm):
    target = forms.ChoiceField(
        label="Whom do you check?", widget=forms.RadioSelect, error_messages={"required": "Select whom you check"}
    )
    procurement = forms.CharField(
        label="Which procurement?", max_length=300, error_messages={"required": "Enter which procurement you check"}
    )
    issues = forms.MultipleChoiceField(
        label="What do you look into?",
        choices=_issues,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what you look into"},
    )
    reason = forms.CharField(
        label="Why this procurement?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Enter why you chose this procurement"},
    )
    govuk = {
        "procurement": {"hint": "Its title, and the reference of its notice.", "called": "The procurement"},
        "issues": {"small": True},
        "reason": {"rows": 3, "called": "The reason", "hint": "Name no provider."},
    }

    def __init__(self, data: Any = None, *, risks: list[Risk], draws: list[Draw]) -> None:
        super().__init__(data)
        self._targets: dict[str, Risk | Draw] = {f"risk:{risk.authority.pk}": risk for risk in risks}
        self._targets |= {f"draw:{draw.pk}": draw for draw in draws}
        words = [f"{risk.authority}: {risk.words}" for risk in risks]
        words += [f"{draw.authority}: drawn by {draw.by}, seed {draw.seed}" for draw in draws]
        self.fields["target"].choices = list(zip(self._targets, words, strict=True))  # type: ignore[attr-defined]

    def clean_target(self) -> Risk | Draw:
        return self._targets[self.cleaned_data["target"]]

    def clean_issues(self) -> list[tuple[Subject, SubIssue]]:
        pairs = map(codes_of, self.cleaned_data["issues"])
        return [(Subject(subject), SubIssue(issue)) for subject, issue in pairs]
