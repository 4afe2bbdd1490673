"""Text from documents -> text that is safe to show on a terminal, on one line."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def printable(text: str) -> str:
    """Replace control characters and line breaks, which could forge or hide output."""
    return _CONTROL.sub(" ", text)
