"""Staff accounts as rows."""

import pytest
from django.db import IntegrityError

from mysteryshopper.staff.models import User


def test_an_account_goes_by_its_name_and_is_found_by_its_address(staff):
    user = staff()
    assert (str(user), user.get_full_name()) == ("Ann Other", "Ann Other")
    assert User.objects.get_by_natural_key("INVESTIGATOR@example.com") == user


def test_no_account_has_a_role_that_nobody_knows(db):
    with pytest.raises(IntegrityError, match="user_role"):
        User.objects.create_user("a@example.com", "x", name="Ann", role="owner")
