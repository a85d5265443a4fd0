"""The one coded outcome a case closes with, and which of them count as “process changed”.

The definition decides the figure: published rates drifted from 81% (2011) to 100% (2022) because advice that
merely helped began to count. Here only the two `changed_` codes do.
"""

from django.db.models import TextChoices


class Outcome(TextChoices):
    CHANGED_LIVE = "changed_live", "This procurement was changed"
    CHANGED_FUTURE = "changed_future", "The authority changed its process, or accepted a recommendation to"
    PAID = "paid", "Overdue payment released, nothing else changed"
    ADVICE_ONLY = "advice_only", "Provider advised, nothing changed"
    NOT_UPHELD = "not_upheld", "Practice was sound"
    REFUSED = "refused", "Recommendation rejected, or the authority never answered"
    OUT_OF_SCOPE = "out_of_scope", "Not investigated: out of scope"
    WITHDRAWN = "withdrawn", "Withdrawn by the provider"
    UNCODED = "uncoded", "Imported history whose text does not say"


CHANGED = frozenset({Outcome.CHANGED_LIVE, Outcome.CHANGED_FUTURE})
# Reported, but never investigated to an end.
NOT_INVESTIGATED = frozenset({Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN})
