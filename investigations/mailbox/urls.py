"""Addresses of mail that came in."""

from django.urls import path

from . import views

app_name = "mailbox"
urlpatterns = [
    path("mailbox/", views.tray, name="tray"),
    path("mailbox/<int:pk>/", views.mail, name="mail"),
    path("mailbox/<int:pk>/file/", views.file, name="file"),
    path("mailbox/<int:pk>/discard/", views.discard, name="discard"),
    path("mailbox/<int:pk>/put-back/", views.put_back, name="put_back"),
    path("mailbox/<int:pk>/answer/", views.answer, name="answer"),
    path("mailbox/<int:pk>/files/<int:number>/", views.open_file, name="open_file"),
    path("cases/<reference:reference>/mail/", views.of_case, name="of_case"),
]
