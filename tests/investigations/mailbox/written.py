"""Mails as mail programs write them."""

from email.message import EmailMessage


def mail(*, to="replies@mystery-shopper.example", sender="con@authority.example", text="We answer.", **headers):
    """Headers as keywords: In_Reply_To="<1@x>"."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = headers.pop("Subject", "Your letter")
    message["Message-ID"] = headers.pop("Message_ID", "<a1@authority.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def with_file(content, name="letter.pdf", kind="application/octet-stream", **told):
    message = mail(**told)
    main, sub = kind.split("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def report(message_id, action="failed", *, sender="MAILER-DAEMON@mx.authority.example", returned="message/rfc822"):
    """A mail server says what became of a mail of ours."""
    inner = f"From: no-reply@mystery-shopper.example\r\nMessage-ID: {message_id}\r\nSubject: s\r\n\r\nHello\r\n"
    return (
        f"From: {sender}\r\nTo: replies@mystery-shopper.example\r\nSubject: Undelivered Mail\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nMessage-ID: <d1@mx.authority.example>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.authority.example\r\n\r\n"
        f"Final-Recipient: rfc822; con@authority.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\n{inner}\r\n--b--\r\n"
    ).encode()
