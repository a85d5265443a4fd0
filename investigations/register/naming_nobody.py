"""Words of an entry with its authority taken out of them; or nothing, where somebody may still be named."""

import re

# In the middle of a sentence these name nobody.
_COMMON = frozenset({
    "Act", "Agency", "April", "August", "Authority", "Board", "CIC", "College", "Contracts", "Council", "December",
    "Department", "EU", "February", "Find", "Finder", "Framework", "Friday", "Government", "HR", "I", "ICT", "IT",
    "ITT", "January", "July", "June", "March", "May", "Ministry", "Monday", "NHS", "November", "October", "PQQ",
    "Provider", "Regulations", "School", "September", "Service", "SME", "SMEs", "Supplier", "Tender", "Thursday",
    "Trust", "Tuesday", "UK", "University", "VAT", "VCSE", "VCSEs", "Wednesday",
})  # fmt: skip
# In a name of an authority these do not tell which it is.
_GENERIC = frozenset({
    "agency", "association", "authority", "board", "borough", "care", "central", "city", "college", "combined",
    "community", "council", "county", "department", "district", "east", "eastern", "england", "english", "fire",
    "foundation", "from", "government", "group", "health", "healthcare", "hospital", "hospitals", "housing",
    "london", "ministry", "national", "north", "northern", "office", "police", "public", "rescue", "royal",
    "school", "service", "services", "south", "southern", "that", "their", "this", "trust", "university", "west",
    "western", "with",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def anonymous(text: str, names: list[str]) -> str:
    """The words with each of these names as “the authority”. Empty when a word may still name somebody.

    Strict: a capital in the middle of a sentence that is in no short list counts as a name, and an amount as one."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?:\bthe\s+)?(?<!\w){re.escape(name)}(?!\w)", "the authority", text, flags=re.IGNORECASE)
    text = text[:1].upper() + text[1:]
    told = {word.casefold() for word in _WORD.findall(text)}
    return "" if "£" in text or told & _telling(names) or _has_name(text) else text


def _telling(names: list[str]) -> set[str]:
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    return {word for word in words if len(word) > 3 and word not in _GENERIC}


def _has_name(text: str) -> bool:
    for sentence in re.split(r"[.;:!?]\s+|\n+|[“\"(]", text):
        for word in _WORD.findall(sentence)[1:]:
            bare = re.sub(r"[’']s?$", "", word)
            if word[0].isupper() and bare not in _COMMON:
                return True
    return False
