"""Addresses of making editions."""

from django.urls import path

from . import views

app_name = "editions"
urlpatterns = [
    path("", views.editions, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.draft, name="draft"),
    path("<int:pk>/sign-off/", views.sign_off, name="sign_off"),
    path("<int:pk>/cut/", views.cut, name="cut"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/correct/", views.correct, name="correct"),
]
