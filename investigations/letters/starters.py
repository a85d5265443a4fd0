# ruff: noqa: E501 a paragraph of a letter is one line
"""The templates with which the service comes. Leads change them; what they have changed is never overwritten."""

from django.db import transaction
from django.utils import timezone

from investigations.models import ChasingTemplate, LetterKind, LetterTemplate

_END = """The page for your answer: {page_address}
Our reference: {reference}. You get a code for the page in a mail of its own.

We do not say who raised this, and ask you not to try to find out."""

STARTERS: dict[str, tuple[LetterKind, str, str, bool, str]] = {
    "request": (
        LetterKind.REQUEST, "Request for information", "A concern about one of your procurements", True,
        f"""Dear {{contact}}

A provider has told us of a concern about how {{authority}} bought something. It is about: {{subject}}.

[?] This is the procurement: {{procurement}}.

We look into such concerns for the Cabinet Office. We would like your side of it.

[?] These are the points:
{{grounds}}

Please send us your answer to each point, with the papers that show it, by {{answer_by}}. If you need more time, ask for it on the page below.

{_END}""",
    ),
    "formal-notice": (
        LetterKind.REQUEST, "Formal notice", "Formal notice: information about one of your procurements", True,
        f"""Dear {{contact}}

This is a formal notice. It is served under section 40 of the Small Business, Enterprise and Employment Act 2015 or, where that Act governs the procurement, under section 108 of the Procurement Act 2023.

A provider has told us of a concern about how {{authority}} bought something. It is about: {{subject}}.

[?] This is the procurement: {{procurement}}.

These are the points:
{{grounds}}

You must give us the information we ask for by {{answer_by}}, which is 30 days from this notice.

{_END}""",
    ),
    "chaser": (
        LetterKind.CHASER, "Reminder", "Reminder: we wait for your answer", False,
        f"""Dear {{contact}}

We wrote to you about a concern with one of your procurements, and have not had your whole answer yet.

Please answer on the page below. If something stands in the way, tell us there.

{_END}""",
    ),
    "escalation": (
        LetterKind.ESCALATION, "To a senior contact", "No answer from your authority", True,
        f"""Dear {{contact}}

We wrote to {{authority}} about a concern with one of its procurements. We have had no answer, though we reminded your colleagues.

Please see to it that we get one within 5 working days. Without it we find on what we have, and say in public that the authority did not answer.

{_END}""",
    ),
    "findings": (
        LetterKind.FINDINGS, "Findings and recommendations", "What we found, and what we ask you to change", True,
        f"""Dear {{contact}}

We have looked into the concern about one of your procurements.

[?] Thank you for your answers.

[?] What we found:
{{findings}}

[?] What we ask you to change:
{{recommendations}}

Please tell us on the page below which of these you accept, by {{answer_by}}. Where you do not accept one, or only part of it, please say why.

{_END}""",
    ),
    "follow-up": (
        LetterKind.FOLLOW_UP, "Follow-up", "Has the change been made?", True,
        f"""Dear {{contact}}

You told us that you would change how you buy. We would like to see what was done.

These are the changes:
{{recommendations}}

Please tell us on the page below what was done, with something that shows it.

{_END}""",
    ),
    "summary": (
        LetterKind.SUMMARY, "Summary before it is published", "What we are going to publish", True,
        f"""Dear {{contact}}

We are going to publish a short account of this case. It names your authority, and nobody else.

You can read it on the page below, and reply there. Your reply is published beside it.

{_END}""",
    ),
    "other": (LetterKind.OTHER, "Other letter", "Your procurement", True, f"""Dear {{contact}}

{_END}"""),
}  # fmt: skip


@transaction.atomic
def load() -> int:
    """Adds those that are not there yet, in any version. Returns how many."""
    there = set(LetterTemplate.objects.values_list("key", flat=True))
    now = timezone.now()
    new = [
        LetterTemplate(
            key=key, version=1, kind=kind, name=name, subject=subject, needs_release=needs_release, body=body, at=now
        )
        for key, (kind, name, subject, needs_release, body) in STARTERS.items()
        if key not in there
    ]
    LetterTemplate.objects.bulk_create(new)
    chasing = [ChasingTemplate(kind=one.kind, key=one.key, at=now) for one in new if one.kind in ChasingTemplate.KINDS]
    ChasingTemplate.objects.bulk_create(chasing, ignore_conflicts=True)
    return len(new)
