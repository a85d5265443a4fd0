"""Who may do what with a case. Every rule in two shapes: check_… raises with a sentence, can_… answers."""

from collections.abc import Callable, Collection

from django.db.models import Q

from investigations.models import Case, IncomingMail, Letter, Readers, Report, Standing
from mysteryshopper.staff.models import Role, User

_WORK_QUEUE = frozenset({Role.INVESTIGATOR, Role.LEAD})
_SEE_FIGURES = _WORK_QUEUE | {Role.OFFICIAL}


class NotAllowed(Exception):
    """Carries a sentence fit for the page."""


def _answers(check: Callable[..., None]) -> Callable[..., bool]:
    """The rule as a question."""

    def can(*subject: object) -> bool:
        try:
            check(*subject)
        except NotAllowed:
            return False
        return True

    return can


def _check_role(user: User, able: Collection[str], why_not: str) -> None:
    """Whoever has left does nothing more here, and is given nothing."""
    if not user.is_active:
        raise NotAllowed(f"The account of {user} is shut.")
    if user.role not in able:
        raise NotAllowed(why_not)


def check_work_queue(user: User) -> None:
    """Triage, claim, code imported outcomes, take up parked work."""
    _check_role(user, _WORK_QUEUE, "Only investigators and leads work on the queue.")


def check_lead(user: User) -> None:
    """Pass on a colleague's cases, change the numbers of the clocks."""
    _check_role(user, {Role.LEAD}, "Only leads do this.")


def check_keep_calendar(user: User) -> None:
    """Add a bank holiday that the published list does not have."""
    _check_role(user, {Role.LEAD, Role.ADMINISTRATOR}, "Only leads and administrators keep the bank holidays.")


def check_decide_about(user: User, case: Case) -> None:
    """What a lead decides about a case without working on it, such as who reads it. Not with a conflict of interest."""
    check_lead(user)
    if _standing(user, case) == Standing.Kind.CONFLICT:
        raise NotAllowed(f"{user} has declared a conflict of interest in this case.")


def check_see_figures(user: User) -> None:
    """The dashboard with its true figures, and the cases behind each: never their words."""
    _check_role(user, _SEE_FIGURES, "Only officials, leads and investigators see cases and figures.")


def check_read_complaint(user: User, case: Case) -> None:
    """What the provider wrote, and the history of the case."""
    check_work_queue(user)
    if not _may_at_all(user, case) and case.owner_id is not None and case.readers != Readers.TEAM:
        raise NotAllowed(f"{case.owner} is working on this case. Only they and leads can read the complaint.")


def check_read_mail(user: User, mail: IncomingMail) -> None:
    """A mail that came in. It may name the provider: so where it may be about a case, whoever reads the complaint."""
    if mail.belongs_to is None:
        check_work_queue(user)
    else:
        check_read_complaint(user, mail.belongs_to)


def check_claim(user: User, case: Case) -> None:
    """Become its owner, or be given it."""
    check_work_queue(user)
    _may_at_all(user, case)


def check_work_on(user: User, case: Case) -> None:
    """Move it on, add notes, close it."""
    check_work_queue(user)
    is_theirs = _may_at_all(user, case)
    if case.owner_id is None:
        raise NotAllowed("Claim this case first.")
    if not is_theirs:
        raise NotAllowed(f"{case.owner} is working on this case.")


def check_prioritise(user: User, case: Case) -> None:
    """Say that it comes before others: who works on it, and leads also of a case that nobody owns."""
    if user.role == Role.LEAD and case.owner_id is None:
        check_claim(user, case)
    else:
        check_work_on(user, case)


def _may_at_all(user: User, case: Case) -> bool:
    """Whether the case is theirs, whoever owns it: owner, leads, whoever was named. False: the rule decides.

    Raises NotAllowed for whom it is closed: a conflict of interest shuts out the owner, a restriction the leads."""
    standing = _standing(user, case)
    if standing == Standing.Kind.CONFLICT:
        raise NotAllowed(f"{user} has declared a conflict of interest in this case.")
    if case.owner_id == user.pk or standing == Standing.Kind.NAMED:
        return True
    if case.readers == Readers.RESTRICTED:
        raise NotAllowed("This case is restricted. Only its owner and those whom a lead has named work on it.")
    return user.role == Role.LEAD


def _standing(user: User, case: Case) -> str | None:
    # All of the case, who are few: of a case that was read with them this asks nothing more.
    return next((standing.kind for standing in case.standings.all() if standing.user_id == user.pk), None)


def check_read_identity(user: User, case: Case) -> None:
    """Open who complained. Each time leaves a row that the provider sees: unsealing/opening.py."""
    check_work_on(user, case)


