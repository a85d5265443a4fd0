"""Addresses of saving a complaint and coming back to it."""

from django.urls import path

from . import views

app_name = "returning"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("save/", views.save, name="save"),
    path("<str:sealed>/", views.link, name="link"),
]
