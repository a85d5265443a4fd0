"""The form of a finding, and the one for two findings that collide."""

from typing import Any

from django import forms

from investigations.colliding import Sides
from investigations.models import Finding, Verdict
from mysteryshopper.govuk.forms import GovukForm

# A letter of findings says them word for word: investigations/letters/writing.py.
_AUTHORITY_SEES = (
    "Who sees this: staff, and the authority: our letter of findings says it word for word. What only colleagues "
    "may read belongs in a note."
)
_HINT = "Say nothing that only the provider could know."


def _version() -> forms.IntegerField:
    return forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )


class FindingForm(GovukForm):
    # The version that the page showed, 0 for none.
    seen = _version()
    verdict = forms.ChoiceField(
        label="What did you find?",
        choices=Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    text = forms.CharField(
        label="Why?", widget=forms.Textarea, max_length=10_000, error_messages={"required": "Enter why"}
    )
    govuk = {
        "verdict": {"item_hints": {Verdict.NOT_LOOKED_INTO: "Say why it was not looked into."}},
        "text": {"hint": _HINT, "seen_by": _AUTHORITY_SEES, "called": "The reason", "rows": 10},
    }


class BothForm(FindingForm):
    """Chooses between what somebody saved meanwhile and what this one wrote, field by field, or writes it anew."""

    # The version from which both began.
    base = _version()
    # What this one wrote: kept whatever is chosen.
    mine_verdict = forms.ChoiceField(choices=Verdict, widget=forms.HiddenInput, error_messages={"required": "Go back"})
    mine = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)
    text_from = forms.ChoiceField(
        label="Which reason stays?", widget=forms.RadioSelect, error_messages={"required": "Choose which reason stays"}
    )
    field_order = ["verdict", "text_from", "text"]
    govuk = {
        "verdict": {"size": "s"},
        "text_from": {"reveals": {"other": "text"}},
        "text": {"hint": _HINT, "seen_by": _AUTHORITY_SEES, "called": "The reason", "rows": 10},
    }

    def __init__(self, data: Any = None, *, theirs: Finding, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.theirs = theirs
        self.fields["text"].required = False
        self.fields["text"].label = "The reason, from both"
        self.fields["text_from"].choices = [  # type: ignore[attr-defined]
            ("theirs", f"What {theirs.by} saved"),
            ("mine", "What you wrote"),
            ("other", "A new text, from both"),
        ]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        texts = {"theirs": self.theirs.text, "mine": clean.get("mine"), "other": clean.get("text")}
        clean["text"] = texts.get(clean.get("text_from", ""), "")
        if clean.get("text_from") == "other" and not clean["text"] and "text" not in self.errors:
            self.add_error("text", "Enter the reason")
        return clean


def as_it_stands(finding: Finding | None) -> dict[str, Any]:
    """What the form shows of a finding. None: there is none yet."""
    if finding is None:
        return {"seen": 0}
    return {"seen": finding.version, "verdict": finding.verdict, "text": finding.text}


def sides(base: Finding | None, theirs: Finding, *, verdict: str, text: str) -> tuple[Sides, Sides]:
    """The verdict and the reason of a finding, with the verdict in words. `verdict` and `text` are mine."""
    was = (base.get_verdict_display(), base.text) if base else ("", "")
    return (
        Sides("Finding", was[0], theirs.get_verdict_display(), Verdict(verdict).label),
        Sides("Reason", was[1], theirs.text, text),
    )


def both(base: Finding | None, theirs: Finding, *, verdict: str, text: str) -> dict[str, Any]:
    """What `BothForm` begins with: chosen already is what only one of them changed, or both alike."""
    of_verdict, of_text = sides(base, theirs, verdict=verdict, text=text)
    initial = {
        "seen": theirs.version,
        "base": base.version if base else 0,
        "mine_verdict": verdict,
        "mine": text,
        "text": text,
    }
    if of_verdict.is_settled:
        initial["verdict"] = theirs.verdict if of_verdict.merged == of_verdict.theirs else verdict
    if of_text.is_settled:
        initial["text_from"] = "theirs" if of_text.merged == of_text.theirs else "mine"
    return initial
