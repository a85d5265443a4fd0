"""The pages of letters and contacts in a real browser, on a phone and on a desk. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from investigations.contacts import keeping
from investigations.letters import releasing
from investigations.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def pages(case, begin, release, owner, lead, contact, filing):
    """Addresses by name: letters in every state, somebody let in, somebody who has left."""
    sent, waiting, taken_back = release(begin()), begin("escalation"), release(begin("follow-up"))
    Letter.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    releasing.ask(waiting, seen=waiting.version, by=owner)
    releasing.take_back(taken_back, by=owner)
    on_its_way, draft = release(begin("escalation")), begin("other")
    left = keeping.add(case.authority, name="Lee", job="", email="lee@gmail.com", is_senior=True, by=owner)
    keeping.end(left, note="Has left", by=owner)
    held = begin("other", body=f"Ask {filing.organisation}.")
    back = begin("other")
    releasing.ask(back, seen=back.version, by=owner)
    releasing.send_back(back, version=back.version, reason="Say which papers.", by=lead)
    states = {
        "held": held,
        "back": back,
        "sent": sent,
        "waiting": waiting,
        "taken-back": taken_back,
        "on-its-way": on_its_way,
    }
    previews = {name: reverse("letters:preview", args=[case.reference, one.pk]) for name, one in states.items()}
    return previews | {
        "letters": reverse("letters:letters", args=[case.reference]),
        "begin": reverse("letters:begin", args=[case.reference]),
        "draft": reverse("letters:letter", args=[case.reference, draft.pk]),
        "templates": reverse("letters:templates"),
        "template": reverse("letters:template", args=["findings"]),
        "new-template": reverse("letters:new_template"),
        "contacts": reverse("contacts:of_authority", args=[case.authority_id]),
        "contact": reverse("contacts:letters", args=[contact.pk]),
        "second-person": reverse("unsealing:waiting"),
        "move": reverse("casework:move", args=[case.reference]),
        "to-the-provider": reverse("casework:write", args=[case.reference]),
    }


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(browser, pages, lead, signed_in, live_server, settings, width):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    name = django_settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": name, "value": signed_in(lead).cookies[name].value, "url": live_server.url}])
    page, wrong = context.new_page(), []
    for name, where in pages.items():
        assert page.goto(f"{live_server.url}{where}").status == 200, name
        if os.environ.get("PICTURES"):
            page.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append((name, "is cut off"))
        wrong += [(name, rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]]
    context.close()
    assert wrong == []
