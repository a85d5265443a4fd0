"""Every route, for every role, by every method, on a case that somebody works on. The table: access_matrix.csv."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from investigations.casework import casework, noting
from investigations.contacts import keeping
from investigations.letters import starters, writing
from investigations.models import LetterTemplate, Mailbox
from investigations.recommendations import proposing
from mysteryshopper.sealed_files import new_name, seal_file
from mysteryshopper.staff.models import Role
from tests import officers

TABLE = list(csv.DictReader((Path(__file__).parent / "access_matrix.csv").open()))
# In rooms of one case, but about none.
NOT_OF_A_CASE = {
    "clocks:settings",
    "clocks:change",
    "clocks:holidays",
    "clocks:remove_holiday",
    "checklists:mine",
    "checklists:templates",
    "checklists:new_template",
    "checklists:change_template",
    "checklists:delete_template",
    "letters:templates",
    "letters:template",
    "letters:new_template",
    "unsealing:search",
    "unsealing:waiting",
    "casework:spot_check",
    "casework:draw",
    "casework:claim_next",
    "casework:pass_on",
    "casework:bulk",
    "casework:bulk_apply",
    "casework:bulk_done",
    "casework:bulk_undo",
}
LETTERS = {
    f"letters:{name}"
    for name in ("letter", "preview", "ask", "send_back", "throw_away", "take_back", "write_again", "pdf", "mail")
}
WHO = ["public", "investigator", "assigned", "lead", "official", "administrator", "authority"]


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}"


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


@pytest.fixture
def browser_of(signed_in, make_user, case, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: a password is all it needs

    def browser(who):
        if who == "public":
            return Client()
        if who == "authority":
            officers.send_letter(case)
            browser = officers.OfficerBrowser()
            browser.enter(officers.admit(case))
            return browser
        user = case.owner if who == "assigned" else make_user(Role(who))
        user.set_password("three odd words")
        user.save()
        return signed_in(user)

    return browser


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


def clean_file(case):
    """The number of a file that can be opened."""
    name = new_name()
    seal_file(name, [b"%PDF-1.4"])
    case.complaint.evidence.create(
        stored_as=name, name="letter.pdf", kind="pdf", size=8, added_at=timezone.now(), verdict="clean"
    )
    return case.complaint.evidence.count()


def recommendation(case):
    """The number of one that is not sent yet."""
    return proposing.propose(case, 1, text="Say why.", by=case.owner).number


def letter_of(case):
    """A draft to somebody at the authority of the case."""
    letter = case.letters.first()
    if letter is None:
        starters.load()
        said = {"name": "Carla Contact", "job": "", "email": "carla@camden.gov.uk", "is_senior": False}
        contact = keeping.add(case.authority, by=case.owner, **said)
        letter = writing.begin(case, LetterTemplate.objects.get(key="other"), contact, basis=None, by=case.owner)
    return letter


def mail_of(case):
    """A mail on the case, with a file that can be opened."""
    mailbox, _ = Mailbox.objects.get_or_create(name="test")
    names = new_name(), new_name()
    seal_file(names[1], [b"%PDF-1.4"])
    mail = case.incoming.create(
        mailbox=mailbox,
        uidvalidity=1,
        uid=1,
        digest=names[0],
        stored_as=names[0],
        size=1,
        taken_at=timezone.now(),
        nature="mail",
        place="case",
        how="tag",
    )
    mail.files.create(number=1, name="a.pdf", kind="pdf", stored_as=names[1], verdict="clean")
    return mail.pk


def address(route, case):
    if route in {"casework:open_file", "casework:copy", "casework:open_copy"}:
        return reverse(route, args=[case.reference, clean_file(case)])
    if route in {"leaving:held", "leaving:decide", "leaving:open_held", "casework:finding"}:
        return reverse(route, args=[case.reference, 1])
    if route in {"letters:issue_anew", "letters:shut_out"}:
        return reverse(route, args=[case.reference, 1])
    if route in LETTERS:
        return reverse(route, args=[case.reference, letter_of(case).pk])
    if route in {"checklists:tick", "checklists:untick"}:
        return reverse(route, args=[case.reference, 1])
    if route in {"clocks:stop", "clocks:restart"}:
        return reverse(route, args=[case.reference, "resolve"])
    if route in {f"recommendations:{name}" for name in ("one", "remove", "answer", "check")}:
        return reverse(route, args=[case.reference, recommendation(case)])
    if route in {"mailbox:mail", "mailbox:file", "mailbox:discard", "mailbox:put_back", "mailbox:answer"}:
        return reverse(route, args=[mail_of(case)])
    if route == "mailbox:open_file":
        return reverse(route, args=[mail_of(case), 1])
    if route == "mailbox:of_case":
        return reverse(route, args=[case.reference])
    ways = {
        "filing:page": ["contact"],
        "returning:link": ["broken"],
        "queue:retry": ["complaint", 1],
        "queue:change_view": [1],
        "queue:delete_view": [1],
    }
    ways |= {"register:entry": ["0000-0000"], "register:authority_feed": ["x"], "register:sitemap_of": [2026]}
    ways |= {"register:pack": ["payment.payment"], "register:pack_pdf": ["payment.payment"]}
    ways |= {"api:case": ["0000-0000"], "api:nothing": ["x"]}
    ways |= {"casework:bulk_done": [1], "casework:bulk_undo": [1]}
    ways |= {"letters:template": ["request"], "contacts:of_authority": [case.authority_id]}
    ways |= {"contacts:change": [0], "contacts:end": [0], "contacts:letters": [0]}
    ways |= {"account_set_password": [1, "x"]}
    ways |= {
        f"people:{name}": [0] for name in ("person", "change", "shut", "open", "send_link", "remove_second_factor")
    }
    ways |= {"clocks:change": ["triage"], "clocks:remove_holiday": [1]}
    ways |= {"checklists:change_template": [1], "checklists:delete_template": [1]}
    ways |= {f"rules:{name}": [1] for name in ("rule", "change", "trial", "switch")}
    if route.startswith("answering_staff:"):
        return reverse(route, args=[case.reference, 1] if route != "answering_staff:authority" else [case.reference])
    ways |= {
        f"answering:{name}": [1]
        for name in ("letter", "letter_pdf", "acknowledge", "point", "recommendation", "report_done")
    }
    ways |= {"answering:copy": [1, 1]}
    ways |= {"outcomes:file": ["whom", "size", "csv"]}
    ways |= {f"reporting:{name}": [0] for name in ("report", "pdf", "sign_off", "discard")}
    ways |= {"history:benchmark": [0], "history:take_back_benchmark": [0]}
    ways |= {f"editions:{name}": [1] for name in ("draft", "cut", "sign_off", "discard", "correct")}
    ways |= {"statistics:edition": ["2026-03-31"]}
    ways |= {"statistics:shares": ["2026-03-31", 1], "register:written_otherwise": ["0000-000o"]}
    ways |= {"statistics:version": ["2026-03-31", 1], "statistics:file": ["2026-03-31", 1, "csv"]}
    rooms_of_a_case = (
        "casework:",
        "unsealing:",
        "leaving:",
        "clocks:",
        "checklists:",
        "summaries:",
        "recommendations:",
        "letters:",
    )
    by_case = (
        route.startswith(rooms_of_a_case) and route not in NOT_OF_A_CASE or route in {"history:code", "history:match"}
    )
    return reverse(route, args=[case.reference] if by_case else ways.get(route))


def test_every_route_is_in_the_table():
    assert {row["route"] for row in TABLE} == set(names(get_resolver().url_patterns))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['method']}-{row['route']}")
@pytest.mark.parametrize("who", WHO)
def test_the_table_says_who_may(browser_of, case, row, who):
    answer = browser_of(who).generic(
        row["method"], address(row["route"], case), content_type="application/x-www-form-urlencoded"
    )
    is_sign_in = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    assert ("sign in" if is_sign_in else str(answer.status_code)) == expected(row, who)


def expected(row, who):
    """To somebody of the authority all but its own pages are closed as they are to the public."""
    return row["authority"] or row["public"] if who == "authority" else row[who]


@pytest.mark.parametrize("route", sorted({row["route"] for row in TABLE if ":" in row["route"]}))
def test_methods_that_the_table_does_not_name_are_refused(browser_of, case, route):
    """Of our own pages; those of signing in are the library's."""
    named = {row["method"] for row in TABLE if row["route"] == route}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - named:
        assert browser_of("lead").generic(method, address(route, case)).status_code == 405, method


