"""A letter as it was mailed: its draft may have had a day to be filled in when it left."""

from email import message_from_string, policy
from email.message import EmailMessage
from functools import cached_property

from investigations.models import Letter


class AsSent:
    """Subject, words and PDF of a letter that was released. `pdf`: None when its mail has none."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter

    @cached_property
    def _mail(self) -> EmailMessage:
        return message_from_string(self._letter.mail or "", policy=policy.default)

    @cached_property
    def subject(self) -> str:
        """Without the reference, which is added to each."""
        subject, _, _ = str(self._mail["Subject"] or self._letter.subject).rpartition(" (MS-")
        return subject or str(self._mail["Subject"])

    @cached_property
    def body(self) -> str:
        """What follows the subject: above it stand addresses, day and reference."""
        plain = self._mail.get_body(("plain",))
        text = plain.get_content().replace("\r\n", "\n") if plain else self._letter.body
        above, _, below = text.partition(f"\n\n{self.subject}\n")
        return (below or above).strip()

    @cached_property
    def pdf(self) -> bytes | None:
        files = (part for part in self._mail.walk() if part.get_content_type() == "application/pdf")
        content = next((part.get_payload(decode=True) for part in files), None)
        return content if isinstance(content, bytes) else None
