"""The words in which a provider reads where their complaint stands. A table: step to words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import scope
from complaints.models import Consent


class Words(NamedTuple):
    title: Promise | str
    meaning: Promise | str
    next: Promise | str


_NO_MORE = _("We have closed the complaint. There is nothing more you need to do.")

WORDING: dict[str, Words] = {
    "received": Words(
        _("We have your complaint"),
        _("It is safely stored. The authority does not know about it."),
        _("An investigator will read it within 5 working days and check that it is something we can look into."),
    ),
    "opened": Words(
        _("An investigator can now see it"),
        _("Your complaint is in our investigators’ list. They see what happened, not who you are."),
        _("An investigator will read it within 5 working days and check that it is something we can look into."),
    ),
    "disclosure": Words(
        _("We can look into this"),
        _("Your complaint is something we can help with. We have not spoken to the authority yet."),
        _("We work out what we can ask the authority without giving you away. We ask you first if we are not sure."),
    ),
    "asked": Words(
        _("We have asked the authority"),
        _("We have asked the authority to explain what happened. We did not say who complained."),
        _("The authority usually has 10 working days to answer."),
    ),
    "assessment": Words(
        _("We are weighing up what we know"),
        _("An investigator is checking what happened against the rules for public buyers."),
        _("We decide what went wrong, if anything, and what the authority should do about it."),
    ),
    "recommended": Words(
        _("We have told the authority what we found"),
        _("The authority has our findings and our advice on what to change."),
        _("The authority says whether it accepts them. Then we tell you how it ended."),
    ),
    "withdrawal_asked": Words(
        _("You asked to withdraw your complaint"),
        _("We have told the investigator. Your complaint stays open until they close it."),
        _("The investigator closes your complaint. There is nothing more you need to do."),
    ),
    "reopened": Words(
        _("We have opened your complaint again"),
        _("Something has come up that we want to look at again."),
        _("An investigator is working on it."),
    ),
    "closed_changed_live": Words(
        _("Closed: the authority changed this procurement"),
        _("The authority has put this procurement right."),
        _NO_MORE,
    ),
    "closed_changed_future": Words(
        _("Closed: the authority is changing how it buys"),
        _("The authority has changed how it works, or has agreed to, so that this does not happen again."),
        _NO_MORE,
    ),
    "closed_paid": Words(
        _("Closed: the overdue payment was released"), _("The authority has paid what it owed."), _NO_MORE
    ),
    "closed_advice_only": Words(
        _("Closed: we gave you advice"), _("We explained the rules. The authority did not change anything."), _NO_MORE
    ),
    "closed_not_upheld": Words(
        _("Closed: the authority kept to the rules"),
        _("We looked into what you told us. We found that the authority did what it should."),
        _NO_MORE,
    ),
    "closed_refused": Words(
        _("Closed: the authority did not accept our advice"),
        _("We asked the authority to change. It said no, or did not answer."),
        _NO_MORE,
    ),
    "closed_out_of_scope": Words(
        _("Closed: we can’t look into this"),
        _("This is not something we have the power to look into."),
        _("“Can we help?” on this site says who may be able to help you instead. We have closed the complaint."),
    ),
    "file_infected": Words(
        _("We can’t open one of your files"),
        _("Our check found a virus in a file that you sent. Nobody has opened it."),
        _("We carry on with your complaint. You do not need to do anything."),
    ),
    "closed_withdrawn": Words(_("Closed: you withdrew it"), _("You asked us to stop, so we did."), _NO_MORE),
}
# Closed as out of scope, with whom they can ask instead.
WORDING |= {
    f"closed_out_of_scope_{key}": Words(WORDING["closed_out_of_scope"].title, rule.reason, rule.signpost)
    for key, rule in scope.BY_KEY.items()
}

# What happens when a purpose is allowed, before the provider says yes.
ALLOWED_MEANS = {
    Consent.Purpose.NAME: _(
        "We may then tell the authority who complained. We do it only if there is a good reason and two of us agree. "
        "You see on your page when we ask for it, and can take it back until then."
    ),
    Consent.Purpose.INVOICES: _(
        "We may then show the authority your invoices. An invoice has your name on it, so the authority then knows who "
        "complained."
    ),
    Consent.Purpose.EVIDENCE: _(
        "We may then show the authority copies of your files. We take out hidden details first. What the files say may "
        "still tell the authority who you are."
    ),
}
