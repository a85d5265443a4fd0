"""Who wrote a mail: nobody passes for a contact of the authority by what a header only looks like."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from investigations.mailbox import filing, plain
from investigations.mailbox.senders import address_in, sender_of
from investigations.mailbox.tags import tagged_address

from .written import mail

CON, EVE = "con@authority.example", "eve@evil.example"
# The encoded word is “con@authority.example (”: decoded first, all that follows would be a comment.
HIDDEN = f"=?utf-8?q?{CON.replace('@', '=40')}=20=28?= <{EVE}>"
PRETENDING = [
    HIDDEN, f"=?utf-8?b?Y29uQGF1dGhvcml0eS5leGFtcGxlICg=?= <{EVE}>", f'"{CON}" <{EVE}>', f'"Con <{CON}>" <{EVE}>',
    f"=?utf-8?q?{CON.replace('@', '=40')}?=", f"{CON} (<{EVE}>)", f"{CON}: {EVE};", f"{EVE}, {CON}", f"{CON} <{EVE}>",
    f"<{CON}>, eve", "con@\u0430uthority.example", "con@authority.example\u200b", "\uff43on@authority.example",
]  # fmt: skip
PIECES = [
    CON,
    EVE,
    "<",
    ">",
    "(",
    ")",
    '"',
    "\\",
    ",",
    ":",
    ";",
    " ",
    "=?utf-8?q?=3C?=",
    "=?utf-8?q?=40?=",
    "‹",
    "é",
    "\n ",
]


@pytest.mark.parametrize(
    ("header", "address", "shown"),
    [
        (CON, CON, CON),
        (f"Con Tact <{CON.upper()}>", CON, f"Con Tact <{CON.upper()}>"),
        (f'"Tact, Con (Buying)" <{CON}>', CON, f"Tact, Con (Buying) <{CON}>"),
        (f'Con "CT" Tact <{CON}>', CON, f"Con CT Tact <{CON}>"),
        (f"=?utf-8?q?Zo=C3=AB?=\r\n Tact <{CON}>", CON, f"Zoë Tact <{CON}>"),
        (HIDDEN, EVE, f"“{CON} (” <{EVE}>"),
        ("con@\u0430uthority.example", "con@xn--uthority-06g.example", "con@xn--uthority-06g.example"),
        (f"{EVE}, {CON}", "", f"“{EVE}, {CON}”"),
        ("con@" + "a" * 300, "", "“con@" + "a" * 300 + "”"),
        ("", "", ""),
    ],
)
def test_senders(header, address, shown):
    assert sender_of([header]) == (address, shown)


def test_two_headers_are_no_sender():
    assert sender_of([CON, CON]).address == ""


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
@example(f"=?utf-8?q?{CON.replace('@', '=40')}?=")
def test_what_is_shown_says_the_same_sender(header):
    """It is read again when somebody puts the mail on a case by hand."""
    found = sender_of([header])
    assert (address_in(found.shown), plain.shown(found.shown)) == (found.address, found.shown)
    assert found.address.isascii()
    assert len(found.shown) < 500


@pytest.mark.django_db
@pytest.mark.parametrize("header", PRETENDING)
def test_whoever_looks_like_a_contact_is_none(come, case, contact, letter_mail, settings, header):
    """Their own mail server vouches for the domain that is really theirs."""
    settings.MAILBOX_AUTHSERV_ID = "mx.ours.example"
    found = "Authentication-Results: mx.ours.example; dmarc=pass header.from=evil.example\n"
    ids = {"In_Reply_To": letter_mail.message_id}

    def came(to, number):
        """Written as bytes: the library would not write such headers."""
        content = mail(to=to, sender="X", Message_ID=f"<{number}@evil.example>", **ids).as_bytes()
        return come(found.encode() + content.replace(b"From: X", f"From: {header}".encode()))

    onto, stray = came(tagged_address(case), 1), came("replies@mystery-shopper.example", 2)
    assert (onto.place, onto.is_from_contact) == ("case", False)
    assert stray.place == "tray"
    filing.file(stray, case, by=case.owner, reason="It looks right.")
    stray.refresh_from_db()
    assert not stray.is_from_contact
    for one in (onto, stray):
        assert not (one.proof == "proven" and EVE not in one.sender)


@pytest.mark.django_db
def test_what_is_vouched_for_another_domain_proves_nothing(come, case, contact, settings):
    settings.MAILBOX_AUTHSERV_ID = "mx.ours.example"
    for number, (domain, proof) in enumerate(
        {"evil.example": "", "authority.example": "proven", "thority.example": ""}.items()
    ):
        found = f"Authentication-Results: mx.ours.example; dmarc=pass header.from={domain}\n".encode()
        one = come(found + mail(to=tagged_address(case), sender=CON, Message_ID=f"<{number}@x>").as_bytes())
        assert (one.is_from_contact, one.proof) == (True, proof)
