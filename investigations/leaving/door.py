"""The one door. Whatever is to reach an authority or the public goes through `pass_out`, in the step that sends it."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from complaints.models import IdentityReading
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, HeldText, HeldTextOpening, Override
from investigations.unsealing.opening import ReasonMissing, needs_reason
from mysteryshopper.staff.models import User

from .gathering import marks_of
from .leakcheck import Finding, check
from .marks import Kind
from .timing import check_time


class Held(Conflict):
    """The text may name the provider. Carries the places, never what stands there."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("This text may give away who complained. Check it before it leaves.")
        self.findings = list(findings)


@transaction.atomic
def pass_out(case: Case, text: str, audience: Audience) -> None:
    """Returns when this exact text may leave now: nothing is found in it, or two people let through all that is.

    Raises Held and TooSoon. Leaves no row itself, since what raises is rolled back: that is what `examine` is for."""
    check_time(case, audience, now=timezone.now())
    if findings := places(case, text, audience):
        raise Held(findings)


@transaction.atomic
def examine(case: Case, text: str, audience: Audience, *, by: User) -> HeldText | None:
    """Checks a text before it leaves. None: it may. What is held leaves a row, so that trying names leaves a trail.

    Raises NotAllowed."""
    case = _locked(case)
    access.check_work_on(by, case)
    findings = find(case, text, audience)
    if not findings:
        return None
    _leave_row(case, by, "To check a text before it leaves")
    # The same text again is the same hold: a button pressed twice, or a look at how it stands.
    held = case.held_texts.filter(digest=_digest(text, audience)).first()
    if held and findings_of(held) == findings:
        return held
    return HeldText.objects.create(
        case=case,
        audience=audience,
        text=text,
        digest=_digest(text, audience),
        findings=[[finding.start, finding.end, finding.kind.name] for finding in findings],
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def is_held_of_any(cases: Iterable[Case], text: str, *, by: User) -> bool:
    """Whether a text for the public that is about many cases may name the provider of one. Where it may, it leaves the
    same rows as `examine`, since whoever tries names is told by it who complained."""
    held = [case for case in cases if find(case, text, Audience.PUBLIC)]
    for case in held:
        _leave_row(case, by, "To check a text about many cases before it leaves")
    return bool(held)


@transaction.atomic
def open_held(held: HeldText, *, by: User, reason: str) -> None:
    """Somebody looks at a held text, in which it is marked who complained. Raises NotAllowed, ReasonMissing."""
    case = _locked(held.case)
    access.check_read_identity(by, case)
    if needs_reason(by, case) and not reason.strip():
        raise ReasonMissing
    _leave_row(case, by, reason)
    HeldTextOpening.objects.get_or_create(held=held, by=by, defaults={"at": timezone.now()})


@transaction.atomic
def ask_override(held: HeldText, *, by: User, reason: str) -> Override:
    """Asks a second person to let the text out; where one refused, again. Raises NotAllowed, and Conflict when it waits
    for a second person, or one has agreed."""
    case = _locked(held.case)
    access.check_work_on(by, case)
    if Override.objects.filter(held=held).exclude(is_approved=False).exists():
        raise Conflict("This was asked already.")
    return Override.objects.create(held=held, asked_by=by, asked_at=timezone.now(), reason=reason)


@transaction.atomic
def decide_override(held: HeldText, *, by: User, is_approved: bool) -> None:
    """The second person decides, who has opened the text. Raises NotAllowed, and Conflict when nobody asked, it was
    decided before, or they have not."""
    case = _locked(held.case)
    override = Override.objects.select_for_update().filter(held=held).last()
    if override is None:
        raise Conflict("Nobody has asked to let this text out.")
    access.check_let_through(by, case, override.asked_by, held.by)
    if is_approved:
        access.check_claim(override.asked_by, case)  # who asked may have a conflict of interest since
    if override.decided_at is not None:
        raise Conflict("Somebody has already decided this.")
    # Who needs no reason to see it has it before them on the page.
    if needs_reason(by, case) and not held.openings.filter(by=by).exists():
        raise Conflict("Open the text before you decide about it.")
    override.decided_by, override.decided_at, override.is_approved = by, timezone.now(), is_approved
    override.save(update_fields=["decided_by", "decided_at", "is_approved"])


def places(case: Case, text: str, audience: Audience) -> list[Finding]:
    """What holds this text: empty where nothing is found in it, or two people let through all that is."""
    findings = find(case, text, audience)
    return [] if findings and _is_let_through(case, text, audience, findings) else findings


def find(case: Case, text: str, audience: Audience) -> list[Finding]:
    """All that may name the provider to this audience."""
    return check(text, marks_of(case, audience))


def findings_of(held: HeldText) -> list[Finding]:
    return [Finding(start, end, Kind[kind]) for start, end, kind in held.findings]


def _is_let_through(case: Case, text: str, audience: Audience, findings: Sequence[Finding]) -> bool:
    """Whether two people saw this very text with all these places: what is found since then they did not see."""
    let_through = case.held_texts.filter(digest=_digest(text, audience), overrides__is_approved=True)
    return any(set(findings) <= set(findings_of(held)) for held in let_through)


def _leave_row(case: Case, by: User, reason: str) -> None:
    """What is marked tells who complained, so it is a reading. The owner’s own texts tell them what they knew."""
    if case.complaint_id and needs_reason(by, case):
        IdentityReading.objects.create(complaint_id=case.complaint_id, by=by, reason=reason, at=timezone.now())


def _digest(text: str, audience: Audience) -> str:
    # Under a key: the rest of a letter is known to the authority, so a bare digest would let names be tried.
    return salted_hmac("investigations.held_text", f"{audience}:{text}", algorithm="sha256").hexdigest()


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update().get(pk=case.pk)
