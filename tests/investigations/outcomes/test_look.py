"""The pages of figures in a real browser: nobody is shut out, nothing is cut off. Needs static/built."""

import os
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from investigations.models import Outcome
from mysteryshopper.staff.models import Role

from .test_dashboard import DATA

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_dashboard(add, signed_in, live_server, settings):
    """The page at a width, signed in as an official."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    for number, outcome in enumerate([None, *Outcome]):
        add(outcome, 3 + 40 * number, authority_sector="central_government", provider_kind="company")
    call_command("load_benchmarks", str(DATA / "benchmarks.csv"))
    name = django_settings.SESSION_COOKIE_NAME
    session = {"name": name, "value": signed_in(Role.OFFICIAL).cookies[name].value, "url": live_server.url}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def go(width: int, path: str = "", **options):
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            context.add_cookies([session])
            page = context.new_page()
            page.goto(f"{live_server.url}/staff/dashboard/{path}")
            return page

        yield go
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


# Of each row of a chart: where its name ends, its value begins and the chart ends.
ROWS = """[...document.querySelectorAll('.app-chart g g')].map(row => {
    const [name, value] = [...row.querySelectorAll('text')].map(text => text.getBoundingClientRect())
    if (!value) return true
    const end = row.closest('.app-chart').getBoundingClientRect().right + 1
    return [name.bottom <= value.top + 4 || name.right < value.left, name.right <= end, value.right <= end]
}).flat()"""


PATHS = ["", "whom/", "what/", "vcse/", "time/", "crossed/", "definitions/", "downloads/"]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_dashboard, width):
    page = open_dashboard(width)
    assert page.get_by_role("heading", level=1).inner_text() == "How often was the process changed?"
    for path in PATHS:
        page = open_dashboard(width, path)
        assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert set(page.evaluate(ROWS)) <= {True}, path


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (717, "print")])
def test_tables_fit_a_desks_screen_and_paper(open_dashboard, width, media):
    for path in ("", "whom/", "time/"):
        page = open_dashboard(width, path)
        page.emulate_media(media=media)
        hidden = "[...document.querySelectorAll('.app-scroll')].map(box => box.scrollWidth - box.clientWidth)"
        assert set(page.evaluate(hidden)) == {0}, path


def test_tables_can_be_scrolled_by_keyboard_on_a_phone(open_dashboard):
    page = open_dashboard(320, "whom/")
    region = page.get_by_role("region", name="Provider", exact=True)
    region.focus()
    page.keyboard.press("ArrowRight")
    # Not wait_for_function: when it has to wait, it evaluates text, which our own content security policy forbids.
    for _ in range(100):
        if page.evaluate("document.activeElement.scrollLeft") > 0:
            return
        page.wait_for_timeout(50)
    pytest.fail("the region did not scroll")


# Of each bar, interval and line of the charts: the least contrast with what it stands on.
CONTRASTS = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
    const light = colour => {
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    const least = (selector, property, under) => Math.min(...[...document.querySelectorAll(selector)].map(
        shape => contrast(light(getComputedStyle(shape)[property]), light(under(shape)))))
    const track = () => getComputedStyle(document.querySelector('.app-chart__track')).fill
    const edge = () => getComputedStyle(document.querySelector('.app-chart__edge')).stroke
    return [least('.app-chart__bar', 'fill', track), least('.app-chart__interval', 'stroke', edge),
            least('.app-chart__line', 'stroke', track)]
}"""


@pytest.mark.parametrize(
    "media",
    [
        {"media": "screen"},
        {"media": "print"},
        {"forced_colors": "active", "color_scheme": "light"},
        {"forced_colors": "active", "color_scheme": "dark"},
    ],
)
def test_charts_are_read_in_any_colours_and_without(open_dashboard, add, media):
    add(Outcome.CHANGED_LIVE, 30, authority_sector="health", resolve_due_on=date(2020, 8, 1))
    page = open_dashboard(1280, "time/")
    page.emulate_media(**media)
    # None of them: infinite.
    assert all(3 <= contrast <= 21 for contrast in page.evaluate(CONTRASTS))
    # Lines differ by their dashes, and each has its number in words.
    lines = page.locator("polyline.app-chart__line")
    dashes = [lines.nth(number).get_attribute("stroke-dasharray") for number in range(lines.count())]
    assert len(set(dashes)) == len(dashes) == 3
