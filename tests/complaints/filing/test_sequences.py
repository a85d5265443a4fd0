"""Whatever is done in whatever order: nothing that was taken is lost, and what is sent is what was answered last.

A state machine drives two browsers through the pages. Beside it stands what a provider may expect (drafts.py)."""

import re
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from complaints.filing import drafting
from complaints.models import Complaint, Draft, Evidence
from complaints.returning.tasks import erase_draft
from complaints.tokens import hashed, written
from tests.complaints.filing.drafts import ALL_PAGES, BAD, GOOD, KEPT_FOR, LISTED, LONG, MOST_FILES, Kept, kind_of

START = datetime(2026, 6, 1, 11, tzinfo=UTC)
SCOPE = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
BROWSERS = st.sampled_from([0, 1])
HIDDEN = re.compile(r'<input type="hidden" name="(draft|begin|anew)" value="([^"]*)">')
GONE, FORGOTTEN, OTHER = "What you began in this browser is erased", "This browser no longer has", "another complaint"


def told(complaint):
    """A complaint as Kept.as_filed tells it."""
    identity = complaint.identity
    return {
        "authority": str(complaint.authority_id or ""),
        "authority_given": complaint.authority_given,
        "provider": (complaint.provider_kind, complaint.provider_size),
        "reference": complaint.procurement_reference,
        "grounds": [(f"{one.subject}:{one.sub_issue}", one.own_words) for one in complaint.grounds.order_by("pk")],
        "invoices": [str(one.amount) for one in complaint.invoices.order_by("pk")],
        "title": complaint.procurement_title,
        "stage": complaint.stage,
        "tried": complaint.tried,
        "wanted": complaint.wanted,
        "name": identity.name,
        "organisation": identity.organisation,
        "consents": sorted(consent.purpose for consent in complaint.consents.all()),
        "email": identity.email,
        "files": sorted(file.name for file in complaint.evidence.all()),
    }


