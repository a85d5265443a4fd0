"""Addresses of following a complaint."""

from django.urls import path

from . import views

app_name = "tracking"
urlpatterns = [
    path("", views.sign_in, name="sign_in"),
    path("complaint/", views.complaint, name="complaint"),
    path("message/", views.message, name="message"),
    path("leave/", views.leave, name="leave"),
]
