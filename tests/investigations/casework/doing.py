"""What the rules of test_sequences.py stand on: who does it, to which case; and what is refused changes nothing."""

from django.apps import apps
from django.db import connection
from hypothesis import strategies as st

from investigations.access import NotAllowed
from investigations.answering.promising import NotSent
from investigations.casework import casework
from investigations.casework.findings import NoSuchGround
from investigations.lifecycle import Conflict
from investigations.models import Case
from mysteryshopper.staff.accounts import Refused
from mysteryshopper.staff.models import Role, User

REFUSALS = (NotAllowed, Conflict, NoSuchGround, NotSent, Refused)
OWNER = "owner"
STAFF = {
    "Ann": Role.INVESTIGATOR,
    "Bea": Role.INVESTIGATOR,
    "Cem": Role.INVESTIGATOR,
    "Lea": Role.LEAD,
    "Lou": Role.LEAD,
    "Oda": Role.OFFICIAL,
    "Ada": Role.ADMINISTRATOR,
}
WHO = st.sampled_from([OWNER, OWNER, OWNER, OWNER, *STAFF])
PEOPLE = st.sampled_from(sorted(STAFF))
# Mostly those who may do what only leads do; and so on below: what is always refused teaches little.
LEADS = st.sampled_from(["Lea", "Lou", "Lea", "Lou", "Ann", "Oda"])
MOSTLY_NOT = st.sampled_from([False, False, True])
CASE = st.integers(0, 2)
SOME_CASES = st.lists(CASE, min_size=1, max_size=3, unique=True)
WORDS = st.sampled_from(["", "Because."])
# Without words for people and for what is only looked up: each is a table of the two rooms of cases.
TABLES = [
    model._meta.db_table
    for app in ("complaints", "investigations")
    for model in apps.get_app_config(app).get_models()
    if model._meta.managed
]


def snapshot():
    """Of every table which rows there are, and which transaction wrote each: a row written again is another one."""
    rows = "SELECT '{0}', count(*), sum(hashtext(ctid::text || xmin::text)) FROM {0}"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows.format(table) for table in TABLES))
        return {table: written for table, *written in cursor.fetchall()}


class Doing:
    pks: list  # of the cases

    def cases(self):
        return list(Case.objects.select_related("owner", "complaint").order_by("pk"))

    def case(self, number):
        return Case.objects.select_related("owner", "complaint").get(pk=self.pks[number])

    def person(self, name):
        """Their account as it is now, as a page would read it."""
        return User.objects.get(name=name)

    def by(self, case, who):
        """Whoever owns the case stands for its owner. When nobody does, somebody claims it, if one can."""
        for name in STAFF if who == OWNER else []:
            if self.case(case).owner is None:
                self.do(case, name, casework.claim)
        return self.person(who) if who in STAFF else self.case(case).owner or self.person("Ann")

    def do(self, case, who, verb, *args, **how):
        by = self.by(case, who)
        return self.attempt(verb, self.case(case), *args, by=by, **how)

    def do_to(self, thing, case, who, verb, **how):
        """To a letter of the case, say, that a page has read before."""
        return self.attempt(verb, thing, by=self.by(case, who), **how)

    def one_of(self, data, found):
        """One of the rows, or None where there are none."""
        rows = list(found)
        return data.draw(st.sampled_from(rows)) if rows else None

    def attempt(self, verb, *args, changes=False, **how):
        """What the verb answers; None when it refused, and then nothing has changed."""
        before = snapshot()
        try:
            answer = verb(*args, **how)
        except REFUSALS:
            assert snapshot() == before, verb
            return None
        return True if changes else answer
