"""Whether those who were in a case were satisfied with what we did, as they say themselves. Reads, never writes."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef

from complaints.models import Asking
from investigations.models import AuthoritySatisfaction, Case, Officer
from investigations.models.authority_satisfaction import knows_the_end

from .cells import Number, Share
from .narrowing import Asked
from .rates import Rate
from .tables import Row, Table

COLUMNS = ["Asked", "Answered", "Satisfied", "Partly satisfied", "Not satisfied", "Satisfied, of those who say"]


def satisfaction_table(asked: Asked) -> Table:
    """Three queries."""
    rows = [_row("Providers", _of_providers(asked)), _row("Authorities", _of_authorities(asked))]
    about = (
        "Providers are asked when a case closes, authorities once they know how it ended; nobody has to answer. Of "
        "cases received in the period. Who answers may differ from who does not. “I am not sure” is an "
        "answer, and in no share."
    )
    return Table("satisfaction", "Satisfaction with what we did", "Who was asked", COLUMNS, rows, about)


def _row(label: str, said: Counter[str]) -> Row:
    yes, partly, no = (said[answer] for answer in (Asking.Answer.YES, Asking.Answer.PARTLY, Asking.Answer.NO))
    numbers = [said.total(), said.total() - said[""], yes, partly, no]
    return Row(label, [*map(Number, numbers), Share(Rate(yes, yes + partly + no))])


def _of_authorities(asked: Asked) -> Counter[str]:
    """By answer, empty for none: how many."""
    cases = Case.objects.filter(asked.narrowed.condition("received_on"))
    told = AuthoritySatisfaction.objects.filter(case__in=cases.values("pk"))
    said = Counter(dict(told.values_list("answer").annotate(Count("pk")).order_by()))
    officers = Officer.objects.filter(case=OuterRef("pk"))
    of_case = AuthoritySatisfaction.objects.filter(case=OuterRef("pk"))
    said[""] = cases.filter(knows_the_end(), Exists(officers), ~Exists(of_case)).count()
    return said


def _of_providers(asked: Asked) -> Counter[str]:
    """By answer, empty for none: how many."""
    complaints = Case.objects.filter(asked.narrowed.condition("received_on")).values("complaint")
    askings = Asking.objects.filter(kind=Asking.Kind.SATISFIED, complaint__in=complaints)
    return Counter(dict(askings.values_list("answer").annotate(Count("pk")).order_by()))
