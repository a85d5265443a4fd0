"""Reasons to doubt that an address is the authority’s, to be looked at before anything is sent there."""

from collections.abc import Iterable

from investigations.models import Contact

# Where anybody gets an address. No authority writes from there.
OPEN_TO_ALL = frozenset(
    {
        "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "gmx.com", "hotmail.co.uk", "hotmail.com",
        "icloud.com", "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me",
        "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
    }
)  # fmt: skip
# Names under these are given to public bodies only.
_PUBLIC_BODIES = (".gov.uk", ".nhs.uk", ".police.uk", ".ac.uk", ".mod.uk", ".parliament.uk", ".nhs.net")


def doubts(contact: Contact) -> list[str]:
    """Each a sentence. Empty: nothing speaks against it."""
    found = about_domain(contact, Contact.objects.current().filter(authority=contact.authority_id))
    if not contact.letters.sent().exists():
        found.append("Nothing has been sent to this address before.")
    return found


def about_domain(contact: Contact, known: Iterable[Contact]) -> list[str]:
    """What the name of its mail server says against it, beside those of the others to whom we write there."""
    domain, others = _domain(contact), _domains_of_others(contact, known)
    if domain in OPEN_TO_ALL:
        return [f"Anybody can get an address at {domain}."]
    if others and domain not in others:
        return [f"Our other addresses of this authority are at {', '.join(sorted(others))}, not at {domain}."]
    if not others and not f".{domain}".endswith(_PUBLIC_BODIES):
        return [f"{domain} is not a name that only public bodies get, and we know no other address to compare."]
    return []


def _domains_of_others(contact: Contact, known: Iterable[Contact]) -> set[str]:
    """But for those where anybody gets an address: they say nothing of whose another one is."""
    return {_domain(one) for one in known if one.email.lower() != contact.email.lower()} - OPEN_TO_ALL


def _domain(contact: Contact) -> str:
    return contact.email.rpartition("@")[2].lower()
