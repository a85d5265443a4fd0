"""The address of a case: its check can't be guessed, and mail servers may write it as they like."""

import pytest

from complaints.reference import new_reference
from investigations.mailbox.tags import is_ours, read_tag, tagged_address
from investigations.models import Case


@pytest.fixture(autouse=True)
def _our_address(settings):
    settings.REPLIES_TO = "Replies@mystery-shopper.example"


@pytest.fixture
def case():
    return Case(reference=new_reference())


def test_the_address_of_a_case_is_read_again_in_any_case(case):
    address = tagged_address(case)
    assert read_tag(address) == read_tag(address.upper()) == (case.reference, True)
    assert len(address.rpartition("@")[0]) <= 64  # what mail servers take


def test_every_single_letter_of_the_check_counts(case):
    local, _, domain = tagged_address(case).rpartition("@")
    for place in range(-16, 0):
        wrong = local[:place] + ("0" if local[place] != "0" else "1") + (local[place + 1 :] if place + 1 else "")
        assert read_tag(f"{wrong}@{domain}") == (case.reference, False)


def test_the_check_of_another_case_is_wrong(case):
    other = Case(reference=new_reference())
    check = tagged_address(other).rpartition("@")[0][-16:]
    assert read_tag(tagged_address(case).replace(tagged_address(case).rpartition("@")[0][-16:], check)) == (
        case.reference,
        False,
    )


@pytest.mark.parametrize(
    "address",
    ["", "@", "replies@mystery-shopper.example", "replies+x@mystery-shopper.example", "a+ms-0000-0000-0@b", "\0"],
)
def test_other_addresses_have_no_tag(address):
    assert read_tag(address) is None


def test_another_domain_is_not_ours(case):
    assert read_tag(tagged_address(case).replace("mystery-shopper", "other")) is None


def test_an_older_secret_is_accepted_as_long_as_it_is_kept(case, settings):
    address, settings.SECRET_KEY_FALLBACKS = tagged_address(case), [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert (read_tag(address), tagged_address(case) == address) == ((case.reference, True), False)
    settings.SECRET_KEY_FALLBACKS = []
    assert read_tag(address) == (case.reference, False)


def test_without_an_address_no_mail_is_asked_for(case, settings):
    settings.REPLIES_TO = ""
    assert (tagged_address(case), read_tag("+ms-0000-0000-0@")) == ("", None)


def test_what_comes_from_us(case, settings):
    settings.MAIL_FROM = "Mystery Shopper <No-Reply@mystery-shopper.example>"
    ours = ["no-reply@mystery-shopper.example", tagged_address(case), "REPLIES@mystery-shopper.example"]
    assert [is_ours(address) for address in [*ours, "", "ada@mystery-shopper.example"]] == [True] * 3 + [False] * 2
