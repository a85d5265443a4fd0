"""A complaint with a marker in every place, from before it is filed until after it is closed, over HTTP."""

import re

import psycopg2
import requests

from tests.canaries import asking, laden, mailing
from tests.canaries.asking import Officer
from tests.canaries.filling import Typed, labelled, send
from tests.canaries.markers import marker
from tests.imap import ImapServer
from tests.journeys.stack import Stack, post, reference_in, wait_until

MAY_HELP = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
OWNER, AUTHORITY = "investigator", "Manchester City Council"


def browser() -> requests.Session:
    """Sends along what a browser, and the proxies before us, may send."""
    session = requests.Session()
    along = {"User-Agent": "user_agent", "X-Forwarded-For": "forwarded_for", "Referer": "referer"}
    session.headers.update({header: marker(kind) for header, kind in along.items()})
    session.cookies.set("typed", marker("cookie_typed"))
    return session


def answers() -> dict[str, Typed]:
    """Page to what is typed on it, in their order. A payment complaint with a second ground: the longest path."""
    return {
        "organisation/": {"provider_kind": "charity", "provider_size": "micro"},
        "notice/": {"procurement_reference": marker("procurement_reference")},
        "authority/?q=Somewhere": {"authority": "other", "authority_given": marker("authority_given")},
        "what-happened/": {"ground": "payment:payment", "own_words": marker("own_words"), "another": "true"},
        "what-happened-2/": {"ground": "procurement_process:feedback", "own_words": marker("second_ground")},
        "invoice/": {
            "amount": marker("invoice_amount"),
            "due_on-day": "1",
            "due_on-month": "2",
            "due_on-year": "2026",
            "number": marker("invoice_number"),
        },
        "procurement/": {"procurement_title": marker("procurement_title")},
        "outcome/": {"tried": marker("tried"), "wanted": marker("wanted")},
        "name/": {
            "name": marker("name"),
            "organisation": marker("organisation"),
            "number": marker("number"),
            "for_other": "true",
            "agreed_by": marker("agreed_by"),
            "filed_for": marker("filed_for"),
            "consents": ["name", "evidence"],
        },
        "contact/": {
            "email": f"{marker('email_local')}@{marker('email_domain')}.example",
            "phone": marker("phone"),
            "address": f"{marker('address')}\n{marker('postcode')}",
            "when": marker("when"),
        },
    }


def go_astray(stack: Stack) -> None:
    """Wrong pages and wrong answers: what was typed must not stand in the answer of another, nor in a log."""
    lost = browser()
    for address in (
        f"/complain/{marker('path_typed')}/",
        f"/{marker('path_typed')}",
        f"/follow/{marker('path_typed')}/?q={marker('query_typed')}",
        f"/complain/authorities/?q={marker('query_typed')}",
        f"/complain/return/{marker('path_typed')}/",
        f"/static/{marker('path_typed')}",
    ):
        assert lost.get(stack.url + address, timeout=30).status_code < 500
    refused = {"reference": marker("query_typed"), "secret": marker("path_typed")}
    assert post(lost, f"{stack.url}/follow/", refused).status_code == 422
    assert lost.post(f"{stack.url}/follow/", data=refused, timeout=30).status_code == 403  # without a token


def begin_and_leave(stack: Stack) -> None:
    """A draft that is never sent, and a link by which to come back to it."""
    provider = browser()
    assert post(provider, f"{stack.url}/complain/can-we-help/", MAY_HELP).ok
    for page, typed in {
        "organisation/": {"provider_kind": "charity", "provider_size": "micro"},
        "what-happened/": {"ground": "procurement_process:feedback", "own_words": marker("draft_own_words")},
        "name/": {"name": marker("draft_name"), "organisation": marker("draft_organisation")},
    }.items():
        _answered(post(provider, f"{stack.url}/complain/{page}", typed))
    refused = {"email": f"{marker('refused_email')}@@x"}
    assert post(provider, f"{stack.url}/complain/contact/", refused).status_code == 422
    _answered(post(provider, f"{stack.url}/complain/contact/", {"email": f"a@{marker('draft_email_domain')}.example"}))
    _answered(
        post(provider, f"{stack.url}/complain/return/save/", {"email": f"a@{marker('return_mail_domain')}.example"})
    )


def file(stack: Stack, *, is_listed: bool) -> tuple[str, str]:
    """Files the whole complaint; answers reference and secret. `is_listed`: about an authority of the list."""
    provider = browser()
    assert post(provider, f"{stack.url}/complain/can-we-help/", MAY_HELP).ok
    for page, typed in answers().items():
        address = f"{stack.url}/complain/{page}"
        if "authority/" in page and is_listed:
            address = f"{stack.url}/complain/authority/?q={AUTHORITY}"
            found = provider.get(address, timeout=30)
            typed = {"authority": labelled(found, AUTHORITY)}
        send(provider, address, typed)
    for name, content in laden.files().items() if is_listed else ():
        _upload(provider, f"{stack.url}/complain/files/", name, content)
    sent = post(provider, f"{stack.url}/complain/check/", {})
    secret = re.search(r'app-secret"><strong>([^<]+)<', sent.text)
    assert secret, sent.text
    return reference_in(sent.text), secret[1]


