"""What officials and the public read, among 1,000 and 100,000 cases: as many questions to the database with either, and
how long each takes.

`make bench-figures`. In a database of its own, gone afterwards. Ends with 1 when a number of questions grows."""

import os
import random
import sys
from datetime import date
from itertools import combinations
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import django

os.environ["DEMONSTRATION"] = "true"  # no second factor to be set up first
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysteryshopper.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from complaints.authorities.loading import load  # noqa: E402
from investigations.casework import casework  # noqa: E402
from investigations.editions import building, making  # noqa: E402
from investigations.editions.merging import USUAL  # noqa: E402
from investigations.models import Case, Edition, RegisterEntry, Report  # noqa: E402
from investigations.outcomes.dimensions import DIMENSIONS  # noqa: E402
from investigations.outcomes.narrowing import Asked  # noqa: E402
from investigations.outcomes.pages import PAGES  # noqa: E402
from mysteryshopper.staff.models import Role, User  # noqa: E402
from tests.investigations.costing import Page, compare, costs  # noqa: E402
from tests.investigations.many import fill  # noqa: E402
from tests.officers import OfficerBrowser, admit, send_letter  # noqa: E402

# A report has all the tables there are, some of them three times.
MOST_QUERIES = 60
DATA = Path(__file__).parents[3] / "complaints" / "data"
DASHBOARD = "/staff/dashboard/"
OF_FIGURES = ["", "whom/", "what/", "vcse/", "time/", "crossed/", "definitions/", "downloads/"]
FIGURES = [
    "", "year=2020", "from_month=4+2019&to_month=3+2021", "authority_sector=health", "provider=vcse", "subject=payment",
    "demonstration=yes",
    "from_month=4+2012&to_month=3+2024&authority_sector=local_government&provider=company&demonstration=no",
]  # fmt: skip
REGISTER = [
    "", "q=insurance", "q=rareword", "q=Camden", "q=nothinglikeit", "authority=Camden", "sector=health",
    "subject=payment", "sub_issue=award", "sub_issue=another", "outcome=paid", "recommendation=verified",
    "followed_up=verified", "followed_up=not_yet", "year=2020", "q=portal&sector=health&subject=payment&year=2020",
]  # fmt: skip
API = [*(query for query in REGISTER if not query.startswith("authority=")), "limit=100"]
FILES = ["published-cases.csv", "cases.csv", "cases.json"]
# The last days of two editions, and of a draft after each.
ENDS = [(date(2024, 12, 31), date(2025, 3, 31)), (date(2025, 6, 30), date(2025, 9, 30))]


def people() -> dict[str, Client]:
    roles = {"lead": Role.LEAD, "other": Role.LEAD, "official": Role.OFFICIAL}
    browsers = {name: Client(headers={"host": "127.0.0.1"}) for name in [*roles, "public"]}
    for name, role in roles.items():
        browsers[name].force_login(User.objects.create_user(f"{name}@staff.example", name=name, role=role))
    return browsers


def figures(official: Client) -> dict[str, list[Page]]:
    found = {
        f"dashboard: {page or 'overview/'} {query}": [Page(official, f"{DASHBOARD}{page}?{query}")]
        for page in OF_FIGURES
        for query in FIGURES
    }
    pairs = [urlencode({"rows": rows, "columns": columns}) for rows, columns in combinations(DIMENSIONS, 2)]
    for query in ("", "show=reported&", f"show=verified&{FIGURES[-1]}&"):
        crossed = [Page(official, f"{DASHBOARD}crossed/?{query}{pair}") for pair in pairs]
        found[f"dashboard: any of {len(pairs)} crossings {query}"] = crossed
    found["dashboard: giving-up/"] = [Page(official, f"{DASHBOARD}giving-up/")]
    return found | taken_away(official)


def taken_away(official: Client) -> dict[str, list[Page]]:
    """Every file that the pages offer."""
    today = timezone.localdate()
    sections = [(page, section) for page, (_, build) in PAGES.items() for section in build(Asked(), today)]
    found = {}
    for ending in ("csv", "ods", "svg", "png"):
        files = [f"{page}/{one.key}" for page, one in sections if ending in {"csv", "ods"} or one.chart]
        pages = [Page(official, f"{DASHBOARD}downloads/{file}.{ending}") for file in [*files, "crossed/crossed"]]
        found[f"dashboard: any of {len(pages)} files .{ending}"] = pages
    for query in (FIGURES[0], FIGURES[-1]):
        found[f"dashboard: workbook {query}"] = [Page(official, f"{DASHBOARD}downloads/figures.xlsx?{query}")]
    return found


def reports(official: Client) -> dict[str, list[Page]]:
    official.post("/staff/reports/", {"year": "2020"})
    report = Report.objects.latest("pk").pk
    return {
        "reports: drawing one up": [Page(official, "/staff/reports/", {"year": "2020"})],
        "reports: list": [Page(official, "/staff/reports/")],
        "reports: one": [Page(official, f"/staff/reports/{report}/")],
        "reports: one as PDF": [Page(official, f"/staff/reports/{report}/pdf/")],
        "reports: by mail": [Page(official, "/staff/reports/by-mail/")],
    }


