"""What a case must be by its events alone, from the first to the last. Reads only the events."""

from dataclasses import dataclass, field
from datetime import date, datetime

from investigations.deadlines import Basis, Facts
from investigations.lifecycle import Status
from investigations.models import CHANGED, Case, CaseEvent, Letter
from mysteryshopper.calendar import london_day

Kind = CaseEvent.Kind
WHOLE_DAY = "%d %B %Y"


@dataclass
class Told:
    """Fields of a case by their names; people by theirs."""

    status: str = ""
    outcome: str | None = None
    owner: str | None = None
    status_on: date | None = None
    closed_on: date | None = None
    triaged_on: date | None = None
    asked_on: date | None = None
    asked_basis: str = ""
    answered_on: date | None = None
    followed_up_on: date | None = None
    standstill_on: date | None = None
    is_held: bool = False
    is_priority: bool = False
    # Who at the authority is let in, and what became of letters that were released: one line for each step of each.
    let_in: set[str] = field(default_factory=set)
    letters: list[str] = field(default_factory=list)
    recommended: dict[str, str] = field(default_factory=dict)
    # Who must not touch the case now, and what was done all the same.
    shut_out: set[str] = field(default_factory=set)
    trespasses: list[str] = field(default_factory=list)

    def of_case(self, case: Case) -> dict:
        """What the case says in the same words."""
        others = ("owner", "let_in", "letters", "recommended", "shut_out", "trespasses")
        names = [name for name in vars(self) if name not in others]
        conflicts = {standing.user.name for standing in case.standings.filter(kind="conflict").select_related("user")}
        owner = case.owner and case.owner.name
        return {name: getattr(case, name) for name in names} | {
            "owner": owner,
            "let_in": {
                str(officer.contact) for officer in case.officers.filter(shut_at=None).select_related("contact")
            },
            "letters": sorted(step for letter in case.letters.select_related("contact") for step in _steps(letter)),
            "recommended": {str(one): one.get_state_display() for one in case.recommendations.all()},
            "shut_out": conflicts,
            "trespasses": [],
        }


def replay(case: Case) -> Told:
    told = Told()
    for event in case.events.select_related("by"):
        by = event.by and event.by.name
        # The directory is everybody’s: each case only says that somebody there has left.
        if by in told.shut_out and "e don’t write to" not in event.note:
            told.trespasses.append(f"{by}: {event.get_kind_display()}")
        if told.status == Status.CLOSED and event.kind in (Kind.CLAIMED, Kind.HANDED_OVER, Kind.GIVEN_BACK):
            told.trespasses.append(f"{by}: {event.get_kind_display()}, and it is closed")
        _own(told, event, by)
        _date(told, event)
        match event.kind:
            case Kind.HELD | Kind.RELEASED:
                told.is_held = event.kind == Kind.HELD
            case Kind.CONFLICT:
                told.shut_out.add(by)
            case Kind.CONFLICT_LIFTED:
                told.shut_out.discard(event.note.split(". ")[0])
            case Kind.OFFICER:
                _let_in(told, event.note)
            case Kind.LETTER if not any(words in event.note for words in (": asked", "sent back: ", "does not go")):
                told.letters = sorted([*told.letters, event.note])
            case Kind.RECOMMENDED:
                name, state = event.note.split(": ")
                told.recommended |= {name: state}
                if state == "taken away":
                    del told.recommended[name]
            case Kind.STANDSTILL:
                ends = event.note.removeprefix("Ends on ").rstrip(".")
                told.standstill_on = None if "none" in ends else datetime.strptime(ends, WHOLE_DAY).date()  # noqa: DTZ007
    return told


def _steps(letter: Letter) -> list[str]:
    """What the history of the case says of a letter that was released."""
    kind, to = letter.name, letter.contact
    return [
        *([f"{kind} released, to {to}"] if letter.released_at else []),
        *([f"{kind} sent, to {to}"] if letter.sent_at else []),
        *([f"{kind} taken back before it was sent"] if letter.taken_back_at else []),
    ]


def _let_in(told: Told, note: str) -> None:
    if ": let in until " in note:
        told.let_in.add(note.split(":")[0])
    else:
        told.let_in.discard(note.removeprefix("We don’t write to ").split(" any more")[0].removesuffix(": shut"))


def _own(told: Told, event: CaseEvent, by: str | None) -> None:
    match event.kind:
        case Kind.OPENED | Kind.CLAIMED:
            told.owner = by
        case Kind.HANDED_OVER:
            # To oneself it does not say to whom.
            told.owner = event.note.split(".")[0].removeprefix("To ") if event.note.startswith("To ") else by
        case Kind.GIVEN_BACK:
            told.owner = None
        case Kind.CONFLICT if told.owner == by and told.status != Status.CLOSED:
            told.owner = None


def _date(told: Told, event: CaseEvent) -> None:
    day = london_day(event.at)
    match event.kind:
        case Kind.OPENED:
            told.status, told.status_on = event.new, day
        case Kind.ASKED_AGAIN:
            told.asked_on, told.asked_basis = day, next(basis for basis in Basis if event.note == basis.label)
        case Kind.FOLLOWED_UP:
            told.followed_up_on = day
        case Kind.MOVED:
            assert event.old == told.status, "a move begins where the one before it ended"
            told.status, told.status_on, told.outcome = event.new, day, event.outcome or None
            told.closed_on = day if event.new == Status.CLOSED else None
            if event.old == Status.RECEIVED:
                told.triaged_on = day
            if event.old == Status.ASKED:
                told.answered_on = day
            if event.old == Status.CLOSED:
                told.followed_up_on = None
            if event.new == Status.ASKED:
                told.asked_on, told.answered_on = day, None
                told.asked_basis = next(basis for basis in Basis if event.note.startswith(basis.label))


def facts_of(case: Case, acknowledged_on: date | None) -> Facts:
    """What its clocks are counted from: of a case that is what its events say."""
    return Facts(
        received_on=case.received_on,
        sector=case.authority_sector,
        is_acknowledged_by_us=case.complaint_id is not None,
        acknowledged_on=acknowledged_on,
        triaged_on=case.triaged_on,
        asked_on=case.asked_on,
        basis=case.asked_basis,
        answered_on=case.answered_on,
        bids_close_on=case.live_until and london_day(case.live_until),
        standstill_on=case.standstill_on,
        closed_on=case.closed_on,
        needs_follow_up=case.outcome in CHANGED and case.complaint_id is not None,
        followed_up_on=case.followed_up_on,
    )
