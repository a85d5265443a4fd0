"""A fresh service that is no demonstration: the first administrator comes in, and lets a colleague in."""

import re
import subprocess
import sys

import pytest
import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.journeys.conftest import running
from tests.journeys.stack import ROOT, post, wait_until

pytestmark = pytest.mark.stack

WORDS = "three odd words 1"


@pytest.fixture(scope="module")
def stack():
    with running(DEMONSTRATION="0") as stack:
        yield stack


def link_to(stack, email):
    """From the mail that the service sends by itself."""
    mails = stack.mailbox.mails
    wait_until(lambda: any(mail["To"] == email for mail in mails), 30, f"{email} has mail")
    text = next(mail for mail in mails if mail["To"] == email).get_payload(decode=True).decode()
    return re.search(r"http\S+/password/set/\S+", text)[0]


def come_in(stack, email):
    """Sets the password, signs in, sets up the second factor."""
    browser, link = requests.Session(), link_to(stack, email)
    assert "Your password is set." in post(browser, link, {"password1": WORDS, "password2": WORDS}).text
    page = post(browser, f"{stack.url}/staff/account/sign-in/", {"login": email, "password": WORDS})
    assert page.url.endswith("/second-factor/app/")
    secret = re.search(r"[A-Z2-7]{32}", page.text)[0]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]  # opened again, it has another key
    done = browser.post(page.url, data={"code": code, "csrfmiddlewaretoken": token}, timeout=30)
    assert "There is a problem" not in done.text, done.text
    return browser


def test_the_first_administrator_lets_a_colleague_in(stack):
    command = [sys.executable, "manage.py", "add_administrator", "fay@example.com", "--name", "Fay First"]
    subprocess.run(command, cwd=ROOT, env=stack.env | {"MAIL_FOLDER": ""}, check=True)
    fay = come_in(stack, "fay@example.com")
    lea = {"name": "Lea Lead", "email": "lea@example.com", "role": "lead"}
    assert "Lea Lead has an account" in post(fay, f"{stack.url}/staff/people/add/", lea).text
    page = come_in(stack, "lea@example.com").get(f"{stack.url}/staff/", timeout=30)
    assert page.url == f"{stack.url}/staff/queue/"
    link = link_to(stack, "lea@example.com")
    assert requests.get(link, timeout=30).status_code == 404
    logs = "".join(path.read_text() for path in (stack.log, *stack.log.parent.glob("local/logs/*")))
    assert [word for word in (link.split("/")[-2], "lea@example.com", WORDS) if word in logs] == []
