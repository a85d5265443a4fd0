from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "mysteryshopper.govuk"
    label = "govuk"
