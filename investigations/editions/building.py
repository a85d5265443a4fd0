"""A worker makes the figures of a draft, and compares ways of cutting it. The only module that loads the solver."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from investigations.leaving import door
from investigations.models import Benchmark, Case, Comparison, Edition, EditionCase
from investigations.outcomes.disclosure.counting import CountedCase
from investigations.outcomes.disclosure.publication import Figure, Key, Publication
from investigations.outcomes.disclosure.withholding import Before, Cases, Decided, Plan, decide
from mysteryshopper.calendar import financial_year

from . import counting, ways
from .making import digest_of
from .merging import MERGES

Progress = Callable[[int], object]


class _Base(NamedTuple):
    """Everything that an edition is made from, however its tables are cut. `closed`, `covered`: as what, by case."""

    key: Key
    received: list[int]
    closed: dict[int, counting.Values]
    # As they are counted by now: this edition's own, and those of the others that its tables cover.
    covered: dict[int, counting.Values]
    covers: tuple[Key, ...]
    years: Sequence[int]
    before: Edition | None
    provider_of: Mapping[int, Hashable]


def build(draft: Edition, progress: Progress = lambda left: None) -> None:
    """Again, it makes the same draft anew."""
    base = _base(draft, *_counts(draft))
    made = _decided(base, draft.merged, _earlier(draft), progress)
    with transaction.atomic():
        if not Edition.objects.select_for_update().filter(pk=draft.pk, published_at=None).exists():
            return
        draft.document = {
            **made.publication.as_json(),
            "ends_on": draft.ends_on.isoformat(),
            "is_made_up": draft.is_made_up,
            "reason": draft.reason,
            "benchmarks": [benchmark.in_words for benchmark in Benchmark.objects.exclude(percent=0)],
        }
        draft.digest = digest_of(draft.document)
        draft.decided = {
            "why": [[*figure, why] for figure, why in made.why.items()],
            "figures": len(made.publication.figures),
            "is_reason_held": bool(draft.reason) and door.is_held_of_any(_moved(base), draft.reason, by=draft.made_by),
        }
        draft.save(update_fields=["document", "digest", "decided"])
        draft.counted.all().delete()
        EditionCase.objects.bulk_create(_rows(draft, base), batch_size=2000)
        Comparison.objects.filter(edition=draft).delete()
        if base.covers and not base.before:
            Comparison.objects.create(edition=draft)


def compare(comparison: Comparison) -> None:
    """What each merge that was not chosen would change, or leaving out one that was. Of the cases as they were counted
    in the draft. Again, it finds the same."""
    draft = comparison.edition
    received = draft.counted.filter(kind=EditionCase.Kind.RECEIVED).values_list("case", flat=True)
    base = _base(draft, list(received), _counted_in(draft))
    earlier, now = _earlier(draft), Publication.from_json(draft.document)
    comparison.ways = {name: _way(base, now, sorted({*draft.merged} ^ {name}), earlier) for name in MERGES}
    Comparison.objects.filter(pk=comparison.pk).update(ways=comparison.ways)


def _moved(base: _Base) -> QuerySet[Case]:
    """The cases that a correction counts otherwise than the version before: those that its reason is about."""
    assert base.before
    was, now = _counted_in(base.before), base.closed
    return Case.objects.filter(pk__in=[case for case in {*was, *now} if was.get(case) != now.get(case)])


def _rows(draft: Edition, base: _Base) -> list[EditionCase]:
    kind = EditionCase.Kind
    received = [EditionCase(edition=draft, case_id=case, kind=kind.RECEIVED) for case in base.received]
    closed = [EditionCase(edition=draft, case_id=c, kind=kind.CLOSED, values=v) for c, v in base.closed.items()]
    return [*received, *closed]


def _earlier(draft: Edition) -> list[Publication]:
    found = Edition.published().exclude(pk=draft.pk)
    if draft.published_at:
        found = found.filter(published_at__lt=draft.published_at)
    return [Publication.from_json(each.document) for each in found]


def _before(draft: Edition) -> Edition | None:
    """The version that it corrects."""
    return Edition.published().get(ends_on=draft.ends_on, version=draft.version - 1) if draft.version > 1 else None


def _counts(draft: Edition) -> tuple[list[int], dict[int, counting.Values]]:
    """Which cases it counts as received, and which as closed, as what."""
    before = _before(draft)
    return counting.same_cases(before) if before else counting.new_cases(draft.ends_on)


def _base(draft: Edition, received: list[int], closed: dict[int, counting.Values]) -> _Base:
    key, before = Key(draft.ends_on.isoformat(), draft.version), _before(draft)
    others = _others(draft, before)
    covered = {case: values for other in others for case, values in _counted_in(other).items()} | closed
    with_tables = bool(before.document["covers"]) if before else len(covered) >= ways.ENOUGH_FOR_TABLES
    covers = (*(Key(other.ends_on.isoformat(), other.version) for other in others), key) if with_tables else ()
    cases = {*received, *closed, *covered}
    if before:
        cases |= set(before.counted.values_list("case", flat=True))
    years, provider_of = _years(draft, before), counting.providers(cases)
    return _Base(key, received, closed, covered if covers else {}, covers, years, before, provider_of)


def _others(draft: Edition, before: Edition | None) -> list[Edition]:
    """The editions without tables of their own since the last that had some; of a correction, those it covered."""
    newest = {each.ends_on: each for each in Edition.newest_versions() if each.ends_on < draft.ends_on}
    if before:
        named = {edition for edition, _ in before.document["covers"]}
        return [each for day, each in newest.items() if day.isoformat() in named]
    waiting: list[Edition] = []
    for each in newest.values():
        waiting = [] if each.document["covers"] else [*waiting, each]
    return waiting


def _counted_in(edition: Edition) -> dict[int, counting.Values]:
    return dict(edition.counted.filter(kind=EditionCase.Kind.CLOSED).values_list("case", "values"))


def _years(draft: Edition, before: Edition | None) -> list[int]:
    """Every year since the service began in the first tables; later this year and the one before."""
    first = Edition.published().exclude(document__covers=[]).order_by("ends_on").first()
    last = financial_year(draft.ends_on)
    is_first = first is None or first.ends_on == draft.ends_on
    return list(range(ways.FIRST_YEAR if is_first else last - 1, last + 1))


def _decided(base: _Base, merged: Sequence[str], earlier: list[Publication], progress: Progress) -> Decided:
    cut = counting.Cut(merged, base.years)
    detail = ways.tables(base.years, merged) if base.covers else ()
    plan = Plan(base.key, ways.RECEIVED, ways.CLOSED, detail, base.covers)
    before = None

    def of(values: dict[int, counting.Values]) -> list[CountedCase]:
        return counting.counted(values, base.provider_of, cut)

    now = Cases(of(dict.fromkeys(base.received, {})), of(base.closed), of(base.covered))
    if base.before:
        before = Before(Publication.from_json(base.before.document), _as_it_was(base, of))
    return decide(plan, now, earlier, before, progress)


def _as_it_was(base: _Base, of: Callable[[dict[int, counting.Values]], list[CountedCase]]) -> Cases:
    """What the version before counted, the editions that it covered in the versions of that time included."""
    assert base.before
    covered: dict[int, counting.Values] = {}
    for day, version in base.before.document["covers"]:
        covered |= _counted_in(Edition.published().get(ends_on=day, version=version))
    received = base.before.counted.filter(kind=EditionCase.Kind.RECEIVED).values_list("case", flat=True)
    return Cases(of(dict.fromkeys(received, {})), of(_counted_in(base.before)), of(covered))


def _way(base: _Base, now: Publication, merged: Sequence[str], earlier: list[Publication]) -> dict[str, int]:
    other = _decided(base, merged, earlier, lambda left: None)
    shown, others = _shown(now), _shown(other.publication)
    return {
        "figures": len(other.publication.figures),
        "withheld": len(other.why),
        "gained": len(others - shown),
        "lost": len(shown - others),
    }


def _shown(publication: Publication) -> set[tuple[str, ...]]:
    """The figures that are not withheld, by their words: two rows of one key can be of different cases."""
    return {
        (table.name, *(row.label for row in rows))
        for table in publication.tables
        for keys, rows in table.figures.items()
        if publication.figures[Figure(table.name, keys)] is not None
    }
