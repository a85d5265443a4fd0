"""Which room answers which address."""

from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from complaints.filing import views as filing
from complaints.reference import PATTERN


class ReferenceConverter:
    """A reference in an address, as it is printed."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")

handler400 = "mysteryshopper.govuk.page.bad_request"
urlpatterns = [
    path("", filing.start, name="start"),
    path("privacy/", filing.privacy, name="privacy"),
    path("complain/can-we-help/", include("complaints.scoping.urls")),
    path("complain/return/", include("complaints.returning.urls")),
    path("complain/authorities/", include("complaints.authorities.urls")),
    path("", include("complaints.receipts.urls")),
    path("complain/", include("complaints.filing.urls")),
    path("", include("investigations.register.urls")),
    path("statistics/", include("investigations.editions.public_urls")),
    path("api/", include("investigations.register.api_urls")),
    path("follow/files/", include("complaints.evidence.urls")),
    path("follow/", include("complaints.tracking.urls")),
    path("authority/", include("investigations.answering.urls")),
    path("staff/", RedirectView.as_view(pattern_name="staff:home"), name="staff"),
    path("staff/", include("mysteryshopper.staff.urls")),
    path("staff/", include("investigations.queue.urls")),
    path("staff/", include("investigations.clocks.urls")),
    path("staff/", include("investigations.checklists.urls")),
    path("staff/", include("investigations.mailbox.urls")),
    path("staff/rules/", include("investigations.rules.urls")),
    path("staff/oversight/", include("investigations.oversight.urls")),
    path("staff/", include("investigations.contacts.urls")),
    path("staff/", include("investigations.letters.urls")),
    path("staff/", include("investigations.unsealing.urls")),
    path("staff/cases/", include("investigations.casework.urls")),
    path("staff/cases/", include("investigations.leaving.urls")),
    path("staff/cases/", include("investigations.recommendations.urls")),
    path("staff/cases/", include("investigations.summaries.urls")),
    path("staff/cases/", include("investigations.answering.staff_urls")),
    path("staff/history/", include("investigations.history.urls")),
    path("staff/editions/", include("investigations.editions.urls")),
    path("staff/reports/", include("investigations.reporting.urls")),
    path("staff/dashboard/", include("investigations.outcomes.urls")),
]
