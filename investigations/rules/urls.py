"""Addresses of the rules."""

from django.urls import path

from . import views

app_name = "rules"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.rule, name="rule"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/trial/", views.trial, name="trial"),
    path("<int:pk>/switch/", views.switch, name="switch"),
]
