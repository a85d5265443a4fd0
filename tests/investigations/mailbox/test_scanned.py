"""Files of mails, with a real scanner."""

import pytest

from investigations.lifecycle import Conflict
from investigations.mailbox import opening
from investigations.mailbox.tags import tagged_address
from investigations.mailbox.tasks import scan
from tests.complaints.evidence.conftest import DOCX, EICAR, clamd, installed_clamd, packed  # noqa: F401

from .conftest import put_in_place
from .written import with_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "name", "verdict"),
    [
        (b"%PDF-1.7 They answer.", "answer.pdf", "clean"),
        (EICAR, "answer.txt", "infected"),
        (packed({**DOCX, "word/embeddings/oleObject1.bin": EICAR}), "answer.docx", "infected"),
    ],
    ids=["clean", "virus", "virus in a docx"],
)
def test_a_file_of_a_mail_is_opened_only_when_the_scanner_finds_nothing(clamd, folder, case, content, name, verdict):  # noqa: F811
    found = put_in_place(with_file(content, name, to=tagged_address(case)).as_bytes())
    file = found.files.get()
    with pytest.raises(Conflict, match="not been checked"):
        opening.open_file(found, 1, by=case.owner)
    scan(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at is None) == (verdict, False)
    if verdict == "clean":
        assert opening.open_file(found, 1, by=case.owner)[1].read() == content
    else:
        with pytest.raises(Conflict, match="holds a virus"):
            opening.open_file(found, 1, by=case.owner)
