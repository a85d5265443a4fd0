"""Addresses of imported history, and of what others published."""

from django.urls import path

from . import benchmark_views, views

app_name = "history"
urlpatterns = [
    path("", views.imported, name="imported"),
    path("market/", benchmark_views.listed, name="benchmarks"),
    path("market/new/", benchmark_views.new, name="new_benchmark"),
    path("market/<int:pk>/", benchmark_views.change, name="benchmark"),
    path("market/<int:pk>/take-back/", benchmark_views.take_back, name="take_back_benchmark"),
    path("<reference:reference>/outcome/", views.code, name="code"),
    path("<reference:reference>/authority/", views.match, name="match"),
]
