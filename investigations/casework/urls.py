"""Addresses of one case."""

from django.urls import path

from . import files, views

app_name = "casework"
urlpatterns = [
    path("<reference:reference>/", views.case, name="case"),
    path("<reference:reference>/claim/", views.claim, name="claim"),
    path("<reference:reference>/note/", views.note, name="note"),
    path("<reference:reference>/write/", views.write, name="write"),
    path("<reference:reference>/move/", views.move, name="move"),
    path("<reference:reference>/close/", views.close, name="close"),
    path("<reference:reference>/reopen/", views.reopen, name="reopen"),
    path("<reference:reference>/files/<int:number>/", files.open_file, name="open_file"),
]
