"""How little it takes to file: questions put to the service, and bytes of the first page."""

import pytest

from tests.journeys.test_whole_story import file_complaint

pytestmark = [pytest.mark.stack, pytest.mark.browser]

MOST_REQUESTS = 25
MOST_BYTES = 100_000


def _click(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_whole_filing_takes_fewer_than_25_pages(open_browser, javascript):
    """Pages and posts, redirects included; what a page is dressed with comes once and is cached."""
    page = open_browser(javascript=javascript)
    asked = []
    page.on("request", lambda request: request.resource_type == "document" and asked.append(request.url))
    file_complaint(page, press=_click)
    assert len(asked) < MOST_REQUESTS, asked


def test_the_first_page_is_small(open_browser):
    page = open_browser()
    sizes = page.context.new_cdp_session(page)
    sizes.send("Network.enable")
    received = []
    sizes.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert received
    assert sum(received) < MOST_BYTES, received
