"""Addresses of files of a complaint that was sent."""

from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [path("", views.files, name="files")]
