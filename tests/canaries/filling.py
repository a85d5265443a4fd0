"""Forms of pages, filled in and sent as a browser does: with what stands in them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import requests
from lxml import html

Typed = Mapping[str, str | Sequence[str]]
Files = Sequence[tuple[str, tuple[str, bytes]]]


def send(session: requests.Session, page: str, typed: Typed, *, to: str = "", files: Files = ()) -> requests.Response:
    """Opens a page, types into the form that goes to `to`, or to the page itself, and sends it."""
    opened = session.get(page, timeout=60)
    action = to or opened.url
    form = _form(opened, urlsplit(action).path, is_own=not to)
    given = [(name, value) for name, value in form.form_values() if name not in typed]
    more = [(name, one) for name, value in typed.items() for one in ([value] if isinstance(value, str) else value)]
    answer = session.post(action, data=[*given, *more], files=list(files) or None, timeout=60)
    assert answer.ok, (answer.url, answer.status_code, answer.text[-3000:])
    assert "error-summary" not in answer.text, answer.text
    return answer


def labelled(page: requests.Response, words: str) -> str:
    """The value of the choice with this label."""
    tree = html.fromstring(page.text)
    found = [label.get("for") for label in tree.iter("label") if " ".join(label.text_content().split()) == words]
    assert found, (words, page.text)
    value = tree.get_element_by_id(found[0]).get("value")
    assert value
    return value


def _form(page: requests.Response, path: str, *, is_own: bool) -> Any:
    forms = html.fromstring(page.text).forms
    to_it = [form for form in forms if (form.get("action") or "") == path]
    to_itself = [form for form in forms if not form.get("action") and form.get("method") == "post"]
    found = to_it or (to_itself if is_own else [])
    assert found, (path, page.status_code, page.text[-3000:])
    return found[0]
