"""Addresses of progress reports, and of figures by mail."""

from django.urls import path

from . import digest_views, views

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("by-mail/", digest_views.settings, name="digest"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/pdf/", views.pdf, name="pdf"),
    path("<int:pk>/sign-off/", views.sign_off, name="sign_off"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
