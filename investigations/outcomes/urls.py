"""Addresses of the figures."""

from django.urls import path

from . import views

app_name = "outcomes"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("giving-up/", views.giving_up, name="giving_up"),
]
