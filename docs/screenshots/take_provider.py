"""Takes a picture of every page a provider meets, from a running demonstration: take_provider.py ADDRESS.

Writes them and docs/provider-pages.md anew. It sends a complaint: use a demonstration that may be thrown away."""

import io
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parents[1]
FOLDER = DOCS / "screenshots" / "provider"
WIDE, NARROW = 1280, 320
# Of these there is a narrow picture as well.
ALSO_NARROW = {"start", "what-happened", "sent"}
COLOURS = 16
KEPT_WIDTH = 800  # of a wide picture: enough to read it
# A notice of the data that comes with the project.
NOTICE = "ocds-b5fd17-a89fc5c2-eed8-48fa-b4e3-727a8f32fd6d"
INTRODUCTION = """# What a provider sees

Every page from the first to the one on which they follow their complaint, in order. Taken from a demonstration by
`docs/screenshots/take_provider.py`, which also writes this page. What is typed in is made up.
"""


class Album:
    def __init__(self, page: Page) -> None:
        self.page, self.lines = page, [INTRODUCTION]

    def take(self, name: str, words: str) -> None:
        """A picture of the page as it is, with one line on it."""
        self.page.wait_for_load_state()
        self.lines.append(f"## {words}\n\n![{words}](screenshots/provider/{self._save(name)})\n")
        if name in ALSO_NARROW:
            self.page.set_viewport_size({"width": NARROW, "height": 700})
            self.lines.append(
                f"The same on a small phone:\n\n![{words}](screenshots/provider/{self._save(name, '-320')})\n"
            )
            self.page.set_viewport_size({"width": WIDE, "height": 900})

    def _save(self, name: str, width: str = "") -> str:
        """With few colours, so that it is small."""
        self.page.evaluate("scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(self.page.screenshot(full_page=True))).convert("RGB")
        picture.thumbnail((KEPT_WIDTH, picture.height))
        file = f"{name}{width}.png"
        picture.quantize(COLOURS).save(FOLDER / file, optimize=True)
        return file

    def press(self, name: str = "Continue") -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()


def before_writing(page: Page, album: Album) -> None:
    page.goto("/")
    album.take("start", "The first page says what we do, what we can’t do, and how a name is kept back")
    album.press("Start now")
    album.take("can-we-help", "Four questions, before anything is written")
    for name, value in {"body": "private", "about": "one", "when": "recent", "court": "no"}.items():
        page.locator(f"input[name={name}][value={value}]").check()
    album.press()
    album.take("refused", "A refusal always says who may help instead")
    page.go_back()
    page.locator("input[name=body][value=wider]").check()
    album.press()
    album.take("may-help", "Yes: what to have at hand")
    album.press("Make a complaint")


def write(page: Page, album: Album) -> None:
    album.take("organisation", "Who you are: a kind and a size, no name")
    page.get_by_label("Registered charity").check()
    page.get_by_label("Fewer than 10 people").check()
    album.press()
    album.take("notice", "The notice, if there is one")
    page.get_by_label("Web address, notice number or ocid").fill(NOTICE)
    album.press()
    album.take("authority", "The authority, here taken from the notice; otherwise searched by part of its name")
    album.press()
    album.take("what-happened", "What went wrong, in words nobody has to look up")
    page.get_by_label("We were paid late, or not at all").check()
    page.get_by_label("Tell us what happened").fill("They say that the invoice is with another team.")
    album.press()
    page.get_by_label("How much is it for?").fill("lots")
    album.press()
    album.take("invoice-errors", "An error says what to enter, and keeps what was typed")
    page.get_by_label("How much is it for?").fill("£1,250.50")
    due = date.today() - timedelta(days=40)  # noqa: DTZ011 any day will do
    for box in ("day", "month", "year"):
        page.locator(f"[name=due_on-{box}]").fill(str(getattr(due, box)))
    album.take("invoice", "An invoice: only for late payment, and as many as there are")
    album.press()
    album.take("procurement", "The procurement, filled in from the notice")
    album.press()
    album.take("outcome", "What was tried, and what would put it right")
    page.get_by_label("What would put it right?").fill("Payment of the invoice.")
    album.press()
    page.get_by_label("I am complaining for another organisation").check()
    album.take("name", "A name is asked once, may be left out, and nothing is shown unless it is ticked")
    page.get_by_label("I am complaining for another organisation").uncheck()
    album.press()
    album.take("contact", "How to reach you, and what is safe")
    page.get_by_label("Do not contact me").check()
    album.press()


def send(page: Page, album: Album) -> None:
    page.get_by_role("link", name="Add or remove files").click()
    letter = {"name": "reminder.txt", "mimeType": "text/plain", "buffer": b"Made up."}
    page.locator("input[type=file]").set_input_files(letter)  # type: ignore[arg-type]
    album.press("Add")
    album.take("files", "Files that show what happened")
    album.press()
    page.get_by_role("link", name="Save and come back later").click()
    album.take("save", "Save, and come back with a code")
    page.goto("/complain/check/")
    album.take("check", "Check the answers, and send them")
    album.press("Send complaint")
    album.take("sent", "Sent: a reference and a secret code")


def follow(page: Page, album: Album) -> None:
    reference, secret = page.locator(".govuk-panel__body strong").inner_text(), page.locator(".app-secret").inner_text()
    page.goto("/receipt/")
    album.take("receipt", "Anyone can check a receipt")
    page.goto("/follow/")
    album.take("follow-sign-in", "Follow it with both")
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Secret code").fill(secret)
    album.press()
    album.take("follow", "What has happened, messages, who read the identity, and leave that can be taken back")


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(base_url=address, viewport={"width": WIDE, "height": 900}).new_page()
        album = Album(page)
        for part in (before_writing, write, send, follow):
            part(page, album)
        browser.close()
    (DOCS / "provider-pages.md").write_text("\n".join(album.lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
