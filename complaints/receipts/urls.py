"""Addresses of receipts. Each download is under the path of the cookie that lets in."""

from django.urls import path

from . import views

app_name = "receipts"
urlpatterns = [
    path("receipt/", views.check, name="check"),
    path("complain/receipt/", views.of_filed, name="of_filed"),
    path("follow/receipt/", views.of_followed, name="of_followed"),
]
