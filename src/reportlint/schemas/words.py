"""What all schemas share: the draft, and descriptions in both languages."""

from typing import Any

from reportlint.model.text import Text

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]


def said(text: Text) -> str:
    """Return a description in both languages."""
    return text.en if text.en == text.zh else f"{text.en}\n\n{text.zh}"


def titled(text: Text) -> str:
    """Return a title in both languages."""
    return text.en if text.en == text.zh else f"{text.en} · {text.zh}"
