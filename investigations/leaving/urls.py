"""Addresses of checking a text before it leaves."""

from django.urls import path

from . import views

app_name = "leaving"
urlpatterns = [
    path("<reference:reference>/leaving/", views.check, name="check"),
    path("<reference:reference>/leaving/early/", views.early, name="early"),
    path("<reference:reference>/leaving/<int:held>/", views.held, name="held"),
    path("<reference:reference>/leaving/<int:held>/open/", views.open_held, name="open_held"),
    path("<reference:reference>/leaving/<int:held>/decide/", views.decide, name="decide"),
]
