"""Two leads at the same moment."""

import pytest

from investigations.editions import making
from investigations.models import Edition
from mysteryshopper.staff.models import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_is_published_or_discarded_never_both(add_cases, make, make_user, leads, at_once):
    add_cases(60)
    draft, other = make(), make_user(Role.LEAD, "Liz Lead")

    def told(verb):
        def call():
            try:
                verb()
            except making.NotMade as refused:
                return str(refused)

        return call

    said = at_once(
        told(lambda: making.sign_off(draft, seen=draft.digest, by=leads[1])),
        told(lambda: making.sign_off(draft, seen=draft.digest, by=other)),
        told(lambda: making.discard(draft, by=leads[0])),
    )
    assert sorted(map(bool, said)) == [False, True, True]
    assert Edition.published().count() == (0 if said[2] is None else 1) == Edition.objects.count()
