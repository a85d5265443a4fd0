"""Addresses of the public register."""

from django.urls import path, register_converter

from investigations.models.register import PUBLIC_ID

from . import views


class PublicIdConverter:
    """The number of an entry, as it is printed."""

    regex = PUBLIC_ID

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicIdConverter, "public_id")

app_name = "register"
urlpatterns = [
    path("register/<public_id:public_id>/", views.entry, name="entry"),
]
