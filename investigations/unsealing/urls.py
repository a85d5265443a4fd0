"""Addresses of who complained."""

from django.urls import path

from . import views

app_name = "unsealing"
urlpatterns = [
    path("same-provider/", views.search, name="search"),
    path("second-person/", views.waiting, name="waiting"),
    path("cases/<reference:reference>/who-complained/", views.identity, name="identity"),
    path("cases/<reference:reference>/who-complained/tell/", views.ask, name="ask"),
    path("cases/<reference:reference>/who-complained/tell/decide/", views.decide, name="decide"),
]
