"""The digest of a line is the one that GitHub computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.reporters.line_hash import line_hashes

ENDS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]
REPEATED = [f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)] + [
    "a7f2ff1481e87703:1",
    "a9cf91f7bbf1862b:1",
    "55ec222b86bcae53:1",
    "cc97dc7b1d7d8f7b:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", ENDS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", ENDS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", ENDS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", ENDS),
        ("Lorem ipsum dolor sit amet.\n" * 10, REPEATED),
    ],
)
def test_published_vectors(text: str, expected: list[str]) -> None:
    assert list(line_hashes(text.encode())) == expected


@given(st.text(alphabet="a \t\n年𠀀", max_size=400))
def test_every_line_has_its_digest_by_the_definition(text: str) -> None:
    units: list[int] = []
    starts = [0]
    for character in text:
        if character in " \t":
            continue
        wide = character.encode("utf-16-le")
        units += [int.from_bytes(wide[at : at + 2], "little") for at in range(0, len(wide), 2)]
        if character == "\n":
            starts.append(len(units))
    padded = [*units, 65_535, *([0] * 100)]
    expected = [
        f"{sum(unit * 37 ** (99 - at) for at, unit in enumerate(padded[start:][:100])) % 2**64:x}"
        for start in starts
    ]
    assert [digest.split(":")[0] for digest in line_hashes(text.encode())] == expected


def test_lines_are_followed_by_edits_above() -> None:
    tail = "x: 1\n" * 100
    assert line_hashes(("a\n" + tail).encode())[5] == line_hashes(("b: 22\n" + tail).encode())[5]


def test_bytes_that_are_no_utf8_do_not_stop_it() -> None:
    assert len(line_hashes("年度: 2020\n".encode("gb18030"))) == 2
