"""Every page that a provider can be shown, by the route that shows it: what tests of words walk through.

A route that is new and not visited here fails tests/complaints/filing/test_language.py."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.core import mail as django_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve
from django.utils import timezone

from complaints.filing.path import PAGES
from complaints.filing.submitting import submit
from complaints.models import Authority, Consent, Draft, Evidence, IdentityReading, Notice, Notification, ReturnMail
from complaints.receipts.digesting import digest
from complaints.returning import mailing
from complaints.returning.links import sealed
from complaints.tokens import new_filing_token, tracking_secret, written
from complaints.tracking import asking, consenting, telling, withdrawing, writing
from complaints.tracking.wording import WORDING
from mysteryshopper.staff.models import Role
from tests.complaints.following_browser import FollowingBrowser

# Under an address of providers, and shown to staff only.
OF_STAFF = {"filing:assist"}
PDF = b"%PDF-1.4\n%%EOF\n"
LONG = "1" * 20_000


class Walk:
    """A provider who goes from page to page. `pages`: what they were shown; `routes`: where they were."""

    def __init__(self, filing, make_user) -> None:
        self.browser, self.filing, self.make_user = FollowingBrowser(raise_request_exception=False), filing, make_user
        self.pages, self.routes = [], set()
        # What is on pages and was not said by us.
        self.data = [
            "Camden Council", "Grounds maintenance", "They never told us why we lost.", "letter.pdf", "Theirs", "Ours",
            "Because", "012345-2026", "Ada Provider", "Provider Works", "ada@provider.example", "Better feedback.",
            "We asked twice.",
        ]  # fmt: skip

    def get(self, address, **query):
        return self._shown(address, self.browser.get(address, query))

    def post(self, address, data=None):
        return self._shown(address, self.browser.post(address, data or {}))

    def _shown(self, address, response):
        self.routes.add(resolve(address).view_name)
        while response.status_code == 302:
            self.routes.add(resolve(response.url.partition("#")[0]).view_name)
            response = self.browser.get(response.url)
        assert response.status_code < 500, address
        self.pages.append(response)
        return response

    @property
    def token(self):
        return self.browser.cookies["filing"].value.split(":")[0]

    def fill(self, answers=None) -> None:
        for page, given in (answers or ordinary()).items():
            assert self.browser.post(f"/complain/{page}/", given).status_code == 302, page

    def send(self) -> None:
        """Files what is written, and remembers what the pages print of it."""
        assert self.browser.post("/complain/check/").url == "/complain/sent/"

    def file(self, **changes):
        """Files a complaint by itself, and lets the browser in to follow it."""
        token = new_filing_token()
        complaint = submit(token, replace(self.filing, **changes), now=timezone.now())
        self.data += [complaint.reference]
        self.browser.follow(complaint, tracking_secret(token))
        return complaint


VISITS: dict[str, list[Callable[[Walk], None]]] = defaultdict(list)


def visits(route):
    def register(visit):
        VISITS[route].append(visit)
        return visit

    return register


def ordinary():
    """Good answers, by page."""
    day = timezone.localdate() - timedelta(days=30)
    return {
        "organisation": {"provider_kind": "charity", "provider_size": "micro"},
        "notice": {"procurement_reference": "012345-2026"},
        "authority": {"authority": str(Authority.objects.get(name="Camden Council").pk)},
        "what-happened": {"ground": "procurement_process:feedback", "own_words": "They never told us why we lost."},
        "procurement": {
            "procurement_title": "Grounds maintenance", "stage": "tender",
            "happened_on-day": str(day.day), "happened_on-month": str(day.month), "happened_on-year": str(day.year),
        },
        "outcome": {"tried": "We asked twice.", "wanted": "Better feedback."},
        "name": {"name": "Ada Provider", "organisation": "Provider Works"},
        "contact": {"email": "ada@provider.example", "phone": "020 7946 0000"},
    }  # fmt: skip


def about_payment():
    return ordinary() | {
        "what-happened": {"ground": "payment:payment", "own_words": ""},
        "invoice": {
            "amount": "1250.50", "due_on-day": "1", "due_on-month": "6", "due_on-year": "2026",
            "invoiced_on-day": "2", "invoiced_on-month": "5", "invoiced_on-year": "2026",
        },
        "procurement": {"procurement_title": "Grounds maintenance"},
    }  # fmt: skip


@visits("start")
def _start(walk):
    walk.get("/")


@visits("scoping:can_we_help")
def _verdicts(walk):
    in_scope = {"body": "central", "about": "one", "when": "recent", "court": "no"}
    walk.get("/complain/can-we-help/")
    walk.post("/complain/can-we-help/")
    for body in ("central", "unsure", "devolved", "school", "utility", "private"):
        walk.post("/complain/can-we-help/", in_scope | {"body": body})
    for other in (
        {"about": "healthcare"},
        {"about": "pattern"},
        {"when": "older"},
        {"court": "yes"},
        {"court": "reversal"},
    ):
        walk.post("/complain/can-we-help/", in_scope | other)


@visits("filing:before")
def _before(walk):
    walk.get("/complain/")
    answers = ordinary()
    walk.fill({"organisation": answers["organisation"]})
    walk.get("/complain/")
    walk.fill(answers)
    walk.get("/complain/")
    walk.send()
    walk.get("/complain/")


@visits("filing:page")
def _empty(walk):
    for page in PAGES:
        walk.get(f"/complain/{page}/")
        walk.post(f"/complain/{page}/")


@visits("filing:page")
def _filled(walk):
    answers = about_payment()
    walk.fill(answers)
    for page in answers:
        walk.get(f"/complain/{page}/")
    for page in ("what-happened", "invoice"):
        walk.post(f"/complain/{page}-2/", answers[page])
        walk.get(f"/complain/{page}-2/")
    walk.get("/complain/check/")
    walk.get("/complain/")
    walk.get("/complain/authority/", q="camden")
    walk.get("/complain/authority/", q="zzzz")
    walk.data += ["camden", "zzzz"]


@visits("filing:page")
def _known_notice(walk):
    now = timezone.now()
    Notice.objects.create(
        ocid="ocds-012345", number="012345-2026", buyer_name="Camden Council", title="Grounds maintenance",
        authority=Authority.objects.get(name="Camden Council"), released_at=now, deadline_at=now + timedelta(days=9),
    )  # fmt: skip
    walk.fill({"notice": {"procurement_reference": "012345-2026"}})
    walk.get("/complain/authority/")
    walk.get("/complain/procurement/")


WRONG = [
    ("notice", {"procurement_reference": LONG}),
    ("authority", {"authority": "other"}),
    ("authority", {"authority": "none"}),
    ("what-happened", {"ground": "none", "own_words": LONG}),
    ("what-happened", {"ground": "procurement_process:feedback"}),
    *(("invoice", {"amount": amount}) for amount in ("0", "1.234", "9" * 12, "--")),
    *(
        ("invoice", {"due_on-day": day, "due_on-month": month, "due_on-year": year})
        for day, month, year in (
            ("", "1", "2026"), ("1", "", "2026"), ("1", "1", ""), ("", "", "2026"), ("", "1", ""), ("1", "", ""),
            ("1", "1", "26"), ("31", "2", "2026"), ("1", "1", "1066"), ("1", "1", "9999"),
        )
    ),
    ("invoice", {"number": LONG, "payment_terms_days": "--"}),
    ("invoice", {"payment_terms_days": "366"}),
    ("procurement", {"procurement_title": LONG, "stage": "tender", "live_time": "--"}),
    ("procurement", {"procurement_title": "1", "stage": "tender", "live_time": "12:00"}),
    ("procurement", {"happened_on-day": "1", "happened_on-month": "1", "happened_on-year": "2001"}),
    ("organisation", {"provider_kind": "none", "provider_size": "none", "provider_sector": "none"}),
    ("name", {"number": "--", "name": LONG, "organisation": "\0", "for_other": "true", "consents": "none"}),
    ("contact", {"email": "--", "phone": "1", "address": LONG, "when": LONG}),
    ("contact", {"email": "ada@provider.example", "looks_here": "true"}),
]  # fmt: skip


@visits("filing:page")
def _wrong(walk):
    for page, typed in WRONG:
        assert walk.post(f"/complain/{page}/", typed).status_code == 422


@visits("filing:check")
def _check_missing(walk):
    walk.fill({"organisation": ordinary()["organisation"]})
    walk.get("/complain/check/")
    walk.post("/complain/check/")


@visits("filing:check")
def _check(walk):
    for answers in (ordinary(), about_payment()):
        walk.fill(answers)
        walk.browser.post("/complain/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF)]})
        walk.get("/complain/check/")
    assert walk.post("/complain/check/", {"seen": "old"}).status_code == 409


@visits("filing:sent")
def _sent(walk):
    for contact in ({"email": "ada@provider.example"}, {"looks_here": "on"}):
        consents = {"name": {"consents": ["name", "evidence"] if "email" in contact else []}}
        walk.fill(ordinary() | consents | {"contact": contact})
        walk.send()
        context = walk.get("/complain/sent/").context
        walk.data += [context["reference"], context["secret"], context["BASE_URL"] + "/follow/"]
        walk.browser.post("/complain/leave/")


@visits("filing:files")
def _files(walk):
    walk.fill({"what-happened": ordinary()["what-happened"], "what-happened-2": ordinary()["what-happened"]})
    walk.get("/complain/files/")
    for content, name in (
        (b"", "letter.pdf"),
        (b"MZ\x90\x00\x03", "letter.pdf"),
        (b"%PDF" + b"1" * 21 * 2**20, "letter.pdf"),
    ):
        assert walk.post("/complain/files/", {"evidence": [SimpleUploadedFile(name, content)]}).status_code == 422
    assert walk.post("/complain/files/").status_code == 422
    walk.post("/complain/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF)]})
    Evidence.objects.update(verdict=Evidence.Verdict.INFECTED)
    walk.get("/complain/files/")
    walk.browser.post("/complain/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF) for _ in range(9)]})
    walk.post("/complain/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF)]})


@visits("filing:remove_file")
def _remove_file(walk):
    walk.fill()
    walk.browser.post("/complain/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF)]})
    walk.post("/complain/files/remove/", {"file": Evidence.objects.get().pk})


@visits("filing:before")
def _another(walk):
    in_scope = {"body": "prime", "about": "one", "when": "recent", "court": "no"}
    walk.post("/complain/", in_scope)
    walk.get("/complain/authority/")
    walk.post("/complain/authority/")
    walk.fill(ordinary() | {"authority": {"authority_given": "Provider Works"}})
    walk.data += [written(walk.token)]
    assert walk.post("/complain/", in_scope).status_code == 409
    walk.send()
    walk.data += [walk.browser.get("/complain/sent/").context["reference"]]
    assert walk.post("/complain/", in_scope).status_code == 409


@visits("privacy")
def _privacy(walk):
    walk.get("/privacy/")


@visits("filing:erase")
def _erase(walk):
    walk.fill()
    walk.get("/complain/erase/")
    walk.post("/complain/erase/")


@visits("filing:leave")
def _leave_sent(walk):
    walk.fill()
    walk.send()
    walk.get("/complain/leave/")
    walk.post("/complain/leave/")


@visits("authorities:suggestions")
def _suggestions(walk):
    camden = Authority.objects.get(name="Camden Council")
    camden.names.create(name="LBC", compared="lbc", is_official=False)
    camden.names.create(name="St Pancras", compared="st pancras", is_official=True, is_former=True)
    walk.data += ["LBC", "St Pancras"]
    for typed in ("camden", "lbc", "st pancras"):
        walk.get("/complain/authorities/", q=typed)


@visits("returning:enter")
def _enter(walk):
    walk.get("/complain/return/")
    walk.post("/complain/return/")
    walk.post("/complain/return/", {"code": "1"})
    walk.fill()
    first = walk.token
    walk.browser.cookies.clear()
    walk.fill()
    token = walk.token
    walk.data += [written(token)]
    assert walk.post("/complain/return/", {"code": written(first)}).status_code == 409
    walk.send()
    walk.post("/complain/return/", {"code": written(token)})


@visits("returning:save")
def _save(walk):
    walk.fill()
    walk.data += [written(walk.token), "/complain/return/", "http://", "testserver"]
    walk.get("/complain/return/save/")
    walk.post("/complain/return/save/")
    walk.post("/complain/return/save/", {"email": "--"})
    for _ in range(4):
        walk.post("/complain/return/save/", {"email": "ada@provider.example"})


@visits("returning:link")
def _link(walk):
    walk.get("/complain/return/broken/")
    walk.fill()
    address = f"/complain/return/{sealed(walk.token)}/"
    walk.get(address)
    walk.send()
    walk.get(address)
    walk.browser.post("/complain/leave/")
    walk.fill()
    address = f"/complain/return/{sealed(walk.token)}/"
    Draft.objects.all().delete()
    walk.get(address)


@visits("receipts:check")
def _check_receipt(walk):
    complaint = walk.file()
    walk.get("/receipt/")
    walk.post("/receipt/")
    walk.post("/receipt/", {"reference": complaint.reference, "digest": "1"})
    walk.post("/receipt/", {"reference": complaint.reference, "digest": digest(complaint)})


@visits("receipts:of_filed")
def _receipt_of_filed(walk):
    walk.fill()
    walk.send()
    complaint = walk.browser.get("/complain/receipt/").context["complaint"]
    walk.data += [complaint.reference, digest(complaint)]
    walk.data += [walk.get("/complain/receipt/").context["BASE_URL"] + "/receipt/"]


@visits("receipts:of_followed")
def _receipt_of_followed(walk):
    complaint = walk.file()
    walk.data += [digest(complaint)]
    walk.data += [walk.get("/follow/receipt/").context["BASE_URL"] + "/receipt/"]
    complaint.identity.delete()
    assert walk.get("/follow/receipt/").status_code == 410


@visits("tracking:sign_in")
def _sign_in(walk):
    walk.get("/follow/")
    walk.post("/follow/")
    walk.post("/follow/", {"reference": "1", "secret": "2", "text": "Theirs"})


@visits("tracking:complaint")
def _each_step(walk):
    for step in WORDING:
        telling.tell(walk.file(), step, at=timezone.now())
        walk.get("/follow/complaint/")


def ask_to_disclose(walk, complaint, now):
    """A request in each of its states, and one on a consent that was taken back."""
    today, asker, other = timezone.localdate(), walk.make_user(), walk.make_user(Role.LEAD)
    decided = {"decided_by": other, "decided_at": now}
    for days, more in ((9, {}), (9, decided | {"is_agreed": True}), (9, decided), (-1, decided | {"is_agreed": True})):
        consent, _ = complaint.consents.get_or_create(
            purpose=Consent.Purpose.EVIDENCE, taken_back_at=None, defaults={"given_at": now}
        )
        consent.disclosures.create(
            asked_by=asker, asked_at=now, reason="Because", until=today + timedelta(days=days), **more
        )
    taken_back = complaint.consents.get(purpose=Consent.Purpose.NAME)
    taken_back.disclosures.create(asked_by=asker, asked_at=now, reason="Because", until=today)


@visits("tracking:complaint")
def _everything_happened(walk):
    complaint, now = walk.file(), timezone.now()
    complaint.invoices.create(amount=10, due_on=timezone.localdate())
    for purpose in (Consent.Purpose.NAME, Consent.Purpose.INVOICES):
        consenting.give(complaint, purpose, at=now)
    consenting.take_back(complaint, Consent.Purpose.NAME, at=now)
    for role in (Role.INVESTIGATOR, Role.LEAD, Role.ADMINISTRATOR):
        IdentityReading.objects.create(complaint=complaint, by=walk.make_user(role), reason="Because", at=now)
    ask_to_disclose(walk, complaint, now)
    writing.write_to_us(complaint, "Theirs", at=now)
    writing.seen_by_us(complaint.messages.all(), at=now)
    writing.write_to_us(complaint, "Theirs", at=now)
    writing.write_to_provider(complaint, "Ours", by=walk.make_user(), at=now)
    asking.plan(complaint, closed_at=now - timedelta(days=500))
    walk.get("/follow/complaint/")


@visits("tracking:message")
def _message(walk):
    walk.file()
    for text in ("", LONG, "Theirs"):
        walk.post("/follow/message/", {"text": text})
    walk.browser.post("/follow/leave/")
    assert walk.post("/follow/message/", {"text": "Theirs"}).status_code == 403


@visits("tracking:message")
def _message_of_another(walk):
    shown_for = walk.file().reference
    walk.file()
    for text in ("", "Theirs"):
        assert walk.post("/follow/message/", {"shown_for": shown_for, "text": text}).status_code == 409
    files = {"shown_for": shown_for, "evidence": [SimpleUploadedFile("letter.pdf", PDF)]}
    assert walk.post("/follow/files/", files).status_code == 409


@visits("tracking:answer")
def _answer(walk):
    asking.plan(walk.file(), closed_at=timezone.now() - timedelta(days=500))
    for kind in ("satisfied", "retaliation_3"):
        for answer, words in (("", LONG), ("maybe", ""), ("yes", "Theirs")):
            walk.post("/follow/answer/", {"kind": kind, f"{kind}-answer": answer, f"{kind}-words": words})


@visits("tracking:paid")
def _paid(walk):
    complaint, today = walk.file(), timezone.localdate()
    for number in ("", "Theirs"):
        complaint.invoices.create(amount=10, due_on=today, number=number)
    day = {"paid_on-day": today.day, "paid_on-month": today.month, "paid_on-year": today.year}
    for number in ("1", "2"):
        walk.get("/follow/paid/", invoice=number)
        for answer in ({}, {"answer": "part", "amount": "x"}, {"answer": "part", "amount": "0"}, {"answer": "all"}):
            walk.post("/follow/paid/", {"invoice": number, **answer})
        walk.post("/follow/paid/", {"invoice": number, "answer": "all", **day, "paid_on-year": "2999"})
        walk.post(
            "/follow/paid/", {"invoice": number, "answer": "all" if number == "1" else "part", "amount": "4", **day}
        )
    walk.get("/follow/complaint/")


@visits("evidence:files")
def _files_after_sending(walk):
    complaint = walk.file()
    walk.get("/follow/files/")
    assert walk.post("/follow/files/").status_code == 422
    for content in (b"", b"MZ\x90\x00\x03", b"%PDF" + b"1" * 21 * 2**20):
        files = [SimpleUploadedFile("letter.pdf", content)]
        assert walk.post("/follow/files/", {"evidence": files}).status_code == 422
    for number in range(30):
        walk.browser.post("/follow/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF + b"%%%d" % number)]})
    assert walk.post("/follow/files/", {"evidence": [SimpleUploadedFile("letter.pdf", PDF)]}).status_code == 422
    for file, verdict in zip(complaint.evidence.all(), ("clean", "infected"), strict=False):
        file.verdict = verdict
        file.save()
    walk.get("/follow/files/")
    telling.tell(complaint, "closed_paid", at=timezone.now())
    walk.get("/follow/files/")


@visits("tracking:give_consent")
def _give(walk):
    complaint = walk.file()
    for purpose in ("name", "evidence"):
        walk.get("/follow/consents/give/", purpose=purpose)
        walk.post("/follow/consents/give/", {"purpose": purpose})
    complaint.invoices.create(amount=10, due_on=timezone.localdate())
    walk.get("/follow/consents/give/", purpose="invoices")
    assert walk.post("/follow/consents/give/").status_code == 400


@visits("tracking:take_back_consent")
def _take_back(walk):
    walk.file(consents=["name"])
    walk.post("/follow/consents/take-back/", {"purpose": "name"})


@visits("tracking:withdraw")
def _withdraw(walk):
    complaint = walk.file()
    walk.get("/follow/withdraw/")
    walk.post("/follow/withdraw/")
    assert not withdrawing.can_ask([step.step for step in complaint.progress.all()])


@visits("tracking:stay")
def _stay(walk):
    walk.file()
    assert walk.post("/follow/stay/").status_code == 204


@visits("tracking:leave")
def _leave(walk):
    walk.file()
    walk.post("/follow/leave/")


# For a parametrized test.
ALL_VISITS = [(route, visit) for route, found in VISITS.items() for visit in found]


def name_of(route_or_visit):
    return getattr(route_or_visit, "__name__", route_or_visit)


def mails_to(walk):
    """Sends one of each mail that a provider can get. Returns the addresses that stand in them."""
    complaint = walk.file()
    for kind in Notification.Kind:
        telling.mail(complaint, kind)
    for owed in complaint.notifications.all():
        telling.send(owed)
    walk.fill({"organisation": ordinary()["organisation"]})
    mailing.owe(walk.token, "ada@provider.example")
    owed = ReturnMail.objects.get()
    mailing.send(owed)
    return [found for mail in django_mail.outbox for found in re.findall("https?://[!-~]+", mail.body)]
