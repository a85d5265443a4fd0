"""Addresses of filing a complaint."""

from django.urls import path

from . import files, views

app_name = "filing"
urlpatterns = [
    path("", views.before, name="before"),
    path("check/", views.check, name="check"),
    path("sent/", views.sent, name="sent"),
    path("for-a-provider/", views.assist, name="assist"),
    path("erase/", views.erase, name="erase"),
    path("leave/", views.leave, name="leave"),
    path("files/", files.files, name="files"),
    path("files/remove/", files.remove_file, name="remove_file"),
    path("<slug:name>/", views.page, name="page"),
]
