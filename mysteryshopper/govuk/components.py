"""HTML of the GOV.UK components, made by the macros of govuk-frontend-jinja. Knows neither forms nor pages."""

from collections.abc import Mapping
from typing import Any

import jinja2
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_FOLDER = "govuk_frontend_jinja"
# Autoescape, because the macros print labels and values that people typed.
_macros = jinja2.Environment(
    loader=jinja2.PrefixLoader({_FOLDER: jinja2.PackageLoader(_FOLDER)}),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(component: str, params: Mapping[str, Any]) -> SafeString:
    """The component with its parameters as GOV.UK documents them: `render("button", {"text": "Continue"})`."""
    module = _macros.get_template(f"{_FOLDER}/components/{component}/macro.html").module
    macro = getattr(module, "govuk" + component.title().replace("-", ""))
    return mark_safe(macro(_prepared(params)).strip())  # noqa: S308 the macros escape, see _prepared


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """`{"label__text": "Name"}` as `{"label": {"text": "Name"}}`: so a template tag can give nested parameters."""
    params: dict[str, Any] = {}
    for path, value in flat.items():
        *parents, last = path.split("__")
        inside = params
        for parent in parents:
            inside = inside.setdefault(parent, {})
        inside[last] = value
    return params


def _prepared(value: Any, key: str = "") -> Any:
    """Plain values without None, and escaped where the macros would print them as they are."""
    if isinstance(value, Mapping):
        return {name: _prepared(inner, name) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_prepared(inner) for inner in value]
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str) and _is_printed_raw(key):
        return conditional_escape(value)
    return value


def _is_printed_raw(key: str) -> bool:
    return key in {"html", "attributes"} or key.endswith(("Html", "Start", "End")) or key in {"start", "end"}
