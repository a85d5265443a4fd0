"""Addresses of the summary of one case."""

from django.urls import path

from . import views

app_name = "summaries"
urlpatterns = [
    path("<reference:reference>/summary/", views.summary, name="summary"),
    path("<reference:reference>/summary/write/", views.write, name="write"),
    path("<reference:reference>/summary/approve/", views.approve, name="approve"),
    path("<reference:reference>/summary/show/", views.show, name="show"),
    path("<reference:reference>/summary/reply/", views.redact, name="redact"),
    path("<reference:reference>/summary/withdraw/", views.withdraw, name="withdraw"),
]
