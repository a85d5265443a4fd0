"""Addresses of “Can we help?”."""

from django.urls import path

from . import views

app_name = "scoping"
urlpatterns = [path("", views.can_we_help, name="can_we_help")]
