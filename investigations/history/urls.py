"""Addresses of imported history."""

from django.urls import path

from . import views

app_name = "history"
urlpatterns = [
    path("", views.imported, name="imported"),
    path("<reference:reference>/outcome/", views.code, name="code"),
    path("<reference:reference>/authority/", views.match, name="match"),
]
