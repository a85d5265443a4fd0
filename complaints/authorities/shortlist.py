"""What matching asks of the table of names: who bears one exactly, which names are like it, which words are known."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from complaints.models import AuthorityName

# By compared form, or by the text asked for.
Names = dict[str, list[AuthorityName]]

_LENGTH = 20
_ALIKE_NAMES = """
SELECT asked.text, alike.id
FROM unnest(%s) AS asked (text) CROSS JOIN LATERAL (
    SELECT id, similarity(compared, asked.text) AS score FROM complaints_authorityname
    WHERE compared %% asked.text ORDER BY score DESC, id LIMIT %s
) AS alike
ORDER BY asked.text, alike.score DESC, alike.id
"""
_KNOWN_WORDS = """
SELECT DISTINCT word FROM complaints_authorityname, unnest(string_to_array(compared, ' ')) AS word WHERE word = ANY(%s)
"""


def bearers(forms: Iterable[str]) -> Names:
    """By compared form, the names that are exactly so. One query."""
    named: Names = defaultdict(list)
    found = AuthorityName.objects.filter(compared__in=set(forms)).select_related("authority")
    for name in found.order_by("pk"):
        named[name.compared].append(name)
    return named


def alike(texts: Iterable[str]) -> Names:
    """By text, the names most like it by trigrams, through their index. Two queries, none without texts."""
    named: Names = defaultdict(list)
    if texts := set(texts):
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE_NAMES, [list(texts), _LENGTH])
            pairs = cursor.fetchall()
        names = AuthorityName.objects.select_related("authority").in_bulk({pk for _, pk in pairs})
        for text, pk in pairs:
            named[text].append(names[pk])
    return named


def known_words(texts: Iterable[str]) -> set[str]:
    """Those words of the texts that stand in the name of some authority. One query, none without words."""
    words = {word for text in texts for word in text.split()}
    if not words:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_WORDS, [list(words)])
        return {word for (word,) in cursor.fetchall()}
