"""Takes the pictures of the README from a running demonstration: take.py ADDRESS PASSWORD [REFERENCE SECRET]."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent


def provider(page: Page) -> None:
    page.goto("/")
    take(page, "start")
    page.goto("/complain/what-happened/")
    take(page, "what-went-wrong")


def investigator(page: Page, password: str) -> None:
    page.goto("/staff/queue/")
    page.get_by_label("Email address").fill("lead@demonstration.invalid")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/staff/queue/?view=all")
    take(page, "queue")
    page.locator("tbody a").first.click()
    page.wait_for_load_state()
    take(page, "case")
    page.goto("/staff/dashboard/")
    take(page, "dashboard")


def follow(page: Page, reference: str, secret: str) -> None:
    page.goto("/follow/")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Secret code").fill(secret)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()
    take(page, "follow")


def take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", clip={"x": 0, "y": 0, "width": 1100, "height": 820}, full_page=True)


def main(address: str, password: str, *receipt: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(base_url=address, viewport={"width": 1100, "height": 820}).new_page()
        provider(page)
        investigator(page, password)
        if receipt:
            follow(page, *receipt)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
