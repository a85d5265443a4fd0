"""What the API answers with, as the schemas of its description."""

from typing import Any

from investigations.models.register import PUBLIC_ID

from .codes import PROCESS_CHANGED
from .paging import MOST_COUNTED

ID = {"type": "string", "pattern": f"^{PUBLIC_ID}$"}
TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_YES_NO = {"type": "boolean"}
_MOMENT = {"type": "string", "format": "date-time"}
_ADDRESS = {"type": "string", "format": "uri"}
_NEXT = {"type": ["string", "null"], "format": "uri"}
_NUMBER = {"type": "integer", "minimum": 1}


def schemas() -> dict[str, Any]:
    case = _case()
    return {
        "Coded": _object(code=TEXT, label=TEXT),
        "Case": case,
        "WholeCase": {**case, "properties": {**case["properties"], "versions": _list(_version())}},
        "CaseList": _object(total=_total(), cases=_list(_named("Case")), next=_NEXT),
        "AuthorityList": _object(
            authorities=_list(_object(code=TEXT, name=TEXT, sector=_named("Coded"), cases=_ADDRESS)), next=_NEXT
        ),
        "Description": {"type": "object", "required": ["openapi", "info", "paths"]},
        "Error": _object(error=_error()),
    }


def _case() -> dict[str, Any]:
    coded, maybe_coded = _named("Coded"), {"anyOf": [_named("Coded"), {"type": "null"}]}
    return _object(
        id=ID,
        url=_ADDRESS,
        authority=_object(code=_MAYBE, name=TEXT, sector=maybe_coded),
        subject=maybe_coded,
        sub_issue=maybe_coded,
        outcome=coded,
        process_changed={"type": ["boolean", "null"], "description": PROCESS_CHANGED.replace("empty", "null")},
        case_issue=TEXT,
        case_outcome=TEXT,
        reply=_MAYBE,
        recommendations=_list(coded),
        follow_up=maybe_coded,
        published={"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
        version=_NUMBER,
        updated_at=_MOMENT,
        is_imported=_YES_NO,
        source=_MAYBE,
        is_demonstration=_YES_NO,
    )


def _version() -> dict[str, Any]:
    return _object(
        version=_NUMBER,
        published_at=_MOMENT,
        correction=_MAYBE,
        outcome=_named("Coded"),
        case_issue=TEXT,
        case_outcome=TEXT,
        reply=_MAYBE,
        is_reply_redacted=_YES_NO,
    )


def _total() -> dict[str, Any]:
    about = f"On all pages together. Null: more than {MOST_COUNTED:,}, which are not counted"
    return {"type": ["integer", "null"], "minimum": 0, "description": about}


def _error() -> dict[str, Any]:
    """`fields` only where the fields of a form are wrong."""
    error = _object(status={"type": "integer"}, message=TEXT, documentation=_ADDRESS)
    error["properties"]["fields"] = {"type": "object", "additionalProperties": _list(TEXT)}
    return error


def _named(schema: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}
