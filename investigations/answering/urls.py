"""Addresses of the authority's page. None holds a reference or a code."""

from django.urls import path

from . import act_views, satisfaction_views, views

app_name = "answering"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("case/", views.case, name="case"),
    path("letters/<int:number>/", views.letter, name="letter"),
    path("letters/<int:number>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("letters/<int:number>/copies/<int:copy>/", views.copy, name="copy"),
    path("letters/<int:number>/receipt/", act_views.acknowledge, name="acknowledge"),
    path("more-time/", act_views.more_time, name="more_time"),
    path("points/<int:number>/", act_views.point, name="point"),
    path("recommendations/<int:number>/", act_views.recommendation, name="recommendation"),
    path("recommendations/<int:number>/done/", act_views.report_done, name="report_done"),
    path("documents/", act_views.add_documents, name="documents"),
    path("reply/", act_views.reply, name="reply"),
    path("satisfied/", satisfaction_views.satisfied, name="satisfied"),
    path("stay/", views.stay, name="stay"),
    path("leave/", views.leave, name="leave"),
]
