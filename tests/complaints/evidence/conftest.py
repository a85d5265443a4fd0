"""A real virus scanner, with one signature of our own: that of EICAR, which is harmless and all scanners know."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from complaints.models import Evidence
from mysteryshopper.local.children import Child
from mysteryshopper.local.clamd import BINARY, Clamd
from mysteryshopper.local.places import Places
from mysteryshopper.sealed_files import new_name, seal_file
from tests.journeys.stack import wait_until

NO_CLAMD = "No virus scanner is installed. On Debian: apt-get install clamav-daemon"
# Put together here, so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def packed(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


class Scanner:
    """clamd as a process of its own, which a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        places, signatures = Places(folder, folder), folder / "signatures"
        places.make()
        signatures.mkdir()
        (signatures / "local.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        self._clamd = Clamd(places, signatures)
        self.path = str(self._clamd.path)
        self._child = Child(self._clamd.program())

    def start(self):
        self._child.start()
        wait_until(self._clamd.is_ready, 30, f"clamd answers; what it said: {self._child.program.log}")

    def stop(self):
        self._child.stop(lambda: True)


@pytest.fixture(scope="module")
def installed_clamd():
    if not BINARY.exists():
        pytest.fail(NO_CLAMD)
    with tempfile.TemporaryDirectory(prefix="ms-") as folder:  # short: its socket lies in there
        scanner = Scanner(Path(folder))
        scanner.start()
        yield scanner
        scanner.stop()


@pytest.fixture
def clamd(installed_clamd, settings):
    settings.CLAMD_SOCKET = installed_clamd.path
    return installed_clamd


@pytest.fixture
def make_file(make_complaint, settings, tmp_path):
    """A file of a complaint that was sent, not scanned yet."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"

    def make(content=b"They never told us.", **fields):
        name = new_name()
        seal_file(name, [content])
        given = {"stored_as": name, "name": "a.txt", "kind": "txt", "size": len(content), "added_at": timezone.now()}
        if "draft" not in fields:
            given["complaint"] = make_complaint()
        return Evidence.objects.create(**given | fields)

    return make
