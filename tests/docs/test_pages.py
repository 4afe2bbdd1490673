"""Every page of the documentation: its links resolve, its commands say what it shows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    str(page.relative_to(ROOT))
    for pattern in ("*.md", "docs/**/*.md", "samples/**/*.md", "benchmarks/**/*.md")
    for page in ROOT.glob(pattern)
)
FENCED = re.compile(r"^( *)```.*?^\1```$", re.M | re.S)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
HEADING = re.compile(r"^#+ +(.+?)#*$", re.M)

Play = Callable[[Path], tuple[str, str]]


def links(page: Path) -> Iterator[str]:
    prose = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", prose)):
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors(page: Path) -> set[str]:
    prose = FENCED.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")
        for heading in HEADING.findall(prose)
    }


@pytest.mark.parametrize("name", PAGES)
def test_every_link_resolves(name: str) -> None:
    page = ROOT / name
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("name", PAGES)
def test_every_command_shows_what_the_page_shows(name: str, play: Play) -> None:
    page, actual = play(ROOT / name)
    assert actual == page, f"{name} differs: look, then pytest tests/docs --update-goldens"
