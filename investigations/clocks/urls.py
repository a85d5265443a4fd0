"""Addresses of clocks: of one case, and of what all are counted by."""

from django.urls import path

from . import setting_views, views

app_name = "clocks"
urlpatterns = [
    path("clocks/", setting_views.settings, name="settings"),
    path("clocks/<slug:key>/", setting_views.change, name="change"),
    path("bank-holidays/", setting_views.holidays, name="holidays"),
    path("bank-holidays/<int:pk>/remove/", setting_views.remove_holiday, name="remove_holiday"),
    path("cases/<reference:reference>/clocks/<slug:kind>/stop/", views.stop, name="stop"),
    path("cases/<reference:reference>/clocks/<slug:kind>/restart/", views.restart, name="restart"),
    path("cases/<reference:reference>/standstill/", views.standstill, name="standstill"),
    path("cases/<reference:reference>/follow-up/", views.follow_up, name="follow_up"),
]
