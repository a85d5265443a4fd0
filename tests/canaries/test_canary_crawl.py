"""Nothing that reaches the authority, the public, the mail, the logs, the queue or a cache names the provider.

On the real stack. Promise P2: 0 hits, for whoever is not meant to see it. The last tests plant a leak of each kind."""

from collections import defaultdict
from typing import NamedTuple

import psycopg2
import pytest
import redis
import requests

from tests.canaries import asking, collecting, counting, leaking, story
from tests.canaries.asking import CONTACT, Officer, address_of
from tests.canaries.finding import found_in
from tests.canaries.markers import ALONG, BY_AUTHORITY, IDENTITY, IN_FILES, KINDS, WORDS, marker

pytestmark = pytest.mark.stack

# What no link of a page leads to.
OPEN_DATA = [
    "/statistics/",
    "/api/v1/cases",
    "/api/v1/authorities",
    "/api/v1/openapi.json",
    "/sitemap.xml",
    "/robots.txt",
]
STAFF_STARTS = [
    *(
        "/",
        "/statistics/",
        "/staff/",
        "/staff/queue/",
        "/staff/queue/cases/",
        "/staff/queue/parked/",
        "/staff/mailbox/",
    ),
    *("/staff/dashboard/", "/staff/second-person/", "/staff/editions/", "/staff/reports/"),
]
# Signing out in the middle of the crawl would end it.
NOT_OPENED = ("/staff/account/sign-out/",)


def markers(*groups):
    return {kind: marker(kind) for group in groups for kind in group}


def hits(places, looked_for):
    """Name of the place to the kinds of marker in it; how many places there were."""
    found, names = defaultdict(set), set()
    for place, data in places:
        names.add(place)
        if kinds := found_in(data, looked_for):
            found[place] |= kinds
    return {place: sorted(kinds) for place, kinds in found.items()}, len(names)


class Told(NamedTuple):
    """What is left of the story when it has ended: two cases, of which the second is about no authority of the list."""

    reference: str
    unlisted: str
    provider: requests.Session
    officer: Officer


@pytest.fixture(scope="module")
def told(stack, replies):
    """The story, up to its end."""
    story.go_astray(stack)
    story.begin_and_leave(stack)
    unlisted, _ = story.file(stack, is_listed=False)
    story.claim(stack, unlisted)
    reference, secret = story.file(stack, is_listed=True)
    provider = story.follow(stack, reference, secret)
    story.write(stack, provider)
    officer = story.investigate(stack, replies, reference)
    story.publish(stack, reference, officer)
    story.say_paid(stack, provider)
    story.answer_after_the_end(stack, provider)
    counting.publish_edition(stack, reference)
    counting.sign_report(stack)
    counting.mail_figures(stack)
    return Told(reference, unlisted, provider, officer)


def crawl(stack, who, session, starts, *, skip=lambda path: False):
    return collecting.pages(stack, who, session, starts, lambda path: path.startswith(NOT_OPENED) or skip(path))


@pytest.mark.parametrize("who", ["public", "second-investigator", "official", "administrator"])
def test_whoever_does_not_work_on_the_case_meets_no_marker(stack, told, who):
    session = story.browser() if who == "public" else stack.staff(who)
    case = f"/staff/cases/{told.reference}/"
    of_cases = [case, f"{case}who-complained/", f"{case}letters/", f"{case}mail/", f"/staff/cases/{told.unlisted}/"]
    starts = [*STAFF_STARTS, *of_cases, "/authority/case/", "/complain/files/"]
    places = list(crawl(stack, who, session, [*starts, *OPEN_DATA]))
    found, count = hits(places, markers(KINDS))
    assert (found, count > 10) == ({}, True)
    assert any("/statistics/20" in place for place, _ in places)
    told_in = [place for place, data in places if b"The authority now pays in time." in data]
    assert {place.split()[1].split("/")[1] for place in told_in} >= {"register", "data", "api"}


@pytest.mark.parametrize("who", ["investigator", "lead"])
def test_whoever_works_on_the_case_meets_its_words_and_not_who_wrote_them(stack, told, who):
    """What is in a file is seen by opening it. Whom the authority takes to have complained stands in its mail only."""
    case = f"/staff/cases/{told.reference}/"
    starts = [*STAFF_STARTS, case, f"/staff/cases/{told.unlisted}/"]
    places = list(crawl(stack, who, stack.staff(who), starts, skip=is_a_file))
    guessed, _ = hits(places, markers(["mail_words"]))
    found, count = hits(places, markers(IDENTITY, IN_FILES, ALONG))
    assert (found, count > 20) == (dict.fromkeys(guessed, ["name", "organisation"]), True)
    assert [place.startswith(f"{who} /staff/mailbox/") for place in guessed] == [True]
    words, _ = hits(places, markers(["own_words", "second_ground", "tried", "wanted", "message"]))
    assert words[f"{who} {case}"] == ["message", "own_words", "second_ground", "tried", "wanted"]
    said, _ = hits(places, markers(BY_AUTHORITY))
    not_shown = {"authority_file_text", "mail_file_text", "mail_header", "mail_id", "mail_page"}
    assert set(BY_AUTHORITY) - {kind for kinds in said.values() for kind in kinds} == not_shown


