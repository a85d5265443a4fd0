"""Addresses of the recommendations of one case."""

from django.urls import path

from . import views

app_name = "recommendations"
urlpatterns = [
    path("<reference:reference>/recommendations/", views.of_case, name="of_case"),
    path("<reference:reference>/recommendations/propose/", views.propose, name="propose"),
    path("<reference:reference>/recommendations/sent/", views.send_otherwise, name="sent"),
    path("<reference:reference>/recommendations/<int:number>/", views.one, name="one"),
    path("<reference:reference>/recommendations/<int:number>/remove/", views.remove, name="remove"),
    path("<reference:reference>/recommendations/<int:number>/answer/", views.answer, name="answer"),
    path("<reference:reference>/recommendations/<int:number>/check/", views.check, name="check"),
]
