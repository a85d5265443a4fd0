"""Whatever comes as a mail: it never raises, and ends as exactly one row, with nothing that a page could not show."""

import base64
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investigations.mailbox import placing, plain
from investigations.mailbox.attaching import attached
from investigations.mailbox.parsing import parse
from investigations.models import IncomingFile, IncomingMail
from tests.complaints.evidence.conftest import DOCX, EICAR, packed

from .conftest import put_in_place, taken
from .written import mail, with_file

pytestmark = pytest.mark.django_db

PIECES = [
    b"From: ", b"To: ", b"Subject: ", b"Message-ID: ", b"Content-Type: ", b"Content-Disposition: attachment; filename=",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"\r\n", b"\n", b"\r\n\r\n",
    b"multipart/mixed; boundary=b", b"multipart/report; report-type=delivery-status; boundary=b", b"--b", b"--b--",
    b"message/rfc822", b"message/delivery-status", b"text/html; charset=", b"text/plain; charset=",
    b"utf-16", b"punycode",
    b"no-such", b"=?utf-8?b?", b"=?x?q?=ZZ?=", b"?=", b"<a@b>", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<script>",
    b"<!--",
    b"filename*0*=utf-8''%", b"Action: failed", b"=", b'"', b";", b"begin 644 x", b"\x1b$B", b"References: ", b"@",
]  # fmt: skip
ANY = st.one_of(st.binary(max_size=2000), st.lists(st.sampled_from(PIECES) | st.binary(max_size=20)).map(b"".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY)
def test_any_bytes_are_one_row(folder, content):
    before = IncomingMail.objects.count()
    found = put_in_place(content)
    assert IncomingMail.objects.count() == before + 1
    assert found.place in {"tray", "dropped"}
    for text in (found.subject, found.body, found.sender):
        assert plain.shown(text) == text
        text.encode()


@settings(max_examples=1000, deadline=None)
@given(content=ANY)
def test_any_bytes_are_readable(content):
    """The last resort is for what nobody thought of: these are all read."""
    parsed = parse(io.BytesIO(content))
    assert [parsed.senders, parsed.subject, parsed.message_id, parsed.answers, list(parsed.files())]


@settings(max_examples=300, deadline=None)
@given(page=st.text() | st.lists(st.sampled_from(["<p>", "</p>", "<", "<!", "&#0;", "&#xd800;", "a"])).map("".join))
def test_any_page_has_a_text(page):
    assert plain.shown(plain.of_html(page)) == plain.of_html(page)


@pytest.mark.parametrize(
    ("charset", "content", "shown"),
    [
        ("no-such", "Zoë".encode(), "Zoë"),
        ("utf-8", "Zoë".encode("latin-1"), "Zoë"),
        ("iso-2022-jp", b"\x1b$BF|K\\\x1b(B", "日本"),
        ("punycode", b"abc-", "abc-"),
        ("rot13", b"abc", "abc"),
        ("utf-8", b"a\0b\x07c\xe2\x80\xae d", "abc d"),
    ],
)
def test_charsets(folder, charset, content, shown):
    head = f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    assert put_in_place(head + content).body == shown


def test_a_page_is_shown_as_text_alone(folder):
    message = mail()
    message.set_content(
        "<head><title>t</title></head><body><script>evil()</script><p>We &amp; they</p><ul><li>One<li>Two</ul>"
        "<a href='https://x.example'>link</a><style>x{}</style></body>",
        subtype="html",
    )
    assert put_in_place(message.as_bytes()).body == "We & they\n- One\n- Two\n\nlink"


def test_of_both_the_plain_text_is_shown(folder):
    message = mail(text="Plain.")
    message.add_alternative("<p>Page.</p>", subtype="html")
    assert put_in_place(message.as_bytes()).body == "Plain."


def test_a_thousand_headers_and_a_thousand_parts(folder):
    head = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 500) for number in range(1000))
    head += b"From: a@b.example\r\n" * 1000
    parts = b"".join(
        b"--b\r\nContent-Disposition: attachment; filename=%d.txt\r\n\r\nhello\r\n" % n for n in range(1000)
    )
    found = put_in_place(head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + b"--b--")
    assert (found.is_cut, found.files.count(), found.files.filter(left_out="").count()) == (True, 100, 20)


def test_deeply_nested(folder):
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))
    assert put_in_place(b"From: a@b.example\r\n" + nested + b"hello").place == "tray"


def test_no_message_id_and_the_same_one_with_other_words_are_rows_of_their_own(folder):
    without = mail()
    del without["Message-ID"]
    one, two, none = (put_in_place(m.as_bytes()) for m in (mail(text="Yes."), mail(text="No."), without))
    assert (one.id_digest == two.id_digest, none.id_digest, IncomingMail.objects.count()) == (True, "", 3)


def test_a_file_of_25_megabytes_is_kept_in_bounded_memory(folder):
    content = b"%PDF-1.7 " + b"x" * (25 * 1024 * 1024)
    head = b"From: a@b.example\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    head += b"Content-Disposition: attachment; filename=large.pdf\r\n\r\n"
    whole = head + base64.encodebytes(content)
    found = None
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        found = put_in_place(whole)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    file = found.files.get()
    assert (file.kind, file.size, file.left_out) == ("pdf", len(content), "")
    assert peak < 200 * 1024 * 1024


def test_files_are_named_and_kept_by_what_they_hold(folder):
    message = with_file(b"MZ\x90\0\0\0", "run.exe")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    message.add_attachment(packed(DOCX), maintype="image", subtype="png", filename="../../x‮gpj.docx")
    message.add_attachment(mail(text="Within."))
    files = [(file.name, file.kind, file.left_out) for file in put_in_place(message.as_bytes()).files.all()]
    assert files == [
        ("run.exe", "", "kind"),
        ("empty.pdf", "", "empty"),
        ("../../xgpj.docx", "docx", ""),
        ("file.eml", "eml", ""),
    ]


def test_a_zip_bomb_is_left_out(folder):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        archive.writestr("word/media/a.bin", bytes(210 * 1024 * 1024))
    file = put_in_place(with_file(bomb.getvalue(), "bomb.docx").as_bytes()).files.get()
    assert (file.name, file.left_out, file.stored_as, file.done_at is None) == ("bomb.docx", "kind", None, False)


def test_of_a_mail_that_was_too_large_the_headers_are_shown(folder):
    row = taken(mail(Subject="Large").as_bytes().split(b"\n\n")[0] + b"\n\n", is_whole=False)
    placing.place(row)
    row.refresh_from_db()
    assert (row.subject, row.body, row.is_cut, row.place) == ("Large", "", True, "tray")


def test_nothing_is_read_of_files_before_they_are_scanned(folder):
    put_in_place(with_file(EICAR, "a.txt").as_bytes())
    assert [(file.verdict, file.done_at) for file in IncomingFile.objects.all()] == [("", None)]


def test_a_mail_that_no_parser_takes_is_kept_and_says_so(folder, monkeypatch):
    """The parser of the library, which is not ours, fails."""
    monkeypatch.setattr("email.parser.BytesParser.parse", lambda *args: 1 / 0)
    found = put_in_place(mail().as_bytes())
    assert (found.nature, found.place, found.is_cut) == ("unreadable", "tray", True)


def test_no_file_of_what_can_not_be_read():
    assert list(attached(None)) == []
