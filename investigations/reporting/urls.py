"""Addresses of progress reports."""

from django.urls import path

from . import views

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/pdf/", views.pdf, name="pdf"),
    path("<int:pk>/sign-off/", views.sign_off, name="sign_off"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
