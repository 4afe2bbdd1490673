"""Labels as people write them -> a form in which they compare equal."""

import re
import unicodedata
from collections.abc import Iterable

_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])"
)
_DROPPED = re.compile(r"[\s\W_]+")


def fold(label: str) -> str:
    """Return a label without width, spaces, numbering, punctuation and case."""
    text = "".join(unicodedata.normalize("NFKC", label).split())
    match = _NUMBERING.match(text)
    body = text[match.end() :] if match else text
    return _DROPPED.sub("", body or text).casefold()


def index(entries: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return folded label -> id for pairs of an id and its labels.

    An id stands for itself. Where two entries share a label, the first keeps it:
    official labels are given before aliases.
    """
    found: dict[str, str] = {}
    for entry_id, labels in entries:
        found.setdefault(fold(entry_id), entry_id)
        for label in labels:
            found.setdefault(fold(label), entry_id)
    return found
