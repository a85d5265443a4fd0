"""The page on which staff ask for the monthly mail of figures, and stop it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import FiguresDigest

from . import digest


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def settings(request: StaffRequest) -> HttpResponse:
    if request.method == "POST":
        is_wanted = request.POST.get("mail") == "yes"
        (digest.ask if is_wanted else digest.stop)(request.user)
        messages.success(
            request, "You get the figures each month." if is_wanted else "You get no more mails of figures."
        )
        return redirect("reporting:digest")
    is_asked = FiguresDigest.objects.filter(user=request.user).exists()
    return render(request, "investigations/reporting/digest.html", {"is_asked": is_asked})
