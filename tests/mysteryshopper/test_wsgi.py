"""The door for the web server, called as the web server calls it."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from mysteryshopper.wsgi import application


def ask(**environ):
    """The status line of the answer."""
    said = []
    body = application(environ, lambda status, headers: said.append(status))
    body.close()
    return said[0]


@pytest.mark.parametrize("charset", ["rot13", "utf-7", "unicode_escape", "punycode", "hex", "zip", "utf-8", "nonsense"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_charset_that_a_client_names_is_not_obeyed(charset, kind, db):
    typed = b"reference=\\ud800+2AA&secret=%ff"
    environ = RequestFactory().get("/follow/?q=%ff").environ | {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "localhost",
        "CONTENT_TYPE": f"{kind}; charset={charset}",
        "CONTENT_LENGTH": str(len(typed)),
        "wsgi.input": BytesIO(typed),
    }
    assert ask(**environ) == "403 Forbidden"  # no token against forgery


def test_the_start_page_is_open(db):
    environ = RequestFactory().get("/").environ | {"SERVER_NAME": "localhost"}
    assert ask(**environ) == "200 OK"
