"""Whether a sender is who they say: only what our own mail server found counts, if a setting names it. Pure."""

import re

from .parsing import Parsed

_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(\w{1,20})", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_SIGNED_BY = re.compile(r"\bheader\.d\s*=\s*([\w.-]+)", re.IGNORECASE)
_SAID_BY = re.compile(r"\bheader\.from\s*=\s*([\w.-]+)", re.IGNORECASE)
_METHODS = ("spf", "dkim", "dmarc")
PROVEN, FAILED, NOTHING = "proven", "failed", ""


def proof_of(parsed: Parsed, server: str) -> tuple[str, str]:
    """PROVEN, FAILED or NOTHING, and what was found, in words.

    The topmost header alone: our server puts it above whatever a sender made up, and should take that out."""
    topmost = parsed.headers["authentication-results"]
    named, _, results = _COMMENT.sub(" ", topmost[:5000]).partition(";")
    if not server or (named.split() or [""])[0].lower() != server.lower():
        return NOTHING, ""
    clauses = results.split(";")
    found: dict[str, str] = {}
    is_signed, is_of_another = False, False
    for clause in clauses:
        for method, result in _RESULT.findall(clause)[:1]:
            method, result = method.lower(), result.lower()
            is_of_another |= method == "dmarc" and _is_of_another(clause, parsed.sender.address)
            if result == "pass" or method not in found:
                found[method] = result
            is_signed |= (method, result) == ("dkim", "pass") and _is_of_sender(clause, parsed.sender.address)
    words = ", ".join(f"{method.upper()} {found[method]}" for method in _METHODS if method in found)
    if not parsed.sender.address or is_of_another:
        return NOTHING, words[:100]
    if found.get("dmarc") == "pass" or is_signed:
        return PROVEN, words[:100]
    return (FAILED if found.get("dmarc") == "fail" else NOTHING), words[:100]


def _is_of_sender(clause: str, sender: str) -> bool:
    """Whether the domain that signed is that of the sender, or stands above it."""
    signed = _SIGNED_BY.search(clause)
    domain = signed[1].lower().rstrip(".") if signed else ""
    return "." in domain and f".{sender.rpartition('@')[2]}".endswith(f".{domain}")


def _is_of_another(clause: str, sender: str) -> bool:
    """Whether our mail server read another sender in the mail than we do: then it says nothing of ours."""
    said = _SAID_BY.search(clause)
    domain = said[1].lower().rstrip(".") if said else ""
    return bool(domain) and not f".{sender.rpartition('@')[2]}".endswith(f".{domain}")
