"""What goes to the provider and what goes to the authority have no page, form or verb in common."""

import dis
import inspect
from types import CodeType, FunctionType, ModuleType

import pytest
from django.urls import URLPattern, get_resolver, reverse

from complaints.models import Message
from complaints.tracking import writing as provider
from investigations.letters import releasing, sending, writing
from investigations.models import Letter

TO_PROVIDER = {provider.write_to_provider}
TO_AUTHORITY = {writing.begin, writing.edit, releasing.ask, releasing.release, sending.send}


def views(resolver, before=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{before}{one.name}", one.callback
        else:
            yield from views(one, f"{before}{one.namespace}:" if one.namespace else before)


def codes(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def named_in(function):
    """The functions that a function names, by itself or as `module.name`."""
    for code in codes(function.__code__):
        before = None
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                before = function.__globals__.get(step.argval)
            elif step.opname in ("LOAD_ATTR", "LOAD_METHOD"):
                before = getattr(before, step.argval, None) if isinstance(before, ModuleType) else None
            else:
                continue
            if callable(before):
                yield inspect.unwrap(before)


def reached(view):
    """Every function of ours that a view can call, through however many others."""
    found, left = set(), [inspect.unwrap(view)]
    while left:
        one = left.pop()
        ours = isinstance(one, FunctionType) and one.__module__.split(".")[0] in ("complaints", "investigations")
        if ours and one not in found:
            found.add(one)
            left.extend(named_in(one))
    return found


def test_no_page_reaches_both():
    by_view = {name: reached(view) for name, view in views(get_resolver())}
    to_provider = {name for name, found in by_view.items() if found & {inspect.unwrap(one) for one in TO_PROVIDER}}
    to_authority = {name for name, found in by_view.items() if found & {inspect.unwrap(one) for one in TO_AUTHORITY}}
    assert "casework:write" in to_provider
    assert {"letters:begin", "letters:letter", "letters:ask", "letters:preview"} <= to_authority
    assert to_provider & to_authority == set()


@pytest.mark.parametrize("said", [{"text": "For the provider only"}, {"text": "x", "seen": 1, "subject": "x"}])
def test_a_message_for_the_provider_is_no_letter(begin, signed_in, owner, case, said):
    letter = begin()
    for route, ways in (("begin", []), ("letter", [letter.pk]), ("preview", [letter.pk])):
        address = reverse(f"letters:{route}", args=[case.reference, *ways])
        assert signed_in(owner).post(address, said).status_code == 422, route
    assert [one.body for one in Letter.objects.all()] == [letter.body]


def test_a_letter_is_no_message_for_the_provider(begin, signed_in, owner, case, contact):
    letter = begin()
    said = {"contact": contact.pk, "subject": letter.subject, "body": letter.body, "seen": letter.version}
    answer = signed_in(owner).post(reverse("casework:write", args=[case.reference]), said)
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_each_page_says_for_whom_it_is(begin, signed_in, owner, case):
    browser, letter = signed_in(owner), begin()
    to_provider = browser.get(reverse("casework:write", args=[case.reference])).content.decode()
    assert "app-side--provider" in to_provider and "app-side--authority" not in to_provider
    for route, ways in (("letters", []), ("begin", []), ("letter", [letter.pk])):
        page = browser.get(reverse(f"letters:{route}", args=[case.reference, *ways])).content.decode()
        assert "app-side--authority" in page and "app-side--provider" not in page, route
