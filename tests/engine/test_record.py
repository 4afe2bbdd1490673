"""A record of a run, and its repetition."""

import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reportlint.engine.record import pack_digest
from reportlint.rules.builtin import folder as builtin_folder
from reportlint.rules.builtin import write_cache
from reportlint.rules.document import read_folder
from reportlint.rules.pack import build_pack

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", *arguments],
        cwd=folder,
        env={**os.environ, "LANG": "C.UTF-8", **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a recorded run over four reports, one of them unreadable."""
    for name in ("guangdong-hrss-2020", "clean-2021", "waivers/granted"):
        shutil.copy(ROOT / "samples" / f"{name}.yaml", tmp_path)
    (tmp_path / "unread.yaml").write_text("- 1\n")
    code, _, _ = run(tmp_path, "check", ".", "--output", "record:run.record")
    assert code == 3
    return tmp_path


def record(folder: Path) -> Any:
    return json.loads((folder / "run.record").read_text(encoding="utf-8"))


def test_a_record_has_every_verdict(folder: Path) -> None:
    reports = json.loads(run(folder, "check", ".", "--format", "json")[1])["reports"]
    recorded = record(folder)["reports"]
    for one, shown in zip(recorded, reports, strict=True):
        counts = dict(shown["counts"])
        verdicts = list(one["verdicts"].values())
        assert counts.pop("constraints") == len(verdicts)
        assert {name: verdicts.count(name) for name in counts} == counts


def test_the_same_run_has_the_same_record(folder: Path) -> None:
    before = (folder / "run.record").read_bytes()
    run(folder, "check", ".", "--output", "record:run.record")
    assert (folder / "run.record").read_bytes() == before


def test_nothing_differs(folder: Path) -> None:
    code, said, problems = run(folder, "verify", "run.record")
    total = sum(len(one["verdicts"]) for one in record(folder)["reports"])
    assert (code, problems) == (0, "")
    assert said == f"nothing differs: 4 reports, {total} verdicts.\n"


def test_a_changed_cell_is_told_with_its_verdicts(folder: Path) -> None:
    path = folder / "clean-2021.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("fee_unpaid:"))
    changed = line.replace("[1,", "[7,", 1)
    assert changed != line
    path.write_text(text.replace(line, changed), encoding="utf-8")
    code, said, _ = run(folder, "verify", "run.record")
    assert code == 1
    assert said.splitlines()[:2] == [
        "clean-2021.yaml: the file differs",
        "clean-2021.yaml: A101[fee_unpaid] was held, is violated",
    ]


def test_a_comment_changes_the_file_and_no_verdict(folder: Path) -> None:
    with (folder / "clean-2021.yaml").open("a") as file:
        file.write("# a comment\n")
    code, said, _ = run(folder, "verify", "run.record")
    assert code == 1
    assert said.splitlines()[0] == "clean-2021.yaml: the file differs"
    assert said.splitlines()[1].startswith("1 difference: 4 reports, ")


def test_a_report_that_is_gone_is_a_difference(folder: Path) -> None:
    (folder / "clean-2021.yaml").unlink()
    code, said, _ = run(folder, "verify", "run.record", "--lang", "zh")
    assert code == 1
    assert said.splitlines()[0] == "clean-2021.yaml：文件内容不同"
    assert "clean-2021.yaml：A101[concluded] 原为成立，现为不存在" in said.splitlines()


def test_other_rules_and_another_version_are_differences(folder: Path) -> None:
    found = record(folder)
    found["version"] = "0.0.1"
    found["rules"] = {"disclosure": "0" * 64}
    (folder / "run.record").write_text(json.dumps(found), encoding="utf-8")
    code, said, _ = run(folder, "verify", "run.record")
    assert code == 1
    assert said.splitlines()[0].startswith("reportlint: was 0.0.1, is ")
    assert said.splitlines()[1] == "pack disclosure: the rules differ"


def test_the_digest_of_a_pack_is_the_same_from_cache_and_from_yaml(tmp_path: Path) -> None:
    write_cache(tmp_path / "cache")
    _, _, packed = pickle.loads((tmp_path / "cache").read_bytes())
    cached = pickle.loads(packed)
    built = build_pack(read_folder(builtin_folder(), "elsewhere"))
    assert pack_digest(cached) == pack_digest(built)
    other = built._replace(rules=(built.rules[0]._replace(severity="info"), *built.rules[1:]))
    assert pack_digest(other) != pack_digest(built)


def test_the_day_of_the_run_counts(tmp_path: Path) -> None:
    text = (ROOT / "samples" / "waivers" / "granted.yaml").read_text(encoding="utf-8")
    text = text.replace("2999-12-31", "2023-12-31")
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    day = {"SOURCE_DATE_EPOCH": "1700000000"}
    run(tmp_path, "check", "report.yaml", "--output", "record:run.record", **day)
    assert record(tmp_path)["run"]["today"] == "2023-11-14"
    # Today the waiver has expired; the record is about the day of its run.
    assert run(tmp_path, "check", "report.yaml")[0] == 1
    assert run(tmp_path, "verify", "run.record")[0] == 0


def test_a_baseline_and_a_pack_are_part_of_the_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples" / "packs", tmp_path / "packs")
    (tmp_path / "reportlint.toml").write_text('pack = ["packs/caseload"]\n')
    report = "packs/caseload-report-broken.yaml"
    run(tmp_path, "check", report, "--write-baseline", "known.json")
    code, _, _ = run(tmp_path, "check", report, "--baseline", "known.json",
                     "--output", "record:run.record")  # fmt: skip
    assert code == 0
    (tmp_path / "known.json").unlink()
    code, said, _ = run(tmp_path, "verify", "run.record")
    assert (code, said.split(":")[0]) == (0, "nothing differs")


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", '{"format": "reportlint-record/v1"}', '{"format": "reportlint/v1"}'],
)
def test_what_is_no_record_is_an_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "run.record").write_text(content)
    code, said, problems = run(tmp_path, "verify", "run.record")
    assert (code, said) == (2, "")
    assert problems.startswith("reportlint: error: run.record: this is no record of a run")
    assert run(tmp_path, "verify", "missing")[0] == 2
