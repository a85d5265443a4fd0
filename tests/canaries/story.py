"""A complaint with a marker in every place, from before it is filed until after it is closed, over HTTP."""

import html
import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg2
import requests
from django.utils import timezone

from tests.canaries import laden
from tests.canaries.markers import marker
from tests.journeys.stack import Stack, post, reference_in, wait_until

MAY_HELP = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
OWNER = "investigator"


def browser() -> requests.Session:
    """Sends along what a browser, and the proxies before us, may send."""
    session = requests.Session()
    along = {"User-Agent": "user_agent", "X-Forwarded-For": "forwarded_for", "Referer": "referer"}
    session.headers.update({header: marker(kind) for header, kind in along.items()})
    session.cookies.set("typed", marker("cookie_typed"))
    return session


def answers() -> dict[str, Mapping[str, str]]:
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
            "consents": "name",
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


def file(stack: Stack) -> tuple[str, str]:
    """Files the whole complaint; answers reference and secret."""
    provider = browser()
    assert post(provider, f"{stack.url}/complain/can-we-help/", MAY_HELP).ok
    for page, typed in answers().items():
        _answered(post(provider, f"{stack.url}/complain/{page}", typed))
    for name, content in laden.files().items():
        _upload(provider, f"{stack.url}/complain/files/", name, content)
    sent = post(provider, f"{stack.url}/complain/check/", {})
    secret = re.search(r'app-secret"><strong>([^<]+)<', sent.text)
    assert secret, sent.text
    return reference_in(sent.text), secret[1]


def investigate(stack: Stack, reference: str) -> None:
    """From the queue to a closed case, with a message each way and a recommendation that the authority accepts."""
    owner, case = stack.staff(OWNER), f"{stack.url}/staff/cases/{reference}/"
    wait_until(lambda: owner.get(case, timeout=30).ok, 30, "the case is queued")
    early = f"{case}leaving/early/"
    assert _post_to(stack.staff("lead"), early, early, {"reason": "It cannot wait."}).ok
    for end, typed in (
        ("claim/", {}),
        ("move/", {"status": "disclosure"}),
        ("write/", {"text": "Please send us the letter."}),
        ("move/", {"status": "asked", "basis": "cooperation"}),
        ("note/", {"text": "The authority answered."}),
        ("move/", {"status": "assessment"}),
        ("who-complained/tell/", {"reason": "They ask", **_in_a_month()}),
        ("findings/1/", {"verdict": "upheld", "text": "The invoice was late."}),
        ("findings/2/", {"verdict": "not_upheld", "text": "Feedback was given."}),
        ("recommendations/propose/", {"ground_number": "1", "text": "Pay within 30 days."}),
        ("recommendations/sent/", {}),
        ("recommendations/1/answer/", {"said": "accepted"}),
        ("close/", {"outcome": "changed_future", "note": "It accepted."}),
    ):
        opened = {"claim/": case, "recommendations/sent/": f"{case}recommendations/"}.get(end, case + end)
        answer = _post_to(owner, opened, case + end, typed)
        assert answer.ok, (end, answer.status_code, answer.text)


def publish(stack: Stack, reference: str) -> None:
    """What came of it: written, approved by another, shown to the authority, in the register. Nobody waits ten days."""
    summary = f"{stack.url}/staff/cases/{reference}/summary/"
    words = {"issue": "A supplier was paid late.", "outcome": "The authority now pays in time."}
    owner = stack.staff(OWNER)
    _answered(_post_to(owner, f"{summary}write/", f"{summary}write/", words))
    lead, early = stack.staff("lead"), f"{stack.url}/staff/cases/{reference}/leaving/early/"
    _answered(_post_to(lead, early, early, {"reason": "Nobody waits a day here"}))
    _answered(_post_to(lead, summary, f"{summary}approve/", {}))
    _answered(_post_to(owner, summary, f"{summary}show/", {}))
    with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE investigations_summary SET reply_until = current_date - 1")
        cursor.execute("UPDATE investigations_publication SET due_at = now()")
    connection.close()
    search = f"{stack.url}/register/?q=pays+in+time"
    wait_until(lambda: "Payment" in requests.get(search, timeout=30).text.partition("<tbody")[2], 30, "it is published")


def follow(stack: Stack, reference: str, secret: str) -> requests.Session:
    provider = browser()
    _answered(post(provider, f"{stack.url}/follow/", {"reference": reference, "secret": secret}))
    return provider


def write(stack: Stack, provider: requests.Session) -> None:
    page = f"{stack.url}/follow/complaint/"
    _answered(_post_to(provider, page, f"{stack.url}/follow/message/", {"text": marker("message")}))
    later = marker("added_later_text").encode()
    _upload(provider, f"{stack.url}/follow/files/", f"{marker('file_name_pdf')}.txt", later)


def answer_after_the_end(stack: Stack, provider: requests.Session) -> None:
    words = marker("answer_after_the_end")
    typed = {"kind": "satisfied", "satisfied-answer": "yes", "satisfied-words": words}
    _answered(_post_to(provider, f"{stack.url}/follow/complaint/", f"{stack.url}/follow/answer/", typed))


def _in_a_month() -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=30)
    return {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}


def _upload(session: requests.Session, address: str, name: str, content: bytes) -> None:
    data = {**_hidden(session.get(address, timeout=30).text, urlsplit(address).path), "ground_key": "1"}
    answer = session.post(address, data=data, files={"evidence": (name, content)}, timeout=60)
    assert answer.ok and "error-summary" not in answer.text, answer.text


def _post_to(session: requests.Session, page: str, address: str, typed: Mapping[str, str]) -> requests.Response:
    """Posts a form of a page to its own address, with what is hidden in it."""
    opened = session.get(page, timeout=30)
    return session.post(address, data={**_hidden(opened.text, urlsplit(address).path), **typed}, timeout=30)


def _hidden(page: str, action: str) -> dict[str, str]:
    """Of the form that goes to this address, else of the page's own."""
    forms = re.findall(r"(?s)<form[^>]*>.*?</form>", page)
    to_it = [form for form in forms if f'action="{action}"' in form] or [
        form for form in forms if "action=" not in form
    ]
    assert to_it, page
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', to_it[0])
    return {name: html.unescape(value) for name, value in inputs}


def _answered(answer: requests.Response) -> None:
    assert answer.ok, (answer.url, answer.status_code, answer.text[-3000:])
