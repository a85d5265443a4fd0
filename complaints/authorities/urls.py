"""Addresses of searching the authorities."""

from django.urls import path

from . import views

app_name = "authorities"
urlpatterns = [path("", views.suggestions, name="suggestions")]
