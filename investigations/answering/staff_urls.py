"""Addresses of what an authority did about one case."""

from django.urls import path

from . import staff_views

app_name = "answering_staff"
urlpatterns = [
    path("<reference:reference>/authority/", staff_views.authority, name="authority"),
    path("<reference:reference>/authority/more-time/<int:pk>/", staff_views.decide_time, name="decide_time"),
    path(
        "<reference:reference>/authority/more-time/<int:pk>/again/", staff_views.put_time_right, name="put_time_right"
    ),
    path("<reference:reference>/authority/documents/<int:number>/", staff_views.open_document, name="open_document"),
]
