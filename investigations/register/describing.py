"""What the open data and the API are, in the forms that programs read: OpenAPI 3.1 and a Frictionless data package."""

from typing import Any

from django.conf import settings

from complaints.models import Sector, SubIssue, Subject
from investigations.models import Outcome

from . import records
from .asking import DEFAULT, LAST_YEAR, LONGEST, MOST
from .codes import CODES, PROCESS_CHANGED, in_words
from .narrowing import ANOTHER, FIRST_YEAR, FOLLOWED_UP, STATES
from .schemas import ID, TEXT, schemas

LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_ABOUT = (
    "What the Mystery Shopper service looked into, and what came of it. It says nothing of who complained. Cases "
    "marked as imported were published before this register began, in the words of their source."
)
_NUL = r"^[^\u0000]*$"


def datapackage() -> dict[str, Any]:
    """Frictionless Data Package 1."""
    dialect = {"lineTerminator": "\r\n"}
    return {
        "name": "mystery-shopper-register",
        "title": "Mystery Shopper: public register",
        "description": _ABOUT,
        "homepage": f"{settings.BASE_URL}/data/",
        "licenses": [LICENCE],
        "resources": [
            {
                "name": name,
                "title": title,
                "path": f"{settings.BASE_URL}/data/{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": dialect,
                "schema": {"fields": [_field(column) for column in columns], "missingValues": [""]},
            }
            for name, title, columns in (
                ("published-cases", "In the seven columns of the official results file", records.OFFICIAL),
                ("cases", "With codes", records.OURS),
            )
        ],
    }


def _field(column: records.Column) -> dict[str, Any]:
    """Codes with their labels as Data Package 2 has them; readers of version 1 pass over what they do not know."""
    about = PROCESS_CHANGED if column.title == "process_changed" else column.about
    codes = [{"value": code, "label": label} for code, label in CODES.get(column.title, {}).items()]
    field = {"name": column.title, "type": column.kind, "description": about, "categories": codes}
    return {key: value for key, value in field.items() if value}


def openapi() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mystery Shopper: public register",
            "version": "1.0.0",
            "description": f"{_ABOUT} Read only. In version 1 nothing is renamed or taken away; fields may be added.",
            "license": {"name": LICENCE["title"], "url": LICENCE["path"]},
        },
        "servers": [{"url": settings.BASE_URL}],
        "paths": {
            "/api/v1/cases": {"get": _operation("listCases", "Cases, the newest first", _of_cases(), "CaseList")},
            "/api/v1/cases/{id}": {
                "get": _operation(
                    "getCase", "One case with its published versions", [_in("path", "id", ID)], "WholeCase", "410"
                )
            },
            "/api/v1/authorities": {
                "get": _operation("listAuthorities", "Authorities with a case", _of_authorities(), "AuthorityList")
            },
            "/api/v1/openapi.json": {"get": _operation("getDescription", "This description", [], "Description")},
        },
        "components": {"schemas": schemas()},
    }


def _in(where: str, name: str, schema: dict[str, Any], about: str = "") -> dict[str, Any]:
    said = {"description": about} if about else {}
    return {"name": name, "in": where, "required": where == "path", "schema": schema, **said}


def _one_of(values: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": values}


def _paged(after: dict[str, Any]) -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT}
    return [
        _in("query", "after", after, "Begin after this one. Rather follow “next”"),
        _in("query", "limit", limit, "How many on a page"),
    ]


def _of_cases() -> list[dict[str, Any]]:
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": _NUL}
    return [
        *_paged(ID),
        _in("query", "q", text, "Words, a name of an authority, or a number"),
        _in(
            "query",
            "authority",
            {"type": "string", "minLength": 1, "maxLength": 60, "pattern": _NUL},
            "Code of an authority",
        ),
        _in("query", "sector", _one_of(Sector.values), in_words("authority_sector")),
        _in("query", "subject", _one_of(Subject.values), in_words("subject")),
        _in("query", "sub_issue", _one_of([*SubIssue.values, ANOTHER]), in_words("sub_issue")),
        _in("query", "outcome", _one_of(Outcome.values), in_words("outcome")),
        _in("query", "recommendation", _one_of(STATES), f"With one that became: {in_words('recommendations')}"),
        _in("query", "followed_up", _one_of(list(FOLLOWED_UP)), in_words("follow_up")),
        _in("query", "year", {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, "Published in"),
    ]


def _of_authorities() -> list[dict[str, Any]]:
    after = {"type": "string", "minLength": 1, "maxLength": 60, "pattern": _NUL}
    return [*_paged(after), _in("query", "sector", _one_of(Sector.values), in_words("authority_sector"))]


def _operation(name: str, summary: str, parameters: list[dict[str, Any]], schema: str, *others: str) -> dict[str, Any]:
    answers = {"200": _answer("As asked", schema)}
    answers["200"]["headers"] = {"ETag": {"schema": TEXT, "description": "Send it back in If-None-Match"}}
    answers["304"] = {"description": "Nothing has changed since"}
    said = {"400": "What was asked is wrong: “fields” says what to send", "404": "There is no such thing"}
    said |= dict.fromkeys(others, "It was taken out of the register")
    answers |= {status: _answer(words, "Error") for status, words in said.items()}
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}


def _answer(words: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": words, "content": content}
