"""Addresses of the lists."""

from django.urls import path

from . import list_views, saved_views, views

app_name = "queue"
urlpatterns = [
    path("queue/", views.queue, name="list"),
    path("cases/", list_views.cases, name="cases"),
    path("cases/export/", list_views.export, name="export"),
    path("queue/views/", saved_views.saved, name="saved"),
    path("queue/views/save/", saved_views.save, name="save_view"),
    path("queue/views/<int:pk>/", saved_views.change, name="change_view"),
    path("queue/views/<int:pk>/delete/", saved_views.delete, name="delete_view"),
    path("queue/search-help/", list_views.search_help, name="search_help"),
    path("queue/assisted/", views.assisted, name="assisted"),
    path("queue/parked/", views.parked, name="parked"),
    path("queue/parked/<slug:kind>/<int:pk>/", views.retry, name="retry"),
]