@pytest.mark.parametrize("who", WHO)
def test_a_case_that_is_not_there_looks_like_any_that_is_not(browser_of, who):
    answer = browser_of(who).get("/staff/cases/MS-0000-0000-0/")
    assert answer.status_code == {"public": 302, "authority": 302, "administrator": 403}.get(who, 404)


@pytest.mark.parametrize("who", ["official", "investigator"])
def test_a_case_shows_the_provider_s_words_only_to_those_who_work_on_it(browser_of, make_case, make_user, who):
    case = make_case(own_words="canary1", procurement_title="canary2", procurement_reference="canary3")
    noting.note(casework.claim(case, by=make_user()), by=case.__class__.objects.get(pk=case.pk).owner, text="canary4")
    page = browser_of(who).get(f"/staff/cases/{case.reference}/").content.decode()
    assert (case.reference in page, "canary" in page) == (True, False)


@pytest.mark.parametrize(("who", "is_shown"), [("official", False), ("investigator", True)])
def test_officials_see_no_kind_of_provider_and_no_owner_on_one_case(browser_of, case, who, is_shown):
    page = browser_of(who).get(f"/staff/cases/{case.reference}/").content.decode()
    assert [word in page for word in ("Registered charity", "Owen Owner")] == [is_shown, is_shown]


def test_a_stale_tab_is_told_where_the_case_is_now(browser_of, case):
    tab = browser_of("assigned")
    tab.post(f"/staff/cases/{case.reference}/move/", {"seen": "received", "status": "disclosure"})
    answer = tab.post(f"/staff/cases/{case.reference}/move/", {"seen": "received", "status": "disclosure"})
    page = answer.content.decode()
    assert (answer.status_code, "It is now “Agreeing what may be disclosed”." in page) == (409, True)
    assert f'href="/staff/cases/{case.reference}/"' in page


@pytest.mark.parametrize("who", ["assigned", "lead"])
def test_nobody_sees_who_complained(browser_of, case, who):
    page = browser_of(who).get(f"/staff/cases/{case.reference}/").content.decode()
    assert "They never told us why we lost." in page
    assert not [word for word in ("Ada Provider", "Provider Works", "ada@provider", "7946") if word in page]
