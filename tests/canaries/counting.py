"""What is told of all cases together: an edition of the statistics, a progress report, the figures by mail."""

from datetime import timedelta

import psycopg2
from django.utils import timezone
from lxml import html

from tests.canaries.filling import send
from tests.journeys.stack import Stack, wait_until


def publish_edition(stack: Stack, reference: str) -> None:
    """Of all up to yesterday, when the case of the story is made to have come and ended."""
    yesterday = timezone.localdate() - timedelta(days=1)
    _do(
        stack,
        "UPDATE investigations_case SET received_on = %s, closed_on = %s WHERE reference = %s",
        [yesterday, yesterday, reference],
    )
    lead, second = stack.staff("lead"), stack.staff("second-investigator")
    _stand_in(stack, "lead")
    ends = {f"ends_on-{part}": str(getattr(yesterday, part)) for part in ("day", "month", "year")}
    draft = send(lead, f"{stack.url}/staff/editions/new/", ends).url
    wait_until(lambda: "Sign off" in second.get(draft, timeout=30).text, 60, "the edition is made")
    (asked,) = html.fromstring(second.get(draft, timeout=30).text).xpath("//a[contains(@href, '/sign-off/')]/@href")
    send(second, f"{stack.url}{asked}", {})
    _stand_in(stack, "investigator")


def _stand_in(stack: Stack, role: str) -> None:
    """A demonstration has one lead, and an edition takes two."""
    _do(stack, "UPDATE staff_user SET role = %s WHERE email LIKE 'second-investigator@%%'", [role])


def sign_report(stack: Stack) -> None:
    reports = f"{stack.url}/staff/reports/"
    today = timezone.localdate()
    # With the published history: a report is of ten cases or more.
    months = {"year": "", "from_month": "1 2011", "to_month": f"{today.month} {today.year}"}
    report = send(stack.staff("investigator"), reports, months).url
    send(stack.staff("lead"), f"{report}sign-off/", {})


def mail_figures(stack: Stack) -> None:
    """At once, instead of on the first of next month."""
    send(stack.staff("official"), f"{stack.url}/staff/reports/by-mail/", {"mail": "yes"})
    _do(stack, "UPDATE investigations_figuresdigest SET due_at = now()")
    mails = stack.mailbox.mails
    wait_until(lambda: any("Shopper figures" in str(mail["Subject"]) for mail in mails), 30, "the figures are mailed")


def _do(stack: Stack, statement: str, values: list[object] | None = None) -> None:
    with psycopg2.connect(stack.env["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
    connection.close()
