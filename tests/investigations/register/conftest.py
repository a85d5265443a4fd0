"""Entries of the register, as publishing or importing writes them."""

from datetime import UTC, date, datetime

import pytest

from complaints.reference import new_reference
from investigations.lifecycle import Status
from investigations.models import Case, EntryVersion, Outcome, RegisterEntry


@pytest.fixture
def publish_entry(make_authority):
    """An entry with one version; keywords change it."""
    authorities = {}

    def publish(day=date(2026, 6, 16), *, reply="", **changes):
        if "authority" not in changes and not authorities:
            authorities["camden"] = make_authority(code="E-CMD")
            authorities["camden"].names.create(name="Camden Council", compared="camden council", is_official=True)
        authority = changes.pop("authority", authorities.get("camden"))
        facts = {
            "authority": authority,
            "authority_sector": authority.sector if authority else "",
            "subject": "procurement_process",
            "sub_issue": "feedback",
            "outcome": Outcome.CHANGED_FUTURE,
            "case_issue": "A supplier was not told why it lost.",
            "case_outcome": "The council now tells everybody.",
            **changes,
        }
        case = Case.objects.create(
            reference=new_reference(), received_on=day, status=Status.CLOSED, closed_on=day, status_on=day,
            outcome=facts["outcome"],
            import_key=facts.get("case_issue") + new_reference() if facts["outcome"] == "uncoded" else None,
        )  # fmt: skip
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        entry = RegisterEntry.objects.create(case=case, listed_on=day, updated_at=at, **facts)
        if not entry.is_imported:
            EntryVersion.objects.create(
                entry=entry, version=1, case_issue=entry.case_issue, case_outcome=entry.case_outcome,
                outcome=entry.outcome, reply=reply, published_at=at,
            )  # fmt: skip
        return entry

    return publish
