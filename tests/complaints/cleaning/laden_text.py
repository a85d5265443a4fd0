"""Texts and emails."""

from email.message import EmailMessage


def text(marks):
    return f"\ufeffThey never told us why.\r\n{marks.show()}\r\n".encode()


def csv(marks):
    return f"\ufeffItem,Price\r\n{marks.show()},5\r\n".encode()


def mail(marks, html_only=False):
    message = EmailMessage()
    for header in ("From", "To", "Cc", "Reply-To", "Return-Path", "Sender"):
        message[header] = f"{marks.hide(header + ' name')} <{marks.hide(header)}@firm.example>"
    for header in ("Subject", "Received", "X-Originating-IP", "X-Mailer", "Organization", "List-Id"):
        message[header] = marks.hide(header)
    message["Message-ID"] = f"<{marks.hide('Message-ID')}@firm.example>"
    shown = marks.show()
    page = (
        f"<html><head><title>{marks.hide('title')}</title><style>.{marks.hide('style')} {{}}</style></head><body>"
        f"<!-- {marks.hide('HTML comment')} --><p class='{marks.hide('class')}'>We lost. <b>{shown}</b></p>"
        f"<div style='display: none'>{marks.hide('not displayed')}</div>"
        f"<img src='https://tracker.example/{marks.hide('address of a picture')}' alt='{marks.hide('alt')}'>"
        "</body></html>"
    )
    if html_only:
        message.set_content(page, subtype="html")
    else:
        message.set_content(f"We lost.\n{shown}\n")
        message.add_alternative(page, subtype="html")
    message.add_attachment(
        marks.hide("attachment").encode(),
        maintype="application",
        subtype="pdf",
        filename=marks.hide("its name") + ".pdf",
    )
    quoted = EmailMessage()
    quoted["From"] = f"{marks.hide('quoted email')}@firm.example"
    quoted.set_content(marks.hide("its text"))
    message.add_attachment(quoted)
    message.preamble, message.epilogue = marks.hide("before the parts"), marks.hide("after the parts")
    message.set_boundary(marks.hide("boundary"))
    return bytes(message)
