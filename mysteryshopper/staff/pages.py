"""Which pages each role works with: for the navigation, and for where to go after signing in."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.options import Words

from .models import Role, User


class Page(NamedTuple):
    text: Words
    url_name: str
    # The keys that lead there, for staff.
    keys: str = ""


QUEUE = Page("Queue", "queue:list", "gq")
CASES = Page("Cases", "queue:cases", "gc")
DASHBOARD = Page("Dashboard", "outcomes:dashboard")
MAIL = Page("Mail", "mailbox:tray", "gm")
SECOND_PERSON = Page("Second person", "unsealing:waiting")
OVERSIGHT = Page("Oversight", "oversight:oversight")
PEOPLE = Page("People", "people:list")
BANK_HOLIDAYS = Page("Bank holidays", "clocks:holidays")
STATISTICS = Page("Statistics", "editions:list")
ACCOUNT = Page("Your account", "staff:account")

PUBLIC = (
    Page(_("Make a complaint"), "filing:before"),
    Page(_("Follow your complaint"), "tracking:sign_in"),
    Page(_("Statistics"), "statistics:list"),
)

# The first is the one that a person starts with.
_OF_ROLE: dict[str, tuple[Page, ...]] = {
    Role.INVESTIGATOR: (QUEUE, CASES, MAIL, DASHBOARD, ACCOUNT),
    Role.LEAD: (QUEUE, CASES, MAIL, SECOND_PERSON, OVERSIGHT, DASHBOARD, STATISTICS, ACCOUNT),
    Role.OFFICIAL: (DASHBOARD, CASES, ACCOUNT),
    Role.ADMINISTRATOR: (PEOPLE, BANK_HOLIDAYS, ACCOUNT),
}


def pages_of(user: object) -> tuple[Page, ...]:
    """Those of the person's role; of anybody else, and of nobody, the public ones."""
    return _OF_ROLE[user.role] if isinstance(user, User) else PUBLIC
