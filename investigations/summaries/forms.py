"""Forms of summaries."""

from typing import Any

from django import forms

from investigations.colliding import Sides
from investigations.models import Summary
from investigations.reaching_forms import ReachedForm
from mysteryshopper.govuk.forms import GovukForm

_SEEN_BY = "Who sees this: everybody, once it is published."
LONGEST = 3000


class SummaryForm(GovukForm):
    # The version that the page showed, 0 for none.
    seen = forms.IntegerField(
        min_value=0, max_value=2**15 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    issue = forms.CharField(
        label="What was it about?",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter what it was about"},
    )
    outcome = forms.CharField(
        label="What came of it?",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Enter what came of it"},
    )
    correction = forms.CharField(
        label="What does this version put right?",
        max_length=300,
        error_messages={"required": "Enter what this version puts right"},
    )
    govuk = {
        "issue": {
            "hint": "In our words. No names, dates, amounts, places or numbers of bidders that point to a supplier.",
            "seen_by": _SEEN_BY,
            "rows": 8,
        },
        "outcome": {"hint": "What the authority said, changed or accepted.", "seen_by": _SEEN_BY, "rows": 8},
        "correction": {
            "hint": "Earlier versions stay readable. If one gives somebody away, a lead takes the entry out first.",
            "seen_by": _SEEN_BY,
        },
    }

    def __init__(self, data: Any = None, *, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not is_correction:
            del self.fields["correction"]


def sides(begun: Summary | None, theirs: Summary, mine: dict[str, Any]) -> list[Sides]:
    """Each field that the two have made different. `begun`: the version that mine began with; None: there was none."""
    labels = {"issue": "What it was about", "outcome": "What came of it", "correction": "What it puts right"}
    fields = [
        Sides(label, getattr(begun, name, ""), getattr(theirs, name), mine.get(name, ""))
        for name, label in labels.items()
    ]
    return [side for side in fields if side.theirs != side.mine]


def _version() -> forms.IntegerField:
    return forms.IntegerField(
        min_value=1, max_value=2**15 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )


class VersionForm(GovukForm):
    """Which version somebody approves or shows: the one they read."""

    version = _version()


class ShowForm(ReachedForm):
    """How the authority was told of it, if not by our letter."""

    version = _version()


class RedactForm(GovukForm):
    text = forms.CharField(
        label="The reply as it will be published",
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": "Enter the reply as it will be published"},
    )
    govuk = {
        "text": {
            "hint": "Put “[removed]” where you take something out. All other words stay as the authority wrote them.",
            "seen_by": _SEEN_BY,
            "rows": 12,
        }
    }


class WithdrawForm(GovukForm):
    reason = forms.CharField(
        label="Why is it taken out?", max_length=300, error_messages={"required": "Enter why it is taken out"}
    )
    govuk = {"reason": {"seen_by": _SEEN_BY, "called": "The reason"}}