def investigate(stack: Stack, replies: ImapServer, reference: str) -> Officer:
    """From the queue to a closed case, with letters and answers each way; answers the browser of the officer."""
    claim(stack, reference)
    owner, case = stack.staff(OWNER), f"{stack.url}/staff/cases/{reference}/"
    send(stack.staff("lead"), f"{case}leaving/early/", {"reason": "It cannot wait."})
    send(owner, f"{case}move/", {"status": "disclosure"})
    send(owner, f"{case}write/", {"text": "Please send us the letter."})
    asking.add_contacts(stack, owner, case)
    asking.make_copies(owner, case, len(laden.files()))
    asking.send_letter(stack, case, "Request for information")
    remind(stack, reference)
    officer = Officer(stack)
    refused = officer.post(officer.page, data={"reference": reference, "secret": marker("query_typed")}, timeout=30)
    assert refused.status_code == 403  # without a token
    officer.enter(reference, asking.newest_code(stack, asking.CONTACT))
    asking.answer_request(officer, owner, case)
    mailing.receive(stack, replies, reference)
    for end, typed in (
        ("note/", {"text": "The authority answered."}),
        ("move/", {"status": "assessment"}),
        ("who-complained/tell/", {"reason": "They ask", **_in_a_month()}),
        ("findings/1/", {"verdict": "upheld", "text": "The invoice was late."}),
        ("findings/2/", {"verdict": "not_upheld", "text": "Feedback was given."}),
        ("recommendations/propose/", {"ground_number": "1", "text": "Pay within 30 days."}),
    ):
        send(owner, case + end, typed)
    asking.send_letter(stack, case, "Findings and recommendations")
    asking.answer_recommendation(officer)
    send(owner, f"{case}close/", {"outcome": "changed_future", "note": "It accepted."})
    asking.send_letter(stack, case, "Follow-up")
    asking.report_done(officer)
    send(owner, f"{case}recommendations/1/check/", {"found": "verified", "note": "The new rule."})
    return officer


def claim(stack: Stack, reference: str) -> None:
    """From the queue: until then every investigator may read it."""
    owner, case = stack.staff(OWNER), f"{stack.url}/staff/cases/{reference}/"
    wait_until(lambda: owner.get(case, timeout=30).ok, 30, "the case is queued")
    send(owner, case, {}, to=f"{case}claim/")


def remind(stack: Stack, reference: str) -> None:
    """The day of the answer comes near, and is long gone: the service reminds, then writes to a senior contact."""
    owner, case = stack.staff(OWNER), f"{stack.url}/staff/cases/{reference}/"
    for days, done in ((1, "Reminded before its answer"), (-60, "A senior contact is written to")):
        with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(
                "UPDATE investigations_caseclock SET due_on = current_date + %s FROM investigations_case c"
                " WHERE kind = 'answer' AND case_id = c.id AND c.reference = %s",
                [days, reference],
            )
        connection.close()
        mailing.do_now(stack, "investigations.chasing.tasks.tick")
        wait_until(lambda: done in owner.get(case, timeout=30).text, 30, done)  # noqa: B023


def publish(stack: Stack, reference: str, officer: Officer) -> None:
    """What came of it: written, approved by another, shown to the authority, which replies, in the register."""
    summary = f"{stack.url}/staff/cases/{reference}/summary/"
    words = {"issue": "A supplier was paid late.", "outcome": "The authority now pays in time."}
    owner = stack.staff(OWNER)
    send(owner, f"{summary}write/", words)
    send(stack.staff("lead"), summary, {}, to=f"{summary}approve/")
    asking.send_letter(stack, summary.removesuffix("summary/"), "Summary before it is published")
    # The mail is there a moment before it is written down that it was sent.
    page = f"{officer.page}case/"
    wait_until(lambda: "Reply to the summary" in officer.get(page, timeout=30).text, 30, "the summary is shown")
    officer.look_around()
    officer.do("reply/", text="We are glad that this is better.")
    officer.do("satisfied/", answer="yes", words=marker("authority_satisfied"))
    officer.look_around()
    search = f"{stack.url}/register/?q=pays+in+time"
    wait_until(lambda: "Payment" in requests.get(search, timeout=30).text.partition("<tbody")[2], 30, "it is published")


def follow(stack: Stack, reference: str, secret: str) -> requests.Session:
    provider = browser()
    _answered(post(provider, f"{stack.url}/follow/", {"reference": reference, "secret": secret}))
    return provider


def write(stack: Stack, provider: requests.Session) -> None:
    page = f"{stack.url}/follow/complaint/"
    send(provider, page, {"text": marker("message")}, to=f"{stack.url}/follow/message/")
    later = marker("added_later_text").encode()
    _upload(provider, f"{stack.url}/follow/files/", f"{marker('file_name_pdf')}.txt", later)


def say_paid(stack: Stack, provider: requests.Session) -> None:
    today = asking.day("paid_on", 0)
    send(provider, f"{stack.url}/follow/paid/?invoice=1", {"answer": "part", "amount": marker("paid_amount"), **today})


def answer_after_the_end(stack: Stack, provider: requests.Session) -> None:
    typed = {"satisfied-answer": "yes", "satisfied-words": marker("answer_after_the_end")}
    send(provider, f"{stack.url}/follow/complaint/", typed, to=f"{stack.url}/follow/answer/")


def _in_a_month() -> dict[str, str]:
    return asking.day("until", 30)


def _upload(session: requests.Session, page: str, name: str, content: bytes) -> None:
    send(session, page, {"ground_key": "1"}, files=[("evidence", (name, content))])


def _answered(answer: requests.Response) -> None:
    assert answer.ok, (answer.url, answer.status_code, answer.text[-3000:])
