"""What a run loads, and who may import whom."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "reportlint"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = {
    "pydantic",
    "rich",
    "tomllib",
    "reportlint.localise",
    "importlib.metadata",
    "asyncio",
    "http",
}

CHECK = """
import json, sys
from reportlint.cli.main import main
sys.argv = ["reportlint", "check", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(*arguments: str, folder: Path = ROOT) -> tuple[int, set[str]]:
    """Run a check in a process of its own; return its exit code and its modules."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


def among(modules: set[str], names: set[str]) -> set[str]:
    return {name for name in names if name in modules}


@pytest.fixture(scope="module", autouse=True)
def cache() -> None:
    """Build the cache of the built-in pack: the wheel carries it, a source tree may not."""
    subprocess.run(
        [sys.executable, "-c", "from reportlint.rules.builtin import write_cache; write_cache()"],
        check=True,
    )


@pytest.mark.parametrize("output", ["full", "concise", "json"])
@pytest.mark.parametrize("sample", ["clean-2021.yaml", "clean-2021.json"])
def test_a_clean_check_loads_nothing_heavy(sample: str, output: str) -> None:
    code, modules = loaded("--isolated", "--format", output, f"samples/{sample}")
    assert code == 0
    assert among(modules, HEAVY) == set()


def test_a_clean_check_of_json_loads_no_yaml() -> None:
    _, modules = loaded("--isolated", "samples/clean-2021.json")
    assert among(modules, {"yaml"}) == set()


def test_only_a_configuration_loads_its_parser(tmp_path: Path) -> None:
    report = str(ROOT / "samples" / "clean-2021.json")
    assert among(loaded(report, folder=tmp_path)[1], HEAVY) == set()
    (tmp_path / "reportlint.toml").write_text('fail-on = "warning"\n')
    assert among(loaded(report, folder=tmp_path)[1], HEAVY) == {"tomllib"}


TABLES = "year: 2024\ndisputes:\n  review: [1, 0, 0, 0, 1]\n"


def read_texts(modules: set[str]) -> set[str]:
    layers = ("reportlint.presentation", "reportlint.narrative", "reportlint.markup.locate")
    return {name.removeprefix("reportlint.") for name in modules if name.startswith(layers)}


def test_tables_alone_load_nothing_that_reads_texts(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(f"{TABLES}agency: 某市教育局\n", encoding="utf-8")
    assert read_texts(loaded("--isolated", str(report))[1]) == set()


def test_a_text_loads_what_reads_texts_and_no_headings(tmp_path: Path) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(f"{TABLES}narrative: {{overview: 工作有序开展。}}\n", encoding="utf-8")
    read = read_texts(loaded("--isolated", str(report))[1])
    assert {"presentation.marks", "presentation.sections", "presentation.dates"} <= read
    assert not {"presentation.headings", "presentation.title", "presentation.preamble"} & read


def test_what_is_violated_loads_the_localiser() -> None:
    code, modules = loaded("--isolated", "samples/broken/A101.yaml")
    assert code == 1
    assert "reportlint.localise" in modules
    assert among(modules, {"pydantic"}) == set()


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.split("\n")[0].endswith((".", ":", "?"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", sorted((SOURCE / "model").glob("*.py")), ids=name)
def test_the_model_needs_the_standard_library_only(path: Path) -> None:
    foreign = {
        module
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith("reportlint.model")
    }
    assert foreign == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints_exits_and_reads_the_environment(path: Path) -> None:
    if path.parent.name == "cli" or path.name == "__main__.py":
        return
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & {"print", "exit", "quit", "sys.exit", "sys.stdout.write", "os.getenv"}
    assert "os.environ" not in path.read_text(encoding="utf-8")
