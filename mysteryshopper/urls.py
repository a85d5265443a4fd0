"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("staff/account/", include("allauth.urls")),
]
