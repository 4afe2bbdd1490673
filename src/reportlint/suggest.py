"""Did you mean: the nearest known name."""

from collections.abc import Iterable

from reportlint.model.text import Text

_LONGEST = 200


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to a mistyped one, or None when none is near."""
    # The effort grows with the product of the lengths, and no name is that long.
    if len(name) > _LONGEST:
        return None
    # Imported on use: nothing is mistyped in most runs.
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    matches = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> Text | None:
    """Return the hint that names the nearest known name, or lists a few."""
    names = list(dict.fromkeys(known))
    match = nearest(name, names)
    if match is not None:
        return Text(f"did you mean {match!r}?", f"是否想写“{match}”？")
    if 0 < len(names) <= 12:
        listed = ", ".join(names)
        return Text(f"known here: {listed}", f"此处可用：{listed}")
    return None
