"""The API keeps what its description promises, whatever it is asked."""

from datetime import date, timedelta

import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from investigations.models import RegisterEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(publish_entry, make_authority):
    """One of each: ordinary, with a reply, imported, withdrawn, of no listed authority."""
    entry = publish_entry(reply="We accept this.")
    publish_entry(date(2025, 1, 1), authority=make_authority("Leeds", code="E-LDS"), outcome="paid")
    publish_entry(date(2018, 7, 1), is_imported=True, source="Somewhere", outcome="uncoded", listed_precision="year")
    publish_entry(authority=None, authority_given="=Ministry", sub_issue="Odd", subject="")
    publish_entry(withdrawn_at=timezone.now(), withdrawn_reason="A court order")
    return entry


@pytest.fixture
def _one_connection():
    """The end of a request would close the connection that the test is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_as_described(register, mode):
    """Right questions are answered, wrong ones refused, and every answer fits the description."""
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [operation.ok() for operation in described.get_all_operations()]
    assert len(operations) == 3  # all but the description itself
    for operation in operations:

        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate()

        ask()


def test_a_case(register, client):
    answer = client.get(f"/api/v1/cases/{register.public_id}")
    case = answer.json()
    assert case["authority"] == {
        "code": "E-CMD",
        "name": "Camden Council",
        "sector": {"code": "local_government", "label": "Local government"},
    }
    assert case["outcome"]["code"] == "changed_future" and case["process_changed"] is True
    assert (case["reply"], case["published"], len(case["versions"])) == ("We accept this.", "2026-06-16", 1)
    assert case["url"] == f"http://127.0.0.1:8000/register/{register.public_id}/"


def test_the_description_is_valid_openapi(client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "Open Government Licence" in described["info"]["license"]["name"]
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_pages_are_followed_to_the_end(publish_entry, client):
    made = {publish_entry(date(2026, 6, 1) - timedelta(days=number % 3)).public_id for number in range(25)}
    address, found = "/api/v1/cases?limit=10&outcome=changed_future", []
    while address:
        page = client.get(address).json()
        found += [case["id"] for case in page["cases"]]
        address = page["next"]
    assert (len(found), set(found)) == (25, made)


def test_authorities_are_followed_to_the_end(publish_entry, make_authority, client):
    make_authority("Nothing published", code="E-NONE")
    for number in range(5):
        publish_entry(authority=make_authority(f"Body {number}", code=f"E-{number}"))
    address, found = "/api/v1/authorities?limit=2", []
    while address:
        page = client.get(address).json()
        found += [authority["code"] for authority in page["authorities"]]
        address = page["next"]
    assert found == [f"E-{number}" for number in range(5)]
    assert len(client.get(page["authorities"][0]["cases"]).json()["cases"]) == 1


def test_the_address_of_an_authority_s_cases_is_right_whatever_its_code(publish_entry, make_authority, client):
    publish_entry(authority=make_authority("Odd", code="Odd & <code> é"))
    publish_entry()
    (odd,) = [one for one in client.get("/api/v1/authorities").json()["authorities"] if one["name"] == "Odd"]
    assert len(client.get(odd["cases"]).json()["cases"]) == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("outcome=junk", "outcome"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("year=1066", "year"),
        ("colour=red", "query"),
        ("outcome=", "outcome"),
        ("year=2020&year=2021", "year"),
        ("q=%00", "q"),
        (f"q={'x' * 201}", "q"),
    ],
)
def test_a_wrong_parameter_is_named(client, query, field):
    answer = client.get(f"/api/v1/cases?{query}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (400, "*")
    assert list(answer.json()["error"]["fields"]) == [field]


def test_what_is_wrong_otherwise_is_json_too(register, client):
    gone = RegisterEntry.objects.get(withdrawn_at__isnull=False)
    asked_for = {
        f"/api/v1/cases/{gone.public_id}": 410,
        "/api/v1/cases/0000-0000": 404,
        "/api/v1/cases?after=0000-0000": 404,
        "/api/v1/elephants": 404,
        "/api/v2/cases": 404,
    }
    assert {address: client.get(address).status_code for address in asked_for} == asked_for
    assert all(client.get(address).json()["error"]["message"] for address in asked_for)
    assert "not told why" not in client.get(f"/api/v1/cases/{gone.public_id}").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(client, method):
    for browser in (client, Client(enforce_csrf_checks=True)):
        answer = getattr(browser, method)("/api/v1/cases")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["error"]["status"] == 405


def test_pages_of_other_sites_may_read_it_and_nobody_is_known_by_it(register, client):
    for address in ("/api/v1/cases", "/data/cases.csv", f"/api/v1/cases/{register.public_id}"):
        answer = client.get(address, headers={"Origin": "https://elsewhere.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
    assert client.options("/api/v1/cases")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/api/v1/cases", "/api/v1/authorities", "/data/cases.csv", "/data/cases.json"])
def test_what_did_not_change_is_not_sent_again(register, client, address):
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    RegisterEntry.objects.filter(authority=register.authority).update(
        case_issue="Another", updated_at=timezone.now() + timedelta(seconds=2), authority=None
    )
    changed = client.get(address)
    assert changed["ETag"] != first["ETag"]
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_cost_does_not_grow(publish_entry, client, django_assert_num_queries, make_authority):
    for more in (1, 2, 20):
        for number in range(more):
            publish_entry(authority=make_authority(f"Body {more} {number}", code=f"E-{more}-{number}"))
        for address, queries in (("/api/v1/cases", 3), ("/api/v1/authorities", 2)):
            with django_assert_num_queries(queries):
                client.get(address)