@contextmanager
def undone():
    """Whatever is written in it is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writing(RuleBasedStateMachine):
    authority: str  # the key of the one authority of the list

    def __init__(self):
        super().__init__()
        self.exits = ExitStack()
        self.exits.enter_context(undone())
        self.clock = self.exits.enter_context(time_machine.travel(START, tick=False))
        self.browsers = [Client(raise_request_exception=False) for _ in range(2)]
        self.drafts: dict[str, Kept] = {}
        self.filed: dict[str, str] = {}  # token: reference
        self.codes: set[str] = set()  # of every token that was ever seen
        self.open_pages: list[tuple[str, dict[str, str]]] = []  # page and its hidden fields, however old
        self.number = 0

    def teardown(self):
        for file in Evidence.objects.all():
            self.stored(file).unlink(missing_ok=True)
        self.exits.close()

    # What a provider does

    @rule(browser=BROWSERS, is_sure=st.booleans())
    def begin(self, browser, is_sure):
        """Once in scope. Nothing that is in the browser goes unless they say so."""
        before = self.token(browser)
        kept = self.drafts.get(before)
        answer = self.ask(browser, "post", "/complain/", SCOPE | ({"another": "1"} if is_sure else {}))
        is_asked = before in self.filed or bool(kept and kept.answers.keys() - {"scope"})
        if is_asked and not is_sure:
            assert (answer.status_code, self.token(browser)) == (409, before)
            assert (written(before) in answer.content.decode()) is (before in self.drafts)
            return
        if kept and not is_asked:
            assert self.token(browser) == before
        else:
            assert self.token(browser) != before
            self.drafts[self.new_token(browser)] = Kept(timezone.now())
        self.drafts[self.token(browser)].answers["scope"] = SCOPE
        self.touch(browser)

    @rule(browser=BROWSERS, page=st.sampled_from(ALL_PAGES), data=st.data(), is_good=st.booleans(), twice=st.booleans())
    def answer(self, browser, page, data, is_good, twice):
        self.post_page(
            browser, page, self.typing(browser, data, page, is_good), is_good, self.look_at(browser, page), twice
        )

    @rule(browser=BROWSERS, data=st.data())
    def answer_the_rest(self, browser, data):
        self.answer(browser, "what-happened", data, True, False)
        while (kept := self.drafts.get(self.token(browser))) and not kept.is_whole():
            self.answer(browser, kept.to_do()[0], data, True, False)

    @precondition(lambda self: self.open_pages)
    @rule(browser=BROWSERS, data=st.data())
    def answer_a_page_that_was_open_for_long(self, browser, data):
        page, hidden = data.draw(st.sampled_from(self.open_pages))
        self.post_page(browser, page, self.typing(browser, data, page, True), True, hidden, False)

    @rule(browser=BROWSERS, page=st.sampled_from([page for page in ALL_PAGES if page[-1].isdigit()]))
    def remove(self, browser, page):
        hidden = self.look_at(browser, page)
        kept = self.drafts.get(self.token(browser))
        self.ask(browser, "post", f"/complain/{page}/", {"remove": "1", **hidden})
        if kept and kept.answers.pop(page, None) is not None:
            self.touch(browser)

    @rule(browser=BROWSERS)
    def add_a_file(self, browser):
        self.number += 1
        name = f"letter {self.number}.txt"
        answer = self.ask(browser, "post", "/complain/files/", {"evidence": SimpleUploadedFile(name, b"Dear provider")})
        kept = self.drafts.get(self.token(browser))
        if kept and len(kept.files) == MOST_FILES:
            assert answer.status_code == 422
        elif kept and kept.answers:
            assert answer.url == "/complain/files/"
            kept.files.append(name)
            self.touch(browser)
        else:
            assert answer.url == "/complain/"

    @rule(browser=BROWSERS, data=st.data())
    def remove_a_file(self, browser, data):
        """One of anybody's: only one's own goes."""
        files = list(Evidence.objects.order_by("pk"))
        if not files:
            return
        file = data.draw(st.sampled_from(files))
        self.ask(browser, "post", "/complain/files/remove/", {"file": file.pk})
        kept = self.drafts.get(self.token(browser))
        if kept and file.draft and file.draft.filing_hash == hashed(self.token(browser)):
            kept.files.remove(file.name)
            assert not self.stored(file).exists()
        if kept:
            self.touch(browser)

    @rule(browser=BROWSERS)
    def same_cookie(self, browser):
        """The other browser is a second tab from now on."""
        self.browsers[1 - browser].cookies.load(self.browsers[browser].cookies)
        if not self.token(browser):
            self.browsers[1 - browser].cookies.clear()

    @rule(browser=BROWSERS)
    def lose_the_cookie(self, browser):
        self.browsers[browser].cookies.clear()

    @precondition(lambda self: self.codes)
    @rule(browser=BROWSERS, data=st.data(), is_sure=st.booleans())
    def come_back_by_code(self, browser, data, is_sure):
        token, before = data.draw(st.sampled_from(sorted(self.codes))), self.token(browser)
        sure = {"another": "1"} if is_sure else {}
        answer = self.ask(browser, "post", "/complain/return/", {"code": written(token), **sure})
        kept = self.drafts.get(before)
        would_go = before in self.filed or bool(kept and kept.answers.keys() - {"scope"})
        if token in self.drafts and before != token and would_go and not is_sure:
            assert (answer.status_code, self.token(browser)) == (409, before)
            return
        expected = 302 if token in self.drafts else 410 if token in self.filed else 422
        assert answer.status_code == expected
        assert self.token(browser) == (token if expected == 302 else before)

    @rule(browser=BROWSERS)
    def erase(self, browser):
        files, token = self.files_of(browser), self.token(browser)
        self.ask(browser, "post", "/complain/erase/")
        self.drafts.pop(token, None)
        assert not self.token(browser)
        assert not any(map(Path.exists, files))

    @rule(days=st.sampled_from([1, 13, 27, 28]))
    def time_goes_by(self, days):
        self.clock.shift(timedelta(days=days))
        files = {token: self.files_of(token) for token in self.drafts}
        with TestCase.captureOnCommitCallbacks(execute=True):
            for pk in Draft.objects.due(timezone.now()).values_list("pk", flat=True):
                erase_draft(pk)
        for token in [token for token, kept in self.drafts.items() if kept.written_at + KEPT_FOR <= timezone.now()]:
            del self.drafts[token]
            assert not any(map(Path.exists, files[token]))

    @rule(browser=BROWSERS)
    def look_around(self, browser):
        """Nothing that is only looked at changes anything; what is not there any more is said."""
        token = self.token(browser)
        page = self.text(browser, "/complain/")
        assert (GONE in page) == bool(token and token not in self.drafts and token not in self.filed)
        kept = self.drafts.get(token)
        assert ("Your complaint so far" in page) == bool(kept and kept.answers)
        sent = self.ask(browser, "get", "/complain/sent/")
        assert (sent.status_code == 200) == (token in self.filed)
        if kept and kept.answers:
            self.look_at_check(browser, kept)

    @rule(browser=BROWSERS, twice=st.booleans())
    def send(self, browser, twice):
        token = self.token(browser)
        kept = self.drafts.get(token)
        seen = re.findall(r'name="seen" value="(\w+)"', self.text(browser, "/complain/check/"))
        assert bool(seen) == bool(kept and kept.is_whole())
        answers = [self.ask(browser, "post", "/complain/check/", {"seen": seen[:1]}) for _ in range(1 + twice)]
        if token in self.filed or seen:
            assert {answer.url for answer in answers} == {"/complain/sent/"}
        elif kept and kept.answers:
            # Without having seen them all, or with something missing.
            assert {answer.status_code for answer in answers} <= {409, 422}
        else:
            assert {answer.url for answer in answers} == {"/complain/"}
        if seen:
            complaint = Complaint.objects.get(filing_hash=hashed(token))
            assert told(complaint) == kept.as_filed(self.authority)
            assert complaint.scope_answers == kept.answers.get("scope", {})
            self.filed[token] = complaint.reference
            del self.drafts[token]

    @rule(browser=BROWSERS, data=st.data())
    def send_what_was_changed_since(self, browser, data):
        """Checked, changed, and sent from the page that was checked."""
        self.answer_the_rest(browser, data)
        seen = re.findall(r'name="seen" value="(\w+)"', self.text(browser, "/complain/check/"))
        before = self.drafts.get(self.token(browser))
        before = before and dict(before.answers)
        self.answer(browser, "outcome", data, True, False)
        kept = self.drafts.get(self.token(browser))
        if kept and kept.answers != before and seen:
            assert self.ask(browser, "post", "/complain/check/", {"seen": seen}).status_code == 409

    # What always holds

    @invariant()
    def nothing_that_was_taken_is_lost(self):
        assert Draft.objects.count() == len(self.drafts)
        for token, kept in self.drafts.items():
            assert drafting.answers_of(token) == kept.answers
            assert sorted(file.name for file in Evidence.objects.filter(draft__filing_hash=hashed(token))) == sorted(
                kept.files
            )

    @invariant()
    def each_token_files_once(self):
        found = dict(Complaint.objects.values_list("filing_hash", "reference"))
        assert found == {hashed(token): reference for token, reference in self.filed.items()}

    @invariant()
    def every_file_belongs_to_something(self):
        assert all(self.stored(file).exists() for file in Evidence.objects.all())

    # How it is done

    def post_page(self, browser, page, typed, is_good, hidden, twice):
        before = self.token(browser)
        posts = [self.ask(browser, "post", f"/complain/{page}/", {**typed, **hidden}) for _ in range(1 + twice)]
        if before in self.filed:
            assert {answer.url for answer in posts} == {"/complain/sent/"}
            return
        strays = self.strays(before, hidden)
        if strays:
            assert {answer.status_code for answer in posts} == {409}
            page_back = posts[0].content.decode()
            assert strays in page_back
            self.check_typed_is_there(page_back, typed)
            self.open_pages.append((page, dict(HIDDEN.findall(page_back))))
        elif is_good:
            assert {answer.status_code for answer in posts} == {302}, posts[0].content.decode()
            token = self.token(browser)
            if token not in self.drafts:
                assert before not in self.drafts
                self.drafts[self.new_token(browser)] = Kept(timezone.now())
            self.drafts[token].accept(page, typed)
            self.touch(browser)
        else:
            assert {answer.status_code for answer in posts} == {422}
            self.check_typed_is_there(posts[0].content.decode(), typed)
            assert self.token(browser) == before

    def strays(self, token, hidden):
        """The words that say why a page can't be taken yet."""
        if "draft" not in hidden:
            return ""
        if token in self.drafts:
            return "" if hidden["draft"] == self.marks[token] else OTHER
        return "" if "anew" in hidden else FORGOTTEN

    @property
    def marks(self):
        """What a page of each token carries: read from a page, as a browser would."""
        found = {}
        for token in self.drafts:
            client = Client()
            client.post("/complain/return/", {"code": written(token)})
            found[token] = dict(HIDDEN.findall(client.get("/complain/outcome/").content.decode()))["draft"]
        return found

    def check_typed_is_there(self, page, typed):
        for name, value in typed.items():
            if isinstance(value, str) and value.isalnum() and len(value) < 100 and name != "authority":
                assert value in page, (name, value)

    def typing(self, browser, data, page, is_good):
        typed = data.draw((GOOD if is_good else BAD)[kind_of(page)])
        if page == "name" and is_good and self.is_about_payment(browser):
            typed = {**typed, "consents": data.draw(st.sampled_from([["invoices"], ["name", "invoices"]]))}
        stands_for = {LISTED: self.authority, LONG: "x" * 10_001}
        return {
            name: stands_for.get(value, value) if isinstance(value, str) else value for name, value in typed.items()
        }

    def look_at(self, browser, page):
        """Opens a page; its hidden fields."""
        answer = self.ask(browser, "get", f"/complain/{page}/")
        if self.token(browser) in self.filed:
            assert answer.url == "/complain/sent/"
            return {}
        hidden = dict(HIDDEN.findall(answer.content.decode()))
        self.open_pages.append((page, hidden))
        return hidden

    def look_at_check(self, browser, kept):
        page = self.text(browser, "/complain/check/")
        for ground in kept.of_kind("what-happened"):
            if "Words" in ground.get("own_words", ""):
                assert "Words" in page
        for name in kept.files:
            assert name in page

    def ask(self, browser, method, address, data=None):
        with TestCase.captureOnCommitCallbacks(execute=True):
            answer = getattr(self.browsers[browser], method)(address, data or {})
        assert answer.status_code < 500, (address, data)
        return answer

    def text(self, browser, address):
        return self.ask(browser, "get", address).content.decode()

    def is_about_payment(self, browser):
        kept = self.drafts.get(self.token(browser))
        return kept is not None and kept.is_about_payment

    def token(self, browser):
        cookie = self.browsers[browser].cookies.get("filing")
        return cookie.value.split(":")[0] if cookie else ""

    def new_token(self, browser):
        token = self.token(browser)
        assert token
        assert token not in self.filed
        self.codes.add(token)
        return token

    def touch(self, browser):
        self.drafts[self.token(browser)].written_at = timezone.now()

    def files_of(self, whose):
        token = whose if isinstance(whose, str) else self.token(whose)
        return [self.stored(file) for file in Evidence.objects.filter(draft__filing_hash=hashed(token))]

    @staticmethod
    def stored(file):
        return Path(settings.EVIDENCE_ROOT) / file.stored_as


def test_whatever_is_done_in_whatever_order(make_authority):
    Writing.authority = str(make_authority().pk)
    few = how(max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Writing, settings=few)
