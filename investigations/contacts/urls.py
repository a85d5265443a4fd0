"""Addresses of the directory of contacts."""

from django.urls import path

from . import views

app_name = "contacts"
urlpatterns = [
    path("authorities/", views.authorities, name="authorities"),
    path("authorities/<int:pk>/contacts/", views.of_authority, name="of_authority"),
    path("contacts/<int:pk>/", views.letters, name="letters"),
    path("contacts/<int:pk>/change/", views.change, name="change"),
    path("contacts/<int:pk>/end/", views.end, name="end"),
]