def check_approve_disclosure(user: User, case: Case, asked_by: User) -> None:
    """Be the second person who lets the authority know who complained."""
    check_read_complaint(user, case)
    if user.role != Role.LEAD:
        raise NotAllowed("Only a lead can agree to tell the authority who complained.")
    if user.pk == asked_by.pk:
        raise NotAllowed("You asked for this yourself. A second person has to agree to it.")


def check_let_through(user: User, case: Case, *involved: User) -> None:
    """Be the second person who lets out a text that may say who complained. They see it, so they could open that."""
    check_read_identity(user, case)
    if user.pk in {other.pk for other in involved}:
        raise NotAllowed("You wrote this or asked for it yourself. A second person has to agree to it.")


def check_approve_summary(user: User, case: Case, written_by: User) -> None:
    """Be the second person who agrees to what is published of a case."""
    check_read_complaint(user, case)
    if user.pk == written_by.pk:
        raise NotAllowed("You wrote this yourself. A second person has to agree to it.")


def check_withdraw_entry(user: User, case: Case) -> None:
    """Take a case out of the public register."""
    check_decide_about(user, case)


def who_see_figures() -> Q:
    """`check_see_figures` as a condition on staff."""
    return Q(role__in=_SEE_FIGURES, is_active=True)


def who_work_queue() -> Q:
    """`check_work_queue` as a condition on staff."""
    return Q(role__in=_WORK_QUEUE, is_active=True)


def check_release_letter(user: User, case: Case, letter: Letter) -> None:
    """Let a letter go to the authority. Where its template says so, somebody other than who wrote it and asked."""
    if not letter.needs_release:
        check_work_on(user, case)
        return
    check_read_complaint(user, case)
    if user.pk in {letter.written_by_id, letter.release_asked_by_id}:
        raise NotAllowed("You wrote this letter or asked for it yourself. A second person has to release it.")


def check_sign_report(user: User, report: Report) -> None:
    """Answer for a progress report: a lead, and not who drew it up."""
    check_lead(user)
    if user.pk == report.drafted_by_id:
        raise NotAllowed("You drew up this report yourself. Another lead has to sign it off.")


def check_discard_report(user: User, report: Report) -> None:
    """Throw away a draft: who drew it up, or a lead."""
    check_see_figures(user)
    if user.pk != report.drafted_by_id and user.role != Role.LEAD:
        raise NotAllowed("Only who drew up this report, or a lead, can discard it.")


def complaints_read_by(user: User) -> Q:
    """`check_read_complaint` as a condition on cases."""
    if not can_work_queue(user):
        return Q(pk__in=[])
    closed, theirs = (
        Q(pk__in=Standing.objects.filter(user=user, kind=kind).values("case"))
        for kind in (Standing.Kind.CONFLICT, Standing.Kind.NAMED)
    )
    by_rule = Q() if user.role == Role.LEAD else Q(owner=None) | Q(readers=Readers.TEAM)
    return ~closed & (Q(owner=user) | theirs | (~Q(readers=Readers.RESTRICTED) & by_rule))


def mails_read_by(user: User) -> Q:
    """`check_read_mail` as a condition on mails that came in."""
    if not can_work_queue(user):
        return Q(pk__in=[])
    read = Case.objects.filter(complaints_read_by(user)).values("pk")
    return Q(case=None, guess=None) | Q(case__in=read) | Q(case=None, guess__in=read)


def readers_of(case: Case) -> Q:
    """`check_read_complaint` as a condition on staff."""
    closed, theirs = (
        Q(pk__in=case.standings.filter(kind=kind).values("user"))
        for kind in (Standing.Kind.CONFLICT, Standing.Kind.NAMED)
    )
    able, by_rule = who_work_queue(), Q(role=Role.LEAD)
    if case.readers == Readers.RESTRICTED:
        by_rule = Q(pk__in=[])
    elif case.owner_id is None or case.readers == Readers.TEAM:
        by_rule = able
    return able & ~closed & (Q(pk=case.owner_id) | theirs | by_rule)


can_work_queue = _answers(check_work_queue)
can_lead = _answers(check_lead)
can_decide_about = _answers(check_decide_about)
can_see_figures = _answers(check_see_figures)
can_read_complaint = _answers(check_read_complaint)
can_read_mail = _answers(check_read_mail)
can_claim = _answers(check_claim)
can_work_on = _answers(check_work_on)
can_prioritise = _answers(check_prioritise)
can_read_identity = _answers(check_read_identity)
can_approve_summary = _answers(check_approve_summary)
can_withdraw_entry = _answers(check_withdraw_entry)
can_let_through = _answers(check_let_through)
can_sign_report = _answers(check_sign_report)
can_discard_report = _answers(check_discard_report)
can_release_letter = _answers(check_release_letter)
can_approve_disclosure = _answers(check_approve_disclosure)
