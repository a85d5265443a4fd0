"""One whole case as a zip: without who complained, each file with its row, nothing readable on the disk."""

import io
import zipfile

import pytest
from django.utils import timezone

from complaints.models import Complaint, IdentityReading
from complaints.tracking import writing
from investigations.access import NotAllowed
from investigations.casework import bundling, casework, findings, interests, noting, tagging
from investigations.checklists import checking
from investigations.models import CaseEvent, Verdict
from investigations.recommendations import proposing
from mysteryshopper.sealed_files import new_name, seal_file
from mysteryshopper.staff.models import Role

IDENTITY = ["Ada Provider", "Provider Works", "ada@provider.example", "7946", "ada-letter"]


@pytest.fixture
def case(make_case, make_user, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    case = casework.claim(make_case(own_words="They <never> told us."), by=make_user(name="Owen Owner"))
    for verdict, content in (("clean", b"%PDF-1.4 canary" * 9_000), ("infected", b"virus"), ("", b"unscanned")):
        seal_file(name := new_name(), [content])
        case.complaint.evidence.create(
            stored_as=name, name="ada-letter.pdf", kind="pdf", size=9, added_at=timezone.now(), verdict=verdict
        )
    noting.note(case, by=case.owner, text="A note of ours")
    checking.add(case, "Ring the buyer", due_on=None, for_user=None, by=case.owner)
    writing.write_to_us(case.complaint, "We found the letter.", at=timezone.now())
    return case


def taken(browser, case):
    answer = browser.post(f"/staff/cases/{case.reference}/bundle/")
    return answer, zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_all_that_the_page_shows_and_the_files_that_may_be_opened(case, signed_in):
    tagging.tag(case, "portal", by=case.owner)
    findings.find(case, 1, Verdict.UPHELD, "So it was.", seen=0, by=case.owner)
    proposing.propose(case, 1, text="Tell every bidder why.", due_on=None, by=case.owner)
    Complaint.objects.filter(pk=case.complaint_id).update(procurement_reference="ocds-b5fd17-1", bidders="few")
    answer, archive = taken(signed_in(case.owner), case)
    assert (archive.testzip(), archive.namelist()) == (None, ["index.html", "files/file-1.pdf"])
    assert archive.read("files/file-1.pdf") == b"%PDF-1.4 canary" * 9_000
    index = archive.read("index.html").decode()
    shown = (
        "They &lt;never&gt; told us.",
        "A note of ours",
        "Ring the buyer",
        "We found the letter.",
        "files/file-1.pdf",
        "<dd>portal</dd>",
        "Tell every bidder why.",
        "ocds-b5fd17-1",
        "How many bid",
        "The provider allows:",
    )
    for words in shown:
        assert words in index, words
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.zip"'
    assert ("sandbox" in answer["Content-Security-Policy"], "no-store" in answer["Cache-Control"]) == (True, True)


def test_nothing_in_it_says_who_complained_and_all_carries_one_date(case, signed_in):
    _, archive = taken(signed_in(case.owner), case)
    everything = b"".join(archive.read(name) for name in archive.namelist()) + repr(archive.infolist()).encode()
    assert [word for word in IDENTITY if word.encode() in everything] == []
    assert not IdentityReading.objects.exists()
    day = timezone.localdate()
    assert {member.date_time for member in archive.infolist()} == {(day.year, day.month, day.day, 0, 0, 0)}


def test_it_leaves_a_row_and_one_for_each_file(case, signed_in):
    taken(signed_in(case.owner), case)
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds[-2:] == [CaseEvent.Kind.TAKEN_OUT, CaseEvent.Kind.OPENED_FILE]


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_nobody_takes_out_what_they_may_not_read(case, make_user, role):
    with pytest.raises(NotAllowed):
        bundling.take_out(case, by=make_user(role))
    interests.declare(case, by=case.owner, reason="x")
    with pytest.raises(NotAllowed):
        bundling.take_out(case, by=case.owner)


def test_it_comes_in_pieces(case):
    files = bundling.take_out(case, by=case.owner)
    pieces = list(bundling.zipped("x", files, day=timezone.localdate()))
    assert len(pieces) > 2 and max(map(len, pieces)) < 200_000
