"""The points that an authority answers, as they stand in the letters that were sent to it. Reads, never writes.

A case knows its grounds in the provider's words, which never leave. What the authority sees of a ground is what we
wrote in a request: the lines that begin with its label. A ground that no sent request names was not put to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from complaints.models import Ground
from investigations.models import Case, GroundAnswer, Issue, Letter, LetterKind

from .mails import AsSent

# The newest answers, by ground and issue.
Answers = dict[tuple[int | None, int | None], GroundAnswer]


@dataclass(frozen=True)
class Point:
    """`number`: from 1, as in addresses. `words`: ours, from the letter; empty when it has none but the label.

    `ground_id`, `issue_id`: on which ground of the case it is. Neither: the letter as a whole."""

    number: int
    label: str
    words: str
    # When the last letter was sent that puts it.
    asked_at: datetime
    ground_id: int | None = None
    issue_id: int | None = None

    @property
    def key(self) -> dict[str, int | None]:
        """Which rows of GroundAnswer are about it."""
        return {"ground_id": self.ground_id, "issue_id": self.issue_id}


def points_of(case: Case) -> list[Point]:
    """Empty before a request was sent. Three queries."""
    requests = list(case.letters.sent().filter(kind=LetterKind.REQUEST).order_by("-sent_at", "-pk"))
    if not requests:
        return []
    found = list(_found(_grounds(case), requests))
    return found or [Point(1, "Our letter", "", _sent_at(requests[0]))]


def is_answered(point: Point, answers: Answers) -> bool:
    """Since it was put: what was asked again wants another answer."""
    answer = answers.get((point.ground_id, point.issue_id))
    return answer is not None and answer.at >= point.asked_at


def answers_of(case: Case) -> Answers:
    """The newest version of each. One query."""
    newest = case.ground_answers.order_by("ground_id", "issue_id", "-version").distinct("ground_id", "issue_id")
    return {(row.ground_id, row.issue_id): row for row in newest.select_related("officer__contact")}


def _grounds(case: Case) -> Iterable[Ground | Issue]:
    """Without what the provider wrote."""
    return case.complaint.grounds.defer("own_words") if case.complaint_id and case.complaint else case.issues.all()


def _found(grounds: Iterable[Ground | Issue], requests: Sequence[Letter]) -> Iterator[Point]:
    grounds = list(grounds)
    labels = [_bare(str(ground)) for ground in grounds]
    passages = [list(_passages(AsSent(letter).body, set(labels))) for letter in requests]
    number = 0
    for place, (ground, label) in enumerate(zip(grounds, labels, strict=True)):
        # Two grounds of one label are told in their order.
        which = labels[:place].count(label)
        for letter, its_passages in zip(requests, passages, strict=True):
            words = [text for of, text in its_passages if of == label]
            if which < len(words):
                number += 1
                is_ground = isinstance(ground, Ground)
                yield Point(
                    number,
                    str(ground),
                    words[which],
                    _sent_at(letter),
                    ground_id=ground.pk if is_ground else None,
                    issue_id=None if is_ground else ground.pk,
                )
                break


def _passages(body: str, labels: set[str]) -> Iterator[tuple[str, str]]:
    """Each label with what we wrote of it: from the line that begins with it to the next such, or to an empty one.

    A line that is nothing but the label is left out: the page has it as a heading."""
    label, lines = "", list[str]()
    for line in [*body.splitlines(), ""]:
        begins = next((each for each in labels if _bare(line).startswith(each)), "")
        if label and (begins or not line.strip()):
            yield label, "\n".join(lines)
            label, lines = "", []
        if begins:
            label = begins
        if label and _bare(line) != label:
            lines.append(line.strip())


def _sent_at(letter: Letter) -> datetime:
    assert letter.sent_at is not None  # only those that are sent come here
    return letter.sent_at


def _bare(line: str) -> str:
    """Without a bullet or number before it, in small letters."""
    return re.sub(r"^[\s\d.()•*–-]+", "", " ".join(line.split())).casefold()
