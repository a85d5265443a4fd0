"""Addresses of the API, without a slash at the end, as programs write them."""

from django.urls import path, re_path

from . import api_views, urls  # noqa: F401  (the converters)

app_name = "api"
urlpatterns = [
    path("v1/cases", api_views.cases, name="cases"),
    path("v1/cases/<public_id:public_id>", api_views.case, name="case"),
    path("v1/authorities", api_views.authorities, name="authorities"),
    path("v1/openapi.json", api_views.openapi, name="openapi"),
    re_path("^(?P<rest>.*)$", api_views.nothing, name="nothing"),
]
