"""The Celery application: wiring only. What is owed stands in Postgres; messages carry ids."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")
app = Celery("mysteryshopper")
app.config_from_object("mysteryshopper.settings:CELERY")
