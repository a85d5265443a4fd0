"""Addresses of following a complaint."""

from django.urls import path

from . import views

app_name = "tracking"
urlpatterns = [
    path("", views.sign_in, name="sign_in"),
    path("complaint/", views.complaint, name="complaint"),
    path("message/", views.message, name="message"),
    path("answer/", views.answer, name="answer"),
    path("consents/give/", views.give_consent, name="give_consent"),
    path("consents/take-back/", views.take_back_consent, name="take_back_consent"),
    path("paid/", views.paid, name="paid"),
    path("withdraw/", views.withdraw, name="withdraw"),
    path("stay/", views.stay, name="stay"),
    path("leave/", views.leave, name="leave"),
]
