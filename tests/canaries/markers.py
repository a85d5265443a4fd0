"""One marker for each place where who complained can hide. Random, so that a hit is never chance."""

import secrets
from functools import cache

_LETTERS = "bcdfghjkmnpqrtvwxz"

# What says who somebody is: nobody sees it but those who open the identity, by an act of their own.
IDENTITY = [
    "name", "organisation", "number", "filed_for", "agreed_by", "email_local", "email_domain", "phone", "address",
    "postcode", "when", "file_name_pdf", "file_name_docx", "file_name_png", "file_name_jpg", "return_mail_domain",
    "draft_name", "draft_organisation", "draft_email_domain",
]  # fmt: skip
# What a provider says: those who work on the case read it, and nobody else.
WORDS = [
    "own_words", "second_ground", "tried", "wanted", "procurement_title", "procurement_reference", "authority_given",
    "invoice_number", "invoice_amount", "paid_amount", "message", "answer_after_the_end", "draft_own_words",
]  # fmt: skip
# What is in a file without being seen. The file is opened by those who work on the case, and nobody else.
IN_FILES = [
    "pdf_text", "pdf_author", "pdf_title", "pdf_xmp", "pdf_attachment", "docx_text", "docx_author",
    "docx_last_modified_by", "docx_comment", "docx_company", "png_text_chunk", "jpg_artist", "jpg_comment",
    "added_later_text",
]  # fmt: skip
# What a browser sends along. Kept nowhere.
ALONG = ["user_agent", "forwarded_for", "referer", "path_typed", "query_typed", "cookie_typed", "refused_email"]

# What the authority says to us, on its page and by mail: those who work on the case read it, and nobody else. Not even
# the provider.
BY_AUTHORITY = [
    "authority_reason", "authority_answer", "authority_promise", "authority_done", "authority_satisfied",
    "authority_file_name",
    "authority_file_text", "mail_sender", "mail_subject", "mail_words", "mail_page", "mail_header", "mail_id",
    "mail_file_name", "mail_file_text", "tray_subject", "tray_words", "machine_words",
]  # fmt: skip

KINDS = [*IDENTITY, *WORDS, *IN_FILES, *ALONG, *BY_AUTHORITY]


@cache
def marker(kind: str) -> str:
    """The same in one run for one kind. Looks like what it stands for where a form would refuse anything else."""
    if kind not in KINDS:
        raise KeyError(kind)
    if kind == "phone":
        return "0" + "".join(secrets.choice("123456789") for _ in range(13))
    if kind == "invoice_amount":
        return str(30_000_000 + secrets.randbelow(10**7)) + ".73"
    if kind == "paid_amount":
        return str(10_000_000 + secrets.randbelow(10**7)) + ".37"
    if kind == "number":
        return "SC" + "".join(secrets.choice("123456789") for _ in range(6))
    if kind == "postcode":
        return "ZX9 9" + "".join(secrets.choice("QXZ") for _ in range(2)) + secrets.token_hex(3).upper()
    return "qz" + "".join(secrets.choice(_LETTERS) for _ in range(12))
