"""“Can we help?”: asked before anything is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints import scope

from .forms import ScopeForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def can_we_help(request: HttpRequest) -> HttpResponse:
    """A few questions before anything is written. Keeps nothing: neither the answers nor who asked."""
    form = ScopeForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        status = 422 if form.is_bound else 200
        return render(request, "complaints/scoping/can_we_help.html", {"form": form}, status=status)
    answers = form.cleaned_data
    context = {"refusal": scope.refusal(answers), "is_sure": scope.is_sure(answers), "answers": answers}
    context["caution"] = scope.caution(answers)
    return render(request, "complaints/scoping/verdict.html", context)
