"""Whatever is stopped or killed: a complaint that has a reference becomes a case, and its provider gets a mail."""

import signal
import time

import pytest

from tests.journeys.stack import Stack, answer_everything, post, reference_in, wait_until

pytestmark = pytest.mark.stack


@pytest.fixture
def broker_down(stack: Stack):
    stack.broker.stop()
    yield
    if stack.broker.process.poll() is not None:
        stack.broker.start()


def file_within(stack: Stack, seconds: float) -> str:
    """Files a complaint; its reference."""
    provider = answer_everything(stack)
    before = time.monotonic()
    answer = post(provider, f"{stack.url}/complain/check/", {})
    took = time.monotonic() - before
    assert took < seconds, f"took {took:.1f} s"
    return reference_in(answer.text)


def case_and_mail(stack: Stack, reference: str):
    investigator = stack.staff("investigator")
    is_there = lambda: investigator.get(f"{stack.url}/staff/cases/{reference}/", timeout=10).ok  # noqa: E731
    return lambda: is_there() and stack.mailbox.about(reference)


def test_with_everything_running_a_case_is_there_within_seconds(stack):
    reference = file_within(stack, 3)
    wait_until(case_and_mail(stack, reference), 15, "the case is there and the mail sent")
    assert len(stack.mailbox.about(reference)) == 1


def test_with_the_broker_stopped_a_complaint_is_filed_and_caught_up(stack, broker_down):
    reference = file_within(stack, 3)
    assert not stack.mailbox.about(reference)
    stack.broker.start()
    wait_until(case_and_mail(stack, reference), 60, "the case is there and the mail sent")
    assert len(stack.mailbox.about(reference)) == 1


def test_with_the_broker_hung_a_complaint_is_filed_and_caught_up(stack):
    stack.broker.process.send_signal(signal.SIGSTOP)
    reference = file_within(stack, 5)
    stack.broker.process.send_signal(signal.SIGCONT)
    wait_until(case_and_mail(stack, reference), 60, "the case is there and the mail sent")
    assert len({mail["Message-ID"] for mail in stack.mailbox.about(reference)}) == 1


def test_with_the_worker_killed_as_well_it_is_caught_up(stack, broker_down):
    reference = file_within(stack, 3)
    stack.broker.start()
    stack.kill_workers()
    wait_until(case_and_mail(stack, reference), 60, "the case is there and the mail sent")
    assert len({mail["Message-ID"] for mail in stack.mailbox.about(reference)}) == 1
