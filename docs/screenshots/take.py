"""Takes the README's pictures of what staff see, from a running demonstration: take.py ADDRESS PASSWORD."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1100, 820


def staff(page: Page, password: str) -> None:
    page.goto("/staff/queue/")
    page.get_by_label("Email address").fill("lead@demonstration.invalid")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/staff/queue/?view=all")
    take(page, "queue")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state()
    take(page, "case")
    page.goto("/staff/dashboard/")
    take(page, "dashboard")


def take(page: Page, name: str) -> None:
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    page.screenshot(path=FOLDER / f"{name}.png", clip=clip, full_page=True)


def main(address: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(base_url=address, viewport={"width": WIDTH, "height": HEIGHT})
        staff(context.new_page(), password)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
