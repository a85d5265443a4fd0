"""Benchmarks are data with a source and a period."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from complaints.importing import Report
from investigations.history.benchmarks import COLUMNS, load_benchmarks
from investigations.models import Benchmark

from .conftest import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def write(*lines):
        path = tmp_path / "benchmarks.csv"
        path.write_text("\n".join([",".join(COLUMNS), *lines]), encoding="utf-8")
        return str(path)

    return write


def test_the_projects_own_are_those_that_were_published():
    assert load_benchmarks(DATA / "benchmarks.csv") == Report(added=4)
    found = Benchmark.objects.values_list(*COLUMNS[2:4], "measure", "percent").order_by(*COLUMNS[2:4], "measure")
    assert list(found) == [
        (2016, 2019, "number", 5), (2016, 2019, "value", 5), (2019, 2023, "number", 6), (2019, 2023, "value", 4),
    ]  # fmt: skip


def test_loading_again_changes_nothing_but_a_correction(write):
    load_benchmarks(write("value,4,2019,2023,GOV.UK"))
    assert load_benchmarks(write("value,4.00,2019,2023,GOV.UK")) == Report(unchanged=1)
    assert load_benchmarks(write("value,4.25,2019,2023,GOV.UK")) == Report(changed=1)
    assert Benchmark.objects.get().percent == Decimal("4.25")
    assert str(Benchmark.objects.get()) == "4.25% of contract value"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("share,4,2019,2023,s", "measure: Value 'share' is not a valid choice."),
        ("value,four,2019,2023,s", "percent: “four” value must be a decimal number."),
        ("value,nan,2019,2023,s", "percent: “nan” value must be a decimal number."),
        ("value,1e400,2019,2023,s", "percent: Ensure that there are no more than 5 digits in total."),
        ("value,4.123,2019,2023,s", "percent: Ensure that there are no more than 2 decimal places."),
        ("value,101,2019,2023,s", "percent: must be between 0 and 100"),
        ("value,-1,2019,2023,s", "percent: must be between 0 and 100"),
        ("value,4,,2023,s", "first_financial_year: “” value must be an integer."),
        ("value,4,2023,2019,s", "financial years: must be between 1990 and 2100, the first one first"),
        ("value,4,20,2019,s", "financial years: must be between 1990 and 2100, the first one first"),
        ("value,4,2019,2023,", "source: This field cannot be blank."),
        ("value,4,2019,2023," + "s" * 301, "source: Ensure this value has at most 300 characters (it has 301)."),
        ("value,4,2019,2023", "has 4 columns instead of 5"),
        ("value,4,2019,2023,\0", "holds a NUL character"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_go_in(write, capsys, line, reason):
    with pytest.raises(CommandError) as stop:
        call_command("load_benchmarks", write(line, "value,4,2019,2023,good"))
    assert (stop.value.returncode, capsys.readouterr().err) == (1, f"line 2: {reason}\n")
    assert Benchmark.objects.get().source == "good"


def test_a_file_that_cannot_be_used(write):
    with pytest.raises(CommandError) as stop:
        call_command("load_benchmarks", write() + "x")
    assert stop.value.returncode == 2
