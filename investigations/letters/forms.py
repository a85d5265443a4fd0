"""Forms of letters, and of whom at the authority they let in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from complaints.models import CleanCopy
from investigations.casework.forms import STAFF_SEE
from investigations.colliding import Sides, differing
from investigations.deadlines import Basis
from investigations.models import Case, Contact, Letter, LetterKind, LetterTemplate
from mysteryshopper.govuk.forms import GovukForm

from .rendering import not_in_pdf

LONGEST = 20_000
_AUTHORITY_SEES = "Who sees this: the authority, once it is released. Never write who complained."


class BeginForm(GovukForm):
    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(),
        label="What kind of letter?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select a kind of letter", "invalid_choice": "Select a kind of letter"},
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label="To whom?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Select to whom it goes", "invalid_choice": "Select to whom it goes"},
    )

    def __init__(self, data: Any = None, *, case: Case, kind: str = "") -> None:
        """`kind`: of the letter that a page led here to write."""
        super().__init__(data)
        templates, contacts = self.fields["template"], self.fields["contact"]
        templates.queryset = LetterTemplate.objects.current().as_the_work_goes()  # type: ignore[attr-defined]
        if kind:
            templates.initial = templates.queryset.filter(kind=kind).first()  # type: ignore[attr-defined]
        templates.label_from_instance = lambda template: template.name  # type: ignore[attr-defined]
        contacts.queryset = _contacts(case)  # type: ignore[attr-defined]
        if len(contacts.queryset) == 1:  # type: ignore[attr-defined]
            contacts.initial = contacts.queryset[0]  # type: ignore[attr-defined]

    @property
    def basis(self) -> Basis | None:
        """On what the authority is asked: the template of the formal notice serves one."""
        template: LetterTemplate = self.cleaned_data["template"]
        if template.kind != LetterKind.REQUEST:
            return None
        return Basis.NOTICE if template.key == "formal-notice" else Basis.COOPERATION


class LetterForm(GovukForm):
    # The version that the page showed.
    seen = forms.IntegerField(
        min_value=1, max_value=2**15 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label="To whom?",
        empty_label=None,
        error_messages={"required": "Select to whom it goes", "invalid_choice": "Select to whom it goes"},
    )
    subject = forms.CharField(label="Subject", max_length=200, error_messages={"required": "Enter a subject"})
    body = forms.CharField(
        label="Text", widget=forms.Textarea, max_length=LONGEST, error_messages={"required": "Enter the text"}
    )
    copies = forms.ModelMultipleChoiceField(
        CleanCopy.objects.none(),
        label="Which copies of files go with it? (optional)",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Select copies of this case"},
    )
    govuk = {
        "subject": {"seen_by": _AUTHORITY_SEES},
        "body": {
            "hint": "A paragraph that begins with [?] may be left out: take away the mark, or the paragraph. "
            "{answer_by} becomes the day by which we ask for an answer, counted from the day on which it leaves.",
            "seen_by": _AUTHORITY_SEES,
            "rows": 24,
        },
        "copies": {"hint": "The authority’s page shows them once the letter is sent."},
    }

    def __init__(self, data: Any = None, *, letter: Letter, copies: Sequence[tuple[int, CleanCopy]]) -> None:
        now = {name: getattr(letter, name) for name in ("contact", "subject", "body")}
        super().__init__(
            data, initial={**now, "seen": letter.version, "copies": [copy.pk for copy in letter.copies.all()]}
        )
        numbers = {copy.pk: number for number, copy in copies}
        self.fields["contact"].queryset = _contacts(letter.case)  # type: ignore[attr-defined]
        field = self.fields["copies"]
        field.queryset = CleanCopy.objects.filter(pk__in=numbers).order_by("pk")  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda copy: f"Copy of file {numbers[copy.pk]}, {copy.kind.upper()}"
        )
        if not copies:
            del self.fields["copies"]

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"]
        if missing := not_in_pdf(text):
            raise forms.ValidationError(f"Take out what the PDF can’t show: {' '.join(missing)}")
        return text


def sides(theirs: Letter, mine: dict[str, Any]) -> list[Sides]:
    """Each field that the two have made different."""
    return differing(
        [
            ("To", str(theirs.contact), str(mine["contact"])),
            ("Subject", theirs.subject, mine["subject"]),
            ("Text", theirs.body, mine["body"]),
        ]
    )


class ReleaseForm(GovukForm):
    # Of the mail that the page showed.
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages={"required": "Open this page again"})
    is_checked = forms.BooleanField(
        label="I have checked that this address is right",
        error_messages={"required": "Check that the address is right, and say so"},
    )

    def __init__(self, data: Any = None, *, has_doubts: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not has_doubts:
            del self.fields["is_checked"]


class SendBackForm(GovukForm):
    # The version that the page showed.
    version = forms.IntegerField(
        min_value=1, max_value=2**15 - 1, widget=forms.HiddenInput, error_messages={"required": "Open this page again"}
    )
    reason = forms.CharField(
        label="What has to be changed?",
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": "Enter what has to be changed"},
    )
    govuk = {"reason": {"hint": "Whoever asked reads this, and gets an email.", "seen_by": STAFF_SEE, "rows": 3}}


class LetInForm(GovukForm):
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Let in somebody else",
        empty_label=None,
        error_messages={"required": "Select whom to let in", "invalid_choice": "Select whom to let in"},
    )

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        let_in = case.officers.filter(shut_at=None, expires_at__gt=timezone.now()).values("contact")
        self.fields["contact"].queryset = _contacts(case).exclude(pk__in=let_in)  # type: ignore[attr-defined]


def _contacts(case: Case) -> Any:
    return Contact.objects.current().filter(authority=case.authority_id).exclude(authority=None)
