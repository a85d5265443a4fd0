"""Pages on which leads write rules, try them, and switch them on and off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, ruling
from investigations.colliding import SavedMeanwhile, sent_again
from investigations.doors import StaffRequest, staff_page
from investigations.lifecycle import Conflict
from investigations.models import Rule

from . import changing
from .forms import RuleForm, SeenForm, SwitchForm

_CASES_SHOWN, _CHANGES_SHOWN = 25, 50


@require_GET
@staff_page(access.check_lead)
def rules(request: StaffRequest) -> HttpResponse:
    found = Rule.objects.select_related("offer_to")
    return render(request, "investigations/rules/rules.html", {"rules": found})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new(request: StaffRequest) -> HttpResponse:
    return _form(request, Rule())


@require_GET
@staff_page(access.check_lead)
def rule(request: StaffRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    changes = found.changes.select_related("by")[:_CHANGES_SHOWN]
    return render(request, "investigations/rules/rule.html", {"rule": found, "changes": changes})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    return _form(request, _rule(pk))


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def trial(request: StaffRequest, pk: int) -> HttpResponse:
    """What the rule would have done: shown once somebody has asked for it."""
    found = _rule(pk)
    if request.method == "POST":
        changing.try_out(found, seen=_seen(SeenForm(request.POST)), by=request.user)
        return redirect("rules:trial", pk)
    if not found.is_tried:
        return redirect("rules:rule", pk)
    touched, tried_on = ruling.touches([found], ruling.past_cases()), len(ruling.past_cases().values("pk"))
    context = {"rule": found, "count": len(touched), "tried_on": tried_on, "touched": touched[:_CASES_SHOWN]}
    context["share"] = round(100 * len(touched) / tried_on) if tried_on else 0
    return render(request, "investigations/rules/trial.html", context)


@require_POST
@staff_page(access.check_lead)
def switch(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _rule(pk), SwitchForm(request.POST)
    seen = _seen(form)
    changing.switch(found, form.cleaned_data["state"], seen=seen, by=request.user)
    messages.success(request, f"The rule is {form.cleaned_data['state'].label.lower()}.")
    return redirect("rules:rule", pk)


def _seen(form: SeenForm) -> int:
    if not form.is_valid():
        raise Conflict("Open the page of the rule again.")
    seen: int = form.cleaned_data["seen"]
    return seen


def _rule(pk: int) -> Rule:
    return get_object_or_404(Rule.objects.select_related("offer_to"), pk=pk)


def _form(request: StaffRequest, rule: Rule) -> HttpResponse:
    now = {name: getattr(rule, name) for name in ("name", *Rule.CONDITIONS, "effect", "tag", "offer_to")}
    form = RuleForm(request.POST if request.method == "POST" else None, initial={**now, "seen": rule.version})
    status, theirs = 422 if form.is_bound else 200, None
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            saved = changing.save(rule, data, seen=data.pop("seen"), by=request.user)
        except changing.NameTaken as taken:
            form.add_error("name", str(taken))
        except SavedMeanwhile as meanwhile:
            # What they chose stays, beside what is there now; sent again it takes its place.
            theirs, status = meanwhile.theirs, 409
            form.data = sent_again(request.POST, theirs)
        else:
            messages.success(request, "The rule is saved as a draft. Try it on past cases, then switch it on.")
            return redirect("rules:rule", saved.pk)
    context = {"form": form, "rule": rule, "theirs": theirs}
    return render(request, "investigations/rules/write.html", context, status=status)
