"""The links at the top of every page."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from mysteryshopper.govuk import components
from mysteryshopper.staff import pages

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """Those of the person's role, and a button to sign out; for everybody else the public ones."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return _navigation(context, pages.PUBLIC)
    sign_out = render_to_string("account/sign_out.html", {"csrf_token": get_token(context["request"])})
    return _navigation(context, pages.OF_ROLE[user.role], {"navigationEnd": sign_out})


def _navigation(context: Context, links: tuple[pages.Page, ...], slots: dict[str, Any] | None = None) -> SafeString:
    here = context["request"].path if "request" in context else ""
    items = [_item(page.text, reverse(page.url_name), here) for page in links]
    return components.render("service-navigation", {"navigation": items, "slots": slots})


def _item(text: str, href: str, here: str) -> dict[str, Any]:
    return {"text": text, "href": href, "current": here == href, "active": here.startswith(href)}
