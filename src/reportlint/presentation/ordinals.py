"""The small numbers of headings and lists: 一 to 十九, and 1 to 99."""

NUMERALS = "一二三四五六七八九十"


def ordinal(written: str) -> int | None:
    """Return the number of a Chinese or a western numeral up to twenty."""
    if written.isdigit():
        return int(written)
    if written == "两":
        return 2
    if written in NUMERALS:
        return NUMERALS.index(written) + 1
    return (
        10 + NUMERALS.index(written[1]) + 1 if written[:1] == "十" and len(written) == 2 else None
    )


def numeral(number: int) -> str:
    """Return the Chinese numeral of a number up to nineteen."""
    ten = len(NUMERALS)
    return NUMERALS[number - 1] if number <= ten else NUMERALS[-1] + NUMERALS[number - ten - 1]