def test_the_authority_meets_what_it_said_itself_and_what_was_released_to_it(stack, told):
    """All that an officer was ever sent: pages, letters, their PDFs, copies of the provider's files."""
    places = list(told.officer.seen())
    found, _ = hits(places, markers(IDENTITY, WORDS, IN_FILES, ALONG))
    copies = {f"officer /authority/letters/1/copies/{number}/": text for number, text in ((1, "pdf"), (2, "docx"))}
    assert found == {place: [f"{kind}_text"] for place, kind in copies.items()}
    own, _ = hits(places, markers(BY_AUTHORITY))
    kinds = {kind for kinds in own.values() for kind in kinds}
    assert kinds == {f"authority_{what}" for what in ("answer", "promise", "done", "satisfied", "file_name")}
    paths = {place.removeprefix("officer /authority/") for place, _ in places}
    letters = {f"letters/{number}/{end}" for number in (1, 2, 3, 4) for end in ("", "pdf/")}
    copied = {f"letters/1/copies/{number}/" for number in (1, 2, 3, 4)}
    acts = {
        "documents/",
        "more-time/",
        "points/2/",
        "recommendations/1/",
        "recommendations/1/done/",
        "reply/",
        "satisfied/",
    }
    assert paths >= {"", "case/", "satisfied/", *letters, *copied, *acts}


def test_the_provider_meets_nothing_of_what_the_authority_said(stack, told):
    places = list(crawl(stack, "provider", told.provider, ["/follow/complaint/"], skip=is_not_followed))
    found, count = hits(places, markers(BY_AUTHORITY) | {"contact": address_of(CONTACT)})
    assert (found, count > 5) == ({}, True)
    assert hits(places, markers(["message"]))[0]  # these are the pages of the provider


def is_not_followed(path):
    return not path.startswith("/follow/")


def is_a_file(path):
    return "/evidence/" in path or "/file" in path


@pytest.mark.parametrize("where", ["mails", "broker", "files", "processes", "database"])
def test_what_is_sent_written_and_kept_holds_no_marker(stack, told, where):
    found, count = hits(getattr(collecting, where)(stack), markers(KINDS))
    assert (found, count > 0) == ({}, True)


def test_a_planted_leak_is_found_wherever_it_is_planted(stack, told):
    looked_for, leak = markers(KINDS), marker("organisation")
    case, mails = f"/staff/cases/{told.reference}/", stack.mailbox.mails
    redis.Redis(unix_socket_path=str(stack.broker.socket)).set("planted", leak)
    with stack.log.open("a") as out:
        out.write(f"INFO filed by {leak.upper()}\n")
    with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE investigations_case SET case_issue = %s WHERE reference = %s", [leak, told.reference])
        cursor.execute("UPDATE complaints_authority SET name = %s WHERE name = %s", [leak, story.AUTHORITY])
    connection.close()
    letter = leaking.with_pdf(mails, leak)
    bounced_to, headed = 0, 1
    stack.mailbox.senders[bounced_to] = f"replies+{leak}@mystery-shopper.example"
    leaking.add_header(mails[headed], leak)
    draft = asking.write_letter(stack.staff("investigator"), f"{stack.url}{case}", "Other letter", f"\n\n{leak}")
    draft = draft.removeprefix(stack.url)
    told.officer.kept.clear()
    told.officer.look_around()
    of_draft = draft.removesuffix("preview/")
    as_lead = list(crawl(stack, "lead", stack.staff("lead"), [draft], skip=lambda path: not path.startswith(of_draft)))
    leaks = {
        "broker key b'planted'": collecting.broker(stack),
        f"file {stack.log}": collecting.files(stack),
        "pg_dump": collecting.database(stack),
        **{f"mail {at}, {mails[at]['Subject']}": collecting.mails(stack) for at in (letter, bounced_to, headed)},
        f"official {case}": crawl(stack, "official", stack.staff("official"), [case], skip=lambda path: path != case),
        "officer /authority/case/": told.officer.seen(),
        **{f"lead {of_draft}{end}": as_lead for end in ("preview/", "pdf/", "mail/")},
    }
    for place, places in leaks.items():
        found, _ = hits(places, looked_for)
        assert "organisation" in found.get(place, []), (place, found)
