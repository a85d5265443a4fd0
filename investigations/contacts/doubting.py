"""Reasons to doubt that an address is the authority’s, to be looked at before anything is sent there."""

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
    domain = contact.email.rpartition("@")[2].lower()
    others = _domains_of_others(contact)
    found = []
    if domain in OPEN_TO_ALL:
        found.append(f"Anybody can get an address at {domain}.")
    elif others and domain not in others:
        found.append(f"Our other addresses of this authority are at {', '.join(sorted(others))}, not at {domain}.")
    elif not others and not f".{domain}".endswith(_PUBLIC_BODIES):
        found.append(f"{domain} is not a name that only public bodies get, and we know no other address to compare.")
    if not contact.letters.sent().exists():
        found.append("Nothing has been sent to this address before.")
    return found


def _domains_of_others(contact: Contact) -> set[str]:
    """But for those where anybody gets an address: they say nothing of whose another one is."""
    others = Contact.objects.filter(authority=contact.authority_id).exclude(email__iexact=contact.email)
    return {email.rpartition("@")[2].lower() for email in others.values_list("email", flat=True)} - OPEN_TO_ALL
