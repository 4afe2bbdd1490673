"""What is no plain file, and files that lie: nothing hangs, nothing is missed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

CLEAN = "year: 2022\n"


def paths(run: Any) -> list[str]:
    return [report["path"] for report in json.loads(run.out)["reports"]]


def message(run: Any) -> str:
    [report] = json.loads(run.out)["reports"]
    return str(report["error"]["message"])


@pytest.mark.parametrize(
    ("path", "says"),
    [("/dev/null", "not a regular file"), ("/dev/zero", "not a regular file")],
)
def test_device(cli: Cli, path: str, says: str) -> None:
    run = cli("check", path, "--format", "json")
    assert (run.code, message(run)) == (3, says)


def test_pipe_without_a_writer(cli: Cli) -> None:
    os.mkfifo("r.yaml")
    run = cli("check", "r.yaml", "--format", "json")
    assert (run.code, message(run)) == (3, "not a regular file")


def test_link_to_itself(cli: Cli) -> None:
    Path("r.yaml").symlink_to("r.yaml")
    run = cli("check", "r.yaml", "--format", "json")
    assert run.code == 3
    assert message(run).startswith("cannot be read: ")


def test_link_to_nothing(cli: Cli) -> None:
    Path("r.yaml").symlink_to("gone.yaml")
    run = cli("check", "r.yaml", "--lang", "zh", "--format", "json")
    assert (run.code, message(run)) == (3, "无法读取：文件或文件夹不存在")


def test_unreadable_file_does_not_stop_the_others(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        Path(f"{name}.yaml").write_text(CLEAN)
    real = open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> Any:
        if path == "b.yaml":
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", refuse)
    run = cli("check", "a.yaml", "b.yaml", "c.yaml", "--format", "concise")
    assert run.code == 3
    assert run.out.splitlines()[0] == "b.yaml: error[read] cannot be read: Permission denied"
    assert run.out.splitlines()[1].startswith("no findings in 3 reports, 1 unreadable: ")


def test_folder_that_cannot_be_listed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in/closed").mkdir(parents=True)
    Path("in/a.yaml").write_text(CLEAN)
    for name in ("scandir", "listdir"):
        real = getattr(os, name)

        def refuse(path: Any = ".", real: Any = real) -> Any:
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        monkeypatch.setattr(os, name, refuse)
    run = cli("check", "in", "--format", "json")
    assert run.code == 3
    assert paths(run) == ["in/a.yaml", "in/closed"]


def test_folder_named_like_a_report(cli: Cli) -> None:
    Path("x.yaml").mkdir()
    Path("x.yaml/r.yaml").write_text(CLEAN)
    run = cli("check", "x.yaml", "--format", "json")
    assert (run.code, paths(run)) == (0, ["x.yaml/r.yaml"])


def test_folder(cli: Cli) -> None:
    for name in (
        "b.yaml",
        "a.yml",
        "c.JSON",
        "d.txt",
        "README.md",
        ".hidden.yaml",
        ".git/x.yaml",
        "s/e.yaml",
    ):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text('{"year": 2022}' if name == "c.JSON" else CLEAN)
    run = cli("check", ".", "--format", "json")
    assert (run.code, paths(run)) == (0, ["a.yml", "b.yaml", "c.JSON", "d.txt", "s/e.yaml"])


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.yaml", ["a.yaml", "b.yaml"]),
        ("[ab].yaml", ["a.yaml", "b.yaml"]),
        ("?.yaml", ["a.yaml", "b.yaml"]),
        ("**/*.yaml", ["a.yaml", "b.yaml", "s/c.yaml", "s/t/d.yaml"]),
        ("s/**", ["s/c.yaml", "s/t/d.yaml"]),
        ("s/*", ["s/c.yaml", "s/t/d.yaml"]),
        ("*/t/*.yaml", ["s/t/d.yaml"]),
        ("./s/../[a].yaml", ["a.yaml"]),
    ],
)
def test_glob(cli: Cli, pattern: str, found: list[str]) -> None:
    for name in ("a.yaml", "b.yaml", ".c.yaml", "s/c.yaml", "s/t/d.yaml"):
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).write_text(CLEAN)
    run = cli("check", pattern, "--format", "json")
    assert (run.code, paths(run)) == (0, found)


def test_name_with_brackets_is_a_file_first(cli: Cli) -> None:
    Path("[a].yaml").write_text(CLEAN)
    Path("a.yaml").write_text(CLEAN)
    assert paths(cli("check", "[a].yaml", "--format", "json")) == ["[a].yaml"]


def test_links_in_circles(cli: Cli) -> None:
    Path("in").mkdir()
    Path("in/a.yaml").write_text(CLEAN)
    for name in "bcdefgh":
        Path(f"in/{name}").symlink_to(".")
    for pattern in ("in", "in/**/*.yaml", "**"):
        run = cli("check", pattern, "--format", "json")
        assert (run.code, paths(run)) == (0, ["in/a.yaml"])


def test_one_file_named_often_is_one_report(cli: Cli) -> None:
    Path("a.yaml").write_text(CLEAN)
    run = cli("check", "a.yaml", "./a.yaml", "*.yaml", ".", "--format", "json")
    assert paths(run) == ["a.yaml"]


@pytest.mark.parametrize("path", ["", "gone.yaml", "gone/", "gone/*.yaml", "*.json", "."])
def test_nothing_matches(cli: Cli, path: str) -> None:
    run = cli("check", path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("reportlint: error: no ")


def test_name_of_control_characters(cli: Cli) -> None:
    name = "a\x1b[31m\n\u202eb.yaml"
    Path(name).write_text("yeer: 2022\n")
    for lang in ("en", "zh"):
        for style in ("full", "concise"):
            run = cli("check", name, "--format", style, "--lang", lang)
            assert run.code == 3
            assert not {"\x1b", "\u202e"} & set(run.out + run.err)
    assert not {"\x1b", "\u202e"} & set(cli("check", name + "x").err)


def test_name_of_no_encoding(cli: Cli) -> None:
    name = os.fsdecode(b"\xff.yaml")
    Path(name).write_text("yeer: 2022\n")
    run = cli("check", name, "--format", "json", "--output", "json:out")
    assert run.code == 3
    assert paths(run) == [name]
    assert json.loads(Path("out").read_text())["reports"][0]["path"] == name


def test_standard_input(cli: Cli) -> None:
    run = cli("check", "-", "--format", "json", stdin=b"yeer: 2022\n")
    assert (run.code, message(run)) == (3, "unknown key 'yeer'")
    assert paths(run) == ["-"]


def test_standard_input_without_end(cli: Cli) -> None:
    run = cli("check", "-", "--format", "json", stdin=b"#" * 9_000_000)
    assert (run.code, message(run)) == (3, "the file is larger than 8,000,000 bytes")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("-", b'{"year": 2022}', 0),
        ("-", b'{"year": 2022,}', 3),
        ("-", b"{year: 2022}", 0),
        ("x.json", b"{year: 2022}", 3),
        ("x.yaml", b'{"year": 2022}', 0),
        ("x\x1b.yaml", b"year: 2022", 0),
    ],
)
def test_standard_input_is_json_where_it_looks_so(
    cli: Cli, name: str, data: bytes, code: int
) -> None:
    assert cli("check", "-", "--stdin-filename", name, stdin=data).code == code
