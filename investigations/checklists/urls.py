"""Addresses of tasks: of one case, of one's own, and of the templates."""

from django.urls import path

from . import template_views, views

app_name = "checklists"
urlpatterns = [
    path("tasks/", views.mine, name="mine"),
    path("cases/<reference:reference>/tasks/add/", views.add, name="add"),
    path("cases/<reference:reference>/tasks/add-all/", views.add_all, name="add_all"),
    path("cases/<reference:reference>/tasks/<int:pk>/done/", views.tick, name="tick"),
    path("cases/<reference:reference>/tasks/<int:pk>/not-done/", views.untick, name="untick"),
    path("task-templates/", template_views.templates, name="templates"),
    path("task-templates/new/", template_views.new, name="new_template"),
    path("task-templates/<int:pk>/", template_views.change, name="change_template"),
    path("task-templates/<int:pk>/delete/", template_views.delete, name="delete_template"),
]
