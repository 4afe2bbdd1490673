"""Pictures in a document -> the gap that they are, as nobody can tell an icon from a table."""

from reportlint.model.draft import Gap
from reportlint.model.place import Place
from reportlint.model.text import Text


def pictures(count: int, place: Place) -> Gap:
    """Return the gap for all pictures of a document, at the place of the first."""
    return Gap(
        Text(
            "1 picture: what it shows cannot be read"
            if count == 1
            else f"{count} pictures: what they show cannot be read",
            f"{count} 张图片，其中的内容无法读取",
        ),
        place,
        aside=True,
    )
