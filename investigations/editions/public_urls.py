"""Public addresses of the statistics. They stay."""

from datetime import date

from django.urls import path, register_converter

from . import public_views


class DayConverter:
    """The last day of an edition."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

app_name = "statistics"
urlpatterns = [
    path("", public_views.editions, name="list"),
    path("<day:day>/", public_views.edition, name="edition"),
    path("<day:day>/<int:version>/", public_views.edition, name="version"),
    path("<day:day>/<int:version>/shares.csv", public_views.shares, name="shares"),
    path("<day:day>/<int:version>/figures.<str:ending>", public_views.file, name="file"),
]
