"""Lists of names, as standards have them."""


def names(text: str) -> frozenset[str]:
    """Of words between spaces."""
    return frozenset(text.split())
