"""A door that a code opens: a short-lived signed cookie says who was let in, and no address holds anything.

One browser has one thing open behind such a door. Another tab may still show the one before, so what a page sends says
which one it was shown for, and is taken for no other: `is_of_another`."""

from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SECONDS = 30 * 60
# What complaints/tracking/timeout.html prints.
TIMES = {"seconds": SECONDS, "warning": 5 * 60}
# The field in which each form says what it was shown for.
SHOWN_FOR = "shown_for"

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class CodeDoor:
    """`path`: of all pages behind it. What is kept is a primary key, and the hash of the code that was entered: a code
    that is issued anew shuts the old door."""

    cookie: str
    path: str

    def let_in(self, response: Response, pk: int, secret_hash: str) -> Response:
        """The half hour begins."""
        response.set_signed_cookie(
            self.cookie,
            f"{pk}:{secret_hash}",
            max_age=SECONDS,
            path=self.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def shut(self, response: Response) -> Response:
        response.delete_cookie(self.cookie, path=self.path)
        return response

    def opened(self, request: HttpRequest) -> tuple[int, str] | None:
        """Primary key and hash with which this browser was let in. None: it was not, or the time is over."""
        kept = request.get_signed_cookie(self.cookie, default=None, max_age=SECONDS)
        if not kept:
            return None
        pk, secret_hash = kept.split(":")
        return int(pk), secret_hash


def is_of_another(request: HttpRequest, reference: str) -> bool:
    """Whether something is sent from a page that was shown for another."""
    return request.method == "POST" and request.POST.get(SHOWN_FOR) != reference
