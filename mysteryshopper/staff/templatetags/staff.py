"""The links at the top of every page."""

from collections.abc import Callable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from mysteryshopper.govuk.worded import worded
from mysteryshopper.staff import pages

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """Those of the person's role, and a button to sign out; for everybody else the public ones."""
    user = context.get("user")
    here = context["request"].path if "request" in context else ""
    counts = context.get("menu_counts") or {}
    items = [_item(page, here, counts.get(page.url_name)) for page in pages.pages_of(user)]
    is_staff = user is not None and user.is_authenticated
    slots = {"navigationEnd": _sign_out(context["request"])} if is_staff else None
    return worded("service-navigation", {"navigation": items, "slots": slots})


def _item(page: pages.Page, here: str, count: Callable[[], int] | None) -> dict[str, Any]:
    """`count`: of what waits there for this person. None: nothing is counted."""
    href = reverse(page.url_name)
    waits = count() if count else 0
    keys = {"attributes": {"data-key": page.keys}} if page.keys else {}
    text = f"{page.text} ({waits})" if waits else page.text
    return {"text": text, "href": href, "current": here == href, "active": here.startswith(href), **keys}


def _sign_out(request: HttpRequest) -> SafeString:
    return render_to_string("account/sign_out.html", request=request)
