"""The door for the web server."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")


class Utf8Request(WSGIRequest):
    """Reads every form as UTF-8, as browsers send ours.

    Django would obey the charset that a client names: one that is no text encoding (rot13) fails before any page,
    others (utf-7) let through what no column holds."""

    @property
    def encoding(self) -> None:
        return None  # Django's word for the default, UTF-8

    @encoding.setter
    def encoding(self, named: str) -> None:
        pass


class Handler(WSGIHandler):
    request_class = Utf8Request


django.setup(set_prefix=False)
application = Handler()
