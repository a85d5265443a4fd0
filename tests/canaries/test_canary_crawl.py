"""Nothing that reaches the authority, the public, the mail, the logs, the queue or a cache names the provider.

On the real stack. Promise P2: 0 hits, for whoever is not meant to see it. The last tests plant a leak of each kind."""

import psycopg2
import pytest
import redis

from tests.canaries import collecting, story
from tests.canaries.finding import found_in
from tests.canaries.markers import ALONG, IDENTITY, IN_FILES, KINDS, WORDS, marker

pytestmark = pytest.mark.stack

# What no link of a page leads to.
OPEN_DATA = ["/api/v1/cases", "/api/v1/authorities", "/api/v1/openapi.json", "/sitemap.xml", "/robots.txt"]
STAFF_STARTS = ["/", "/staff/", "/staff/queue/", "/staff/queue/cases/", "/staff/dashboard/", "/staff/second-person/"]
# Signing out in the middle of the crawl would end it.
NOT_OPENED = ("/staff/account/sign-out/",)


def markers(*groups):
    return {kind: marker(kind) for group in groups for kind in group}


def hits(places, looked_for):
    """Name of the place to the kinds of marker in it; how many places there were."""
    found, count = {}, 0
    for place, data in places:
        count += 1
        if kinds := found_in(data, looked_for):
            found[place] = sorted(kinds)
    return found, count


@pytest.fixture(scope="module")
def told(stack):
    """The story, up to its end: the reference of the case."""
    story.go_astray(stack)
    story.begin_and_leave(stack)
    reference, secret = story.file(stack)
    provider = story.follow(stack, reference, secret)
    story.write(stack, provider)
    story.investigate(stack, reference)
    story.publish(stack, reference)
    story.answer_after_the_end(stack, provider)
    return reference


def crawl(stack, who, session, starts, *, skip=lambda path: False):
    return collecting.pages(stack, who, session, starts, lambda path: path.startswith(NOT_OPENED) or skip(path))


@pytest.mark.parametrize("who", ["public", "second-investigator", "official", "administrator"])
def test_whoever_does_not_work_on_the_case_meets_no_marker(stack, told, who):
    session = story.browser() if who == "public" else stack.staff(who)
    starts = [*STAFF_STARTS, f"/staff/cases/{told}/", f"/staff/cases/{told}/who-complained/", "/complain/files/"]
    places = list(crawl(stack, who, session, [*starts, *OPEN_DATA]))
    found, count = hits(places, markers(KINDS))
    assert (found, count > 10) == ({}, True)
    told_in = [place for place, data in places if b"The authority now pays in time." in data]
    assert {place.split()[1].split("/")[1] for place in told_in} >= {"register", "data", "api"}


@pytest.mark.parametrize("who", ["investigator", "lead"])
def test_whoever_works_on_the_case_meets_its_words_and_not_who_wrote_them(stack, told, who):
    """What is in a file is seen by opening it."""
    places = list(crawl(stack, who, stack.staff(who), [*STAFF_STARTS, f"/staff/cases/{told}/"], skip=is_a_file))
    found, count = hits(places, markers(IDENTITY, IN_FILES, ALONG))
    assert (found, count > 20) == ({}, True)
    words, _ = hits(places, markers(["own_words", "second_ground", "tried", "wanted", "message"]))
    assert words[f"{who} /staff/cases/{told}/"] == ["message", "own_words", "second_ground", "tried", "wanted"]


def is_a_file(path):
    return "/evidence/" in path or "/file" in path


@pytest.mark.parametrize("where", ["mails", "broker", "files", "processes", "database"])
def test_what_is_sent_written_and_kept_holds_no_marker(stack, told, where):
    found, count = hits(getattr(collecting, where)(stack), markers(KINDS))
    assert (found, count > 0) == ({}, True)


def test_a_planted_leak_is_found_wherever_it_is_planted(stack, told, tmp_path):
    looked_for, leak = markers(IDENTITY, WORDS, IN_FILES, ALONG), marker("organisation")
    redis.Redis(unix_socket_path=str(stack.broker.socket)).set("planted", leak)
    with stack.log.open("a") as out:
        out.write(f"INFO filed by {leak.upper()}\n")
    with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE investigations_case SET case_issue = %s WHERE reference = %s", [leak, told])
    connection.close()
    stack.mailbox.mails[0].add_header("X-Planted", leak)
    leaks = {
        "broker key b'planted'": collecting.broker(stack),
        f"file {stack.log}": collecting.files(stack),
        "pg_dump": collecting.database(stack),
        f"mail 0, {stack.mailbox.mails[0]['Subject']}": collecting.mails(stack),
        f"official /staff/cases/{told}/": crawl(stack, "official", stack.staff("official"), [f"/staff/cases/{told}/"]),
    }
    for place, places in leaks.items():
        found, _ = hits(places, looked_for)
        assert found.get(place) == ["organisation"], (place, found)
