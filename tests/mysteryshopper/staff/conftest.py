"""Staff accounts, and a service that has no pages but those of signing in."""

import re
import sys

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mysteryshopper.staff.models import Role, User

PASSWORD = "three odd words 1"
SECRET = "JBSWY3DPEHPK3PXP"


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page")


def room(app: str, **pages: str) -> tuple[list, str]:
    return [path(address, page, name=name) for name, address in pages.items()], app


urlpatterns = [
    path("", page, name="start"),
    path("privacy/", page, name="privacy"),
    path("complain/", include(room("filing", before=""))),
    path("follow/", include(room("tracking", sign_in=""))),
    path("staff/", include("mysteryshopper.staff.urls")),
    path("staff/", include(room("queue", list="queue/", cases="cases/"))),
    path("staff/", include(room("outcomes", dashboard="dashboard/"))),
    path("staff/", include(room("oversight", oversight="oversight/"))),
    path("staff/", include(room("clocks", holidays="bank-holidays/"))),
    path("staff/", include(room("unsealing", waiting="second-person/"))),
    path("staff/", include(room("mailbox", tray="mailbox/"))),
    path("staff/", include(room("editions", list="editions/"))),
    path("register/", include(room("register", list=""))),
    path("statistics/", include(room("statistics", list=""))),
]


@pytest.fixture(autouse=True)
def service(settings):
    settings.ROOT_URLCONF = sys.modules[__name__]
    settings.DEMONSTRATION = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def staff(db):
    """Makes an account, with an app for codes unless told otherwise."""

    def make(role: Role = Role.INVESTIGATOR, *, has_app: bool = True, **fields) -> User:
        user = User.objects.create_user(f"{role}@example.com", PASSWORD, name="Ann Other", role=role, **fields)
        if has_app:
            TOTP.activate(user, SECRET)
        return user

    return make


@pytest.fixture
def sign_in(client):
    """The first step: address and password."""

    def post(email: str, password: str = PASSWORD, **fields):
        return client.post("/staff/account/sign-in/", {"login": email, "password": password, **fields})

    return post


@pytest.fixture
def links_of():
    """The words of the links at the top of a page."""

    def read(response) -> list[str]:
        page = response.content.decode()
        navigation = page[page.index('<nav aria-label="Menu"') : page.index("</nav>")]
        links = re.findall(r"<a[^>]*>(.*?)</a>", navigation, re.DOTALL)
        return [re.sub("<[^>]*>", "", link).strip() for link in links]

    return read
