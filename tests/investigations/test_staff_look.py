"""Every page that the table of access opens to a lead, on a phone: nobody is shut out, nothing has to be scrolled to
sideways. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from investigations.casework import bulk, casework, noting
from investigations.checklists import checking
from investigations.leaving import door
from investigations.models import Audience, BulkAction, Case, HeldText, Rule, SavedView, TaskTemplate
from mysteryshopper.staff.models import Role
from tests.test_access_matrix import TABLE, address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Shown once something was done, or no page of a browser.
NOT_LOOKED_AT = (
    "account_",
    "mfa_",
    "api:",
    "register:",
    "filing:",
    "returning:",
    "scoping:",
    "receipts:",
    "evidence:",
)


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead with a long name")


@pytest.fixture
def case(make_case, make_user, lead, settings, tmp_path):
    """One on which the lead works, beside whatever else the pages list."""
    settings.EVIDENCE_ROOT = tmp_path
    owner, case = make_user(name="Owen Owner"), casework.claim(make_case(organisation="Provider Works"), by=lead)
    noting.note(case, by=lead, text="A note.\n" * 5)
    checking.add(case, "Ring the buyer about the deadline", due_on=timezone.localdate(), for_user=None, by=lead)
    door.ask_override(
        door.examine(case, "Provider Works", Audience.PUBLIC, by=lead), by=lead, reason="Works are meant."
    )
    bulk.apply([make_case() for _ in range(3)], bulk.Asked(BulkAction.Kind.CLAIM, by=lead))
    Rule.objects.create(name="Late payers", effect="priority", is_payment="no", state="on", tried_version=1)
    SavedView.objects.create(owner=lead, name="All of mine", query="owner=me", due_at=timezone.now())
    TaskTemplate.objects.create(name="Payment", lines=["Ask for the invoices", "Ring the buyer"])
    call_command("import_cases", "investigations/data/published_cases.csv")
    Case.objects.filter(pk__in=[make_case().pk]).update(owner=owner, live_until=timezone.now())
    return case


def of_what_is_there():
    """Pages of rows: the table speaks of rows that are not there."""
    pages = [
        ("rules:rule", Rule),
        ("rules:trial", Rule),
        ("rules:change", Rule),
        ("checklists:change_template", TaskTemplate),
        ("queue:change_view", SavedView),
        ("casework:bulk_done", BulkAction),
    ]
    held = HeldText.objects.get()
    yield "leaving:held", reverse("leaving:held", args=[held.case.reference, held.pk])
    for route, model in pages:
        yield route, reverse(route, args=[model.objects.get().pk])


def routes():
    return sorted(
        row["route"]
        for row in TABLE
        if row["method"] == "GET" and row["lead"] == "200" and not row["route"].startswith(NOT_LOOKED_AT)
    )


def test_axe_finds_nothing_and_nothing_is_cut_off(browser, case, lead, signed_in, live_server, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    name = django_settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 320, "height": 800})
    context.add_cookies([{"name": name, "value": signed_in(lead).cookies[name].value, "url": live_server.url}])
    page, wrong, looked_at = context.new_page(), [], 0
    for route, where in [*((route, address(route, case)) for route in routes()), *of_what_is_there()]:
        # A browser does not open what is there to be saved.
        answer = context.request.get(f"{live_server.url}{where}")
        is_saved = "attachment" in answer.headers.get("content-disposition", "")
        if is_saved or answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(f"{live_server.url}{where}")
        looked_at += 1
        if os.environ.get("PICTURES"):
            page.screenshot(path=f"{os.environ['PICTURES']}/{route.replace(':', '-')}-320.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append((route, "is wider than a phone"))
        wrong += [(route, rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]]
    context.close()
    assert wrong == []
    assert looked_at > 40
