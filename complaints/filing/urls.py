"""Addresses of filing a complaint."""

from django.urls import path

from . import ending, files, views

app_name = "filing"
urlpatterns = [
    path("", views.before, name="before"),
    path("check/", views.check, name="check"),
    path("sent/", ending.sent, name="sent"),
    path("for-a-provider/", views.assist, name="assist"),
    path("erase/", ending.erase, name="erase"),
    path("leave/", ending.leave, name="leave"),
    path("files/", files.files, name="files"),
    path("files/remove/", files.remove_file, name="remove_file"),
    path("<slug:name>/", views.page, name="page"),
]
