"""The page on which an officer says how satisfied their authority is."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from complaints.models import Asking
from investigations.models import Officer
from mysteryshopper.govuk.forms import GovukForm

from . import satisfaction
from .act_views import act
from .door import form_page, typed
from .forms import LONGEST


class SatisfactionForm(GovukForm):
    """As providers are asked."""

    answer = forms.ChoiceField(
        label=Asking.Kind.SATISFIED.label,
        choices=Asking.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    words = forms.CharField(label="Tell us more (optional)", widget=forms.Textarea, max_length=LONGEST, required=False)
    govuk = {
        "words": {"seen_by": "Who sees this: our investigators.", "called": "What you tell us", "rows": 3},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def satisfied(request: HttpRequest, officer: Officer) -> HttpResponse:
    told = satisfaction.told(officer) if request.method != "POST" else None
    if request.method != "POST" and not told and not satisfaction.is_asked(officer):
        raise Http404
    form = SatisfactionForm(typed(request))

    def verb() -> None:
        satisfaction.tell(officer, form.cleaned_data["answer"], form.cleaned_data["words"], at=timezone.now())

    return act(request, officer, "satisfied.html", form, verb, "Thank you for telling us.", told=told)
