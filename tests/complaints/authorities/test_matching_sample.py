"""What matching makes of names as they are really written, against a person's judgement of each.

labelled_names.csv: the names in the published cases and in the release package, and hard ones written by hand.
No code: the body is not in the list, or more than one is named."""

import csv
from pathlib import Path

import pytest

from complaints.authorities.matching import match_all

LABELLED = Path(__file__).with_name("labelled_names.csv")

# Rotherham General Hospital and the passenger transport of Suffolk County Council are left to a person.
LEAST_RECALL = 0.85


@pytest.fixture(scope="module")
def labelled() -> list[dict[str, str]]:
    with LABELLED.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("origin", ["published cases", "Contracts Finder buyers", "written by hand"])
def test_no_name_is_matched_wrongly(whole_list: None, db: None, labelled: list[dict[str, str]], origin: str) -> None:
    truth = {row["name"]: row["code"] for row in labelled if row["from"] == origin}
    found = {name: match.authority.code for name, match in match_all(truth).items() if match.authority}
    right = {name: code for name, code in truth.items() if code and found.get(name) == code}
    wrong = {name: code for name, code in found.items() if truth[name] != code}
    known = sum(1 for code in truth.values() if code)
    print(f"{origin}: {len(found)} matched of {len(truth)}, {len(wrong)} wrong, recall {len(right)}/{known}")
    assert wrong == {}
    assert len(right) / known >= LEAST_RECALL
