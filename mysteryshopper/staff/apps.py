from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "mysteryshopper.staff"
    label = "staff"
