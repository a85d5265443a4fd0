"""A form with every kind of field, and a service that has one page with it."""

import sys
from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from mysteryshopper.govuk.forms import GovukDateField, GovukForm

HERE = sys.modules[__name__]


class EveryField(GovukForm):
    name = forms.CharField(label="Your name", max_length=20, error_messages={"required": "Enter your name"})
    email = forms.EmailField(label="Email address", required=False)
    phone = forms.CharField(label="Phone", widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    people = forms.IntegerField(label="Number of people", min_value=1, max_value=1000, required=False)
    price = forms.DecimalField(label="Price", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    story = forms.CharField(
        label="What happened?",
        widget=forms.Textarea,
        max_length=1200,
        error_messages={"required": "Enter what happened"},
    )
    stage = forms.ChoiceField(
        label="Stage",
        widget=forms.RadioSelect,
        choices=[("tender", "Tender"), ("contract", "Contract"), ("other", "Another")],
        error_messages={"required": "Select the stage"},
    )
    which = forms.CharField(label="Which?", widget=forms.Textarea, required=False)
    issues = forms.MultipleChoiceField(
        label="Issues",
        widget=forms.CheckboxSelectMultiple,
        choices=[("late", "Late"), ("unfair", "Unfair")],
        error_messages={"required": "Select at least one issue"},
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=[("", "Choose"), ("Public", [("health", "Health"), ("schools", "Schools")])],
        error_messages={"required": "Select a sector"},
    )
    happened = GovukDateField(label="When?", error_messages={"required": "Enter the date it happened"})
    proof = forms.FileField(label="A file", required=False)
    agreed = forms.BooleanField(label="It is true", error_messages={"required": "Say that it is true"})
    token = forms.CharField(widget=forms.HiddenInput, initial="t", required=False)

    govuk = {
        "name": {
            "hint": "As on your passport",
            "seen_by": "Who sees this: nobody",
            "width": 20,
            "autocomplete": "name",
        },
        "people": {"width": 4, "suffix": "people"},
        "price": {"prefix": "£"},
        "story": {"called": "What happened", "rows": 8},
        "stage": {
            "size": "l",
            "page_heading": True,
            "item_hints": {"tender": "Before the award"},
            "dividers": {"other": "or"},
            "reveals": {"other": "which"},
        },
        "issues": {"small": True, "hint": "Choose all that apply"},
        "agreed": {"hint": "As far as you know"},
    }


def page(request: HttpRequest) -> HttpResponse:
    """The form, checked when it was posted. Names of levels in the query become messages."""
    for level in request.GET:
        messages.add_message(request, getattr(messages, level.upper()), f"A message: {level}")
    form = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    template = engines["django"].from_string("""
        {% extends "base.html" %}{% block title %}Every field{% endblock %}
        {% block before_content %}{% govuk "back-link" href="/" text="Back" %}{% endblock %}
        {% block content %}{% error_summary form %}
        <form method="post" novalidate enctype="multipart/form-data">{% csrf_token %}{{ form|crispy }}
        {% govuk "button" text="Continue" preventDoubleClick=True %}</form>{% endblock %}""")
    return HttpResponse(template.render({"form": form}, request))


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise {"400": BadRequest, "403": PermissionDenied, "404": Http404, "500": ZeroDivisionError}[kind](
        request.GET.get("why", "")
    )


def room(app: str, **pages: str) -> tuple[list, str]:
    return [path(address, page, name=name) for name, address in pages.items()], app


urlpatterns = [
    path("", page, name="start"),
    path("privacy/", page, name="privacy"),
    path("fail/<kind>/", fail),
    path("complain/", include(room("filing", before=""))),
    path("follow/", include(room("tracking", sign_in=""))),
    path("staff/", include("mysteryshopper.staff.urls")),
    path("staff/", include(room("queue", list="queue/", cases="cases/"))),
    path("staff/", include(room("outcomes", dashboard="dashboard/"))),
    path("staff/", include(room("unsealing", waiting="second-person/"))),
    path("staff/", include(room("oversight", oversight="oversight/"))),
    path("staff/", include(room("mailbox", tray="mailbox/"))),
    path("staff/", include(room("editions", list="editions/"))),
    path("register/", include(room("register", list=""))),
    path("statistics/", include(room("statistics", list=""))),
]


@pytest.fixture(autouse=True)
def service(settings):
    settings.ROOT_URLCONF = HERE
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def every_field():
    return EveryField


class Reader(HTMLParser):
    """The tags with their attributes in order of name, and the words, white space aside."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.read.append((tag, sorted((name, " ".join((value or "").split())) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.read.append("/" + tag)

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.read.append(words)


@pytest.fixture
def reading():
    def read(html: str) -> list:
        reader = Reader()
        reader.feed(html)
        reader.close()
        return reader.read

    return read


@pytest.fixture
def tags(reading):
    """The attributes of every tag of a kind."""

    def find(html: str, kind: str, **wanted: str) -> list[dict]:
        found = [dict(part[1]) for part in reading(str(html)) if isinstance(part, tuple) and part[0] == kind]
        return [attributes for attributes in found if wanted.items() <= attributes.items()]

    return find
