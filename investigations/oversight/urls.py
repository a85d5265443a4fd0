"""Address of the leads' page."""

from django.urls import path

from . import views

app_name = "oversight"
urlpatterns = [path("", views.oversight, name="oversight")]
