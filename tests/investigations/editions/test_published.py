"""The attack, on what the pages and files of editions say. `make bench-disclosure` does it to 1,000 series."""

import pytest
from django.test import Client

from investigations.models import Edition
from investigations.outcomes.disclosure.withholding import NARROWEST
from tests.investigations.outcomes.disclosure.attacking import narrow

from . import public_series
from .reading import published

pytestmark = pytest.mark.django_db
# One, two and three editions, each with corrections.
SEEDS = (2, 6, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_and_files_pin_no_withheld_figure(seed, leads):
    read = [published(Client(), address) for address in public_series.publish(seed, leads)]
    withheld = [
        value
        for each in read
        for table in each["headline"] + each["tables"]
        for _, value in table["figures"]
        if value is None
    ]
    assert withheld and narrow(read, NARROWEST) == []


@pytest.mark.parametrize("ending", ["", "figures.csv"])
def test_the_reading_sees_what_a_page_or_a_file_gives_away_beside_the_json(leads, ending):
    """Else it would prove nothing."""
    read = {address: published(Client(), address) for address in public_series.publish(7, leads)}
    address = next(address for address, each in read.items() if None in _values(each))
    told = _values(published(Leaky(ending), address))
    assert told == [3 if value is None else value for value in _values(read[address])]


def test_the_reading_sees_shares_that_one_file_gives_away(leads):
    address = public_series.publish(7, leads)[0]
    with pytest.raises(AssertionError):
        published(Leaky("shares.csv"), address)


def _values(read):
    return [value for table in read["tables"] for _, value in table["figures"]]


class Leaky(Client):
    """Shows 3 in place of every mark on one of the addresses of an edition."""

    def __init__(self, ending):
        super().__init__()
        self.ending = ending

    def get(self, path, *args, **kwargs):
        answer = super().get(path, *args, **kwargs)
        if path.endswith(f"/{self.ending}"):
            for mark in (b'[c]<span class="govuk-visually-hidden"> withheld</span>', b"[c]\r\n"):
                answer.content = answer.content.replace(mark, b"3\r\n")
        return answer


def test_reading_costs_the_same_however_many_cases_and_editions_there_are(
    leads, add_cases, publish, django_assert_num_queries
):
    add_cases(60)
    edition = publish()
    addresses = [
        ("/statistics/", 2),
        (f"/statistics/{edition.ends_on}/", 2),
        (f"/statistics/{edition.ends_on}/1/figures.csv", 1),
    ]
    _ask(addresses, django_assert_num_queries)
    add_cases(300, seed=1)
    public_series.publish(5, leads)
    assert Edition.objects.count() > 3
    _ask(addresses, django_assert_num_queries)


def _ask(addresses, django_assert_num_queries):
    for address, number in addresses:
        with django_assert_num_queries(number):
            assert Client().get(address).status_code == 200
