import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from complaints.models import Notice

PACKAGE = Path(__file__).parents[3] / "complaints" / "data" / "ocds_contracts_finder.json"
pytestmark = pytest.mark.django_db


def run(file: Path) -> str:
    out = io.StringIO()
    call_command("import_notices", str(file), stdout=out, stderr=out)
    return out.getvalue()


def test_a_real_package_is_good_and_importing_it_again_changes_nothing(whole_list: None) -> None:
    assert run(PACKAGE) == "50 added, 0 changed, 0 unchanged, 0 refused.\n"
    assert run(PACKAGE) == "Nothing changed: 50 were already there.\n"
    assert Notice.objects.filter(authority=None).count() == 13
    assert not Notice.objects.filter(title__contains="&apos;").exists()


def test_a_bad_release_fails_the_command_and_a_bad_file_fails_it_harder(tmp_path: Path) -> None:
    file = tmp_path / "package.json"
    for data, status in ((b'{"releases": [7]}', 1), (b"{", 2)):
        file.write_bytes(data)
        with pytest.raises(CommandError) as failed:
            run(file)
        assert failed.value.returncode == status
