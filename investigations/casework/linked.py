"""The links of a case with others, as its page shows them. Reads, never writes."""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject

from investigations.lifecycle import Status
from investigations.models import Case, CaseLink

_BACKWARDS = {CaseLink.Kind.RELATED: "Related to", CaseLink.Kind.DUPLICATE: "Has a duplicate"}


class Linked(NamedTuple):
    """Another case, as its link shows it. `status`: in words."""

    reference: str
    authority_name: str
    status: str


def link_rows() -> ArraySubquery:
    """To be read with a case as `linked`."""
    links = CaseLink.objects.filter(Q(case=OuterRef("pk")) | Q(other=OuterRef("pk")))
    return ArraySubquery(links.values(row=JSONObject(kind="kind", one=_side("case"), other=_side("other"))))


def _side(side: str) -> JSONObject:
    name = Coalesce(f"{side}__authority__name", f"{side}__authority_given")
    return JSONObject(reference=f"{side}__reference", authority_name=name, status=f"{side}__status")


def links(case: Case) -> list[tuple[str, Linked]]:
    """In words, seen from this case, and the other. Of a case that was read with its `link_rows`."""
    found = []
    for row in case.linked:  # type: ignore[attr-defined]
        kind, is_ours = CaseLink.Kind(row["kind"]), row["one"]["reference"] == case.reference
        other = row["other"] if is_ours else row["one"]
        words = str(kind.label) if is_ours else _BACKWARDS[kind]
        found.append((words, Linked(**other | {"status": Status(other["status"]).label})))
    return found