def editions(lead: Client, public: Client, published: Edition, draft: Edition) -> dict[str, list[Page]]:
    address = f"/statistics/{published.ends_on}/"
    files = {f"statistics: {end}": [Page(public, f"{address}1/figures.{end}")] for end in ("csv", "ods", "json")}
    return files | {
        "statistics: list": [Page(public, "/statistics/")],
        "statistics: an edition": [Page(public, address)],
        "editions, leads: list": [Page(lead, "/staff/editions/")],
        "editions, leads: new": [Page(lead, "/staff/editions/new/")],
        "editions, leads: draft": [Page(lead, f"/staff/editions/{draft.pk}/")],
        "editions, leads: correct": [Page(lead, f"/staff/editions/{published.pk}/correct/")],
    }


def edition(ends_on: date, *, sign: bool) -> Edition:
    """Made as a worker makes it; says how long that takes."""
    lead, other = (User.objects.get(name=name) for name in ("lead", "other"))
    draft, start = making.ask(ends_on, USUAL, by=lead), perf_counter()
    building.build(draft)
    print(f"  a worker made the edition up to {ends_on} in {perf_counter() - start:.1f} s", flush=True)
    Edition.objects.filter(pk=draft.pk).update(done_at=timezone.now())
    draft.refresh_from_db()
    return making.sign_off(draft, seen=draft.digest, by=other) if sign else draft


def register(public: Client) -> dict[str, list[Page]]:
    entries = RegisterEntry.objects.shown().newest_first()
    after = entries[entries.count() - 60].public_id
    one = entries.filter(is_imported=False)[5].public_id
    camden = entries.filter(authority__name__contains="Camden").order_by("authority")[0].authority.code
    found = {f"register: {query}": [Page(public, f"/register/?{query}")] for query in [*REGISTER, f"after={after}"]}
    found |= {f"API: cases {query}": [Page(public, f"/api/v1/cases?{query}")] for query in [*API, f"after={after}"]}
    for name, address in {
        "register: an entry": f"/register/{one}/",
        "register: feed": "/register/feed/",
        "register: feed of an authority": f"/register/feed/{camden}/",
        "register: sitemap": "/sitemap.xml",
        "register: sitemap of a year": "/sitemap-2020.xml",
        "API: cases authority": f"/api/v1/cases?authority={camden}",
        "API: a case": f"/api/v1/cases/{one}",
        "API: authorities": "/api/v1/authorities",
        "API: authorities after": "/api/v1/authorities?after=E&limit=100",
        "API: openapi.json": "/api/v1/openapi.json",
        "data: page": "/data/",
        "data: datapackage.json": "/data/datapackage.json",
        "learning: list": "/register/learning/",
        "learning: a pack": "/register/learning/payment.payment/",
        "learning: a pack as PDF": "/register/learning/payment.payment.pdf",
        **{f"data: {file}, all of it": f"/data/{file}" for file in FILES},
    }.items():
        found[name] = [Page(public, address)]
    return {name.replace(after, "…"): pages for name, pages in found.items()}


def authority(by: User) -> dict[str, list[Page]]:
    """What an officer sees of a case, who has read a letter on it."""
    case = casework.claim(Case.objects.open().filter(owner=None, status="received").newest_first()[0], by=by)
    send_letter(case)
    browser = OfficerBrowser(headers={"host": "127.0.0.1"})
    browser.enter(admit(case))
    forms = ["case/", "letters/1/", "documents/", "more-time/"]
    return {f"authority: {form}": [Page(browser, f"/authority/{form}")] for form in forms}


def peak() -> float:
    """MB that this process has used at most since the last time."""
    used = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    Path("/proc/self/clear_refs").write_text("5")
    return int(used) / 1024


def main() -> int:
    call_command("migrate", verbosity=0)
    load(DATA / "authorities.csv")
    dice, browsers, found = random.Random(1), people(), []
    users = list(User.objects.filter(role=Role.LEAD))
    Page(browsers["public"], "/").ask()  # the first page of all loads what the others need
    for total, (day, following) in zip((1_000, 100_000), ENDS, strict=True):
        start = perf_counter()
        fill(total, dice, users)
        print(
            f"{total} cases, {RegisterEntry.objects.count()} published, in {perf_counter() - start:.0f} s", flush=True
        )
        Edition.objects.filter(published_at=None).delete()
        published, draft = edition(day, sign=True), edition(following, sign=False)
        pages = figures(browsers["official"]) | reports(browsers["official"])
        pages |= editions(browsers["lead"], browsers["public"], published, draft)
        found.append(costs(pages | register(browsers["public"]) | authority(users[0])))
        peak()
        before = peak()
        for file in FILES:
            Page(browsers["public"], f"/data/{file}").ask()
            print(f"  {file} took {peak() - before:.0f} MB of memory", flush=True)
    return 0 if compare(*found, most=MOST_QUERIES) else 1


if __name__ == "__main__":
    sys.exit(main())
