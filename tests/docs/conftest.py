"""Play a page of the documentation: write its files, run its commands, keep what they say.

What the info string of a fenced block asks for:

- ``console``: lines that start with ``$ `` are commands; the lines below a command
  are its whole output. A command without any only has to run. ``$ echo $?`` is the
  exit code of the command before.
- ``… file=NAME``: the block is the content of a file.
- ``… add=NAME``: the block is added to the end of a file.

A page is played from top to bottom in one empty folder with a copy of ``samples``.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"( *)```(\S.*)?")
NOT_RUN = ("git", "make", "pip", "pipx", "python", "python3")
"""What sets up or builds the project; its own tests are not the place to run it."""
CANNOT_RUN = (70, 126, 127)

Play = Callable[[Path], tuple[str, str]]


class Stage:
    """The folder that a page is played in."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.code = 0
        shutil.copytree(ROOT / "samples", folder / "samples")
        programs = Path(sys.executable).parent
        self.environment = {
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
        }

    def write(self, name: str, text: str, *, add: bool) -> None:
        """Write a file of the page."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if add else "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, command: str, shown: list[str]) -> list[str]:
        """Run a command and return the output that belongs below it."""
        if command == "echo $?":
            return [str(self.code)]
        if command.split()[0] in NOT_RUN:
            return shown
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        self.code = done.returncode
        assert self.code not in CANNOT_RUN, f"{command}\n{done.stdout}"
        return done.stdout.splitlines() if shown else shown

    def console(self, body: list[str]) -> list[str]:
        """Run the commands of a block and return the block with their output."""
        played: list[str] = []
        index = 0
        while index < len(body):
            assert body[index].startswith("$ "), f"no command above: {body[index]}"
            command = body[index][2:]
            played.append(body[index])
            index += 1
            while command.endswith("\\"):
                command = command[:-1] + body[index]
                played.append(body[index])
                index += 1
            shown = []
            while index < len(body) and not body[index].startswith("$ "):
                shown.append(body[index])
                index += 1
            played += self.run(command, shown)
        return played

    def block(self, info: str, body: list[str]) -> list[str]:
        """Do what a block asks for and return it as it should be."""
        language, *wishes = info.split()
        for wish in wishes:
            verb, _, name = wish.partition("=")
            assert verb in ("file", "add"), f"unknown info string: {info}"
            self.write(name, "\n".join(body) + "\n", add=verb == "add")
        return self.console(body) if language == "console" else body


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the info string and the text of every fenced block of a page."""
    found = re.finditer(r"^( *)```(\S.*)?\n(.*?)^\1```$", text, re.M | re.S)
    return [(match[2] or "", match[3]) for match in found]


def played(text: str, stage: Stage) -> str:
    """Return a page with the output that its commands have today."""
    result: list[str] = []
    lines = iter(text.split("\n"))
    for line in lines:
        result.append(line)
        fence = FENCE.fullmatch(line)
        if fence is None:
            continue
        indent, body = fence[1], []
        end = ""
        for inner in lines:
            if inner == f"{indent}```":
                end = inner
                break
            body.append(inner.removeprefix(indent))
        assert end, f"not closed: {line}"
        if fence[2]:
            body = stage.block(fence[2], body)
        result += [indent + inner if inner else inner for inner in body]
        result.append(end)
    return "\n".join(result)


@pytest.fixture
def play(tmp_path: Path, request: pytest.FixtureRequest) -> Play:
    """Return what plays a page: its text as it is, and as it should be."""

    def run(page: Path) -> tuple[str, str]:
        text = page.read_text(encoding="utf-8")
        actual = played(text, Stage(tmp_path))
        if request.config.getoption("--update-goldens"):
            page.write_text(actual, encoding="utf-8", newline="\n")
            text = actual
        return text, actual

    return run
