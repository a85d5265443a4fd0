"""Addresses of the figures."""

from django.urls import path

from . import download_views, views

app_name = "outcomes"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("whom/", views.whom, name="whom"),
    path("what/", views.what, name="what"),
    path("vcse/", views.of_vcse, name="vcse"),
    path("time/", views.time, name="time"),
    path("crossed/", views.crossed, name="crossed"),
    path("definitions/", views.definitions, name="definitions"),
    path("downloads/", download_views.listed, name="downloads"),
    path("downloads/figures.xlsx", download_views.workbook, name="workbook"),
    path("downloads/<slug:page>/<slug:key>.<slug:ending>", download_views.file, name="file"),
    path("giving-up/", views.giving_up, name="giving_up"),
]
