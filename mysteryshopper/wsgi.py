"""The door for the web server."""

import os
from typing import Any

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

    def parse_file_upload(self, *arguments: Any) -> Any:
        """Django tells a handler of a form that ends too soon, but not of a connection that breaks."""
        try:
            return super().parse_file_upload(*arguments)
        except BaseException:
            for handler in self.upload_handlers:
                handler.upload_interrupted()
            raise


class Handler(WSGIHandler):
    request_class = Utf8Request


django.setup(set_prefix=False)
application = Handler()
