"""What others run: the hook of pre-commit, the action, the image, and what docs/ci.md shows."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SNIPPETS = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)]
BROKEN = (ROOT / "samples" / "broken" / "L101.yaml").read_text(encoding="utf-8")
CLEAN = (ROOT / "samples" / "clean-2021.yaml").read_text(encoding="utf-8")
SURROUNDINGS = {
    **os.environ,
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    "LANG": "C.UTF-8",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def run(command: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**SURROUNDINGS, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def repository(folder: Path) -> None:
    """Make a folder a repository with everything in it committed."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        assert run(["git", *command], folder).returncode == 0


def test_the_hook_runs_as_the_page_says(tmp_path: Path) -> None:
    # As it is, but for the environment that pre-commit would install from a registry.
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "language: python\n" in manifest
    local = manifest.replace("language: python\n", "language: system\n")
    (hooks / ".pre-commit-hooks.yaml").write_text(local, encoding="utf-8")
    repository(hooks)
    revision = run(["git", "rev-parse", "HEAD"], hooks).stdout.strip()
    work = tmp_path / "work"
    (work / "reports").mkdir(parents=True)
    (work / "reports" / "one.yaml").write_text(CLEAN, encoding="utf-8")
    (work / "other.yaml").write_text("no: report\n", encoding="utf-8")
    (entry,) = SNIPPETS[0]["repos"]
    config = {"repos": [{**entry, "repo": str(hooks), "rev": revision}]}
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    repository(work)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    good = run(command, work, **home)
    assert (good.returncode, "Passed" in good.stdout) == (0, True), good.stdout + good.stderr
    (work / "reports" / "two.yaml").write_text(BROKEN, encoding="utf-8")
    run(["git", "add", "-A"], work)
    bad = run(command, work, **home)
    assert bad.returncode == 1
    assert "error[L101]" in bad.stdout
    assert "reports/two.yaml:47:28" in bad.stdout


def test_the_manifest_is_one() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    assert run(command, ROOT).returncode == 0
    (hook,) = load(".pre-commit-hooks.yaml")
    pattern = re.compile(hook["files"])
    assert pattern.search("a/report-2024.yaml")
    assert pattern.search("report.json")
    assert not pattern.search("a/.pre-commit-config.yaml")


def check_step() -> dict[str, Any]:
    action = load("action.yml")
    assert action["runs"]["using"] == "composite"
    (step,) = [one for one in action["runs"]["steps"] if one["name"] == "Check"]
    assert isinstance(step, dict)
    return step


@pytest.mark.parametrize(
    ("paths", "options", "sarif", "code", "findings"),
    [
        ("reports", "", "", 1, 1),
        ("reports/one.yaml\n", "", "", 0, 0),
        ("reports/one.yaml\nreports/t*.yaml", "--select\nL101", "out.sarif", 1, 1),
        ("reports", "--exit-zero", "", 0, 1),
        ("$(touch hacked)", "", "", 2, 0),
        ("--version", "", "", 2, 0),
        ("missing", "", "", 2, 0),
    ],
)
def test_the_action_checks(
    paths: str, options: str, sarif: str, code: int, findings: int, tmp_path: Path
) -> None:
    step = check_step()
    given = {"INPUT_PATHS": paths, "INPUT_OPTIONS": options, "INPUT_SARIF": sarif}
    assert set(given) == set(step["env"])
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "reports" / "two.yaml").write_text(BROKEN, encoding="utf-8")
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = run(script, tmp_path, **given, GITHUB_STEP_SUMMARY=str(page))
    assert done.returncode == code, done.stderr
    assert done.stdout.count("::error ") == findings
    assert not (tmp_path / "hacked").exists()
    assert (tmp_path / "out.sarif").exists() == bool(sarif)
    if sarif:
        assert len(json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]) == 1
    if code != 2:
        assert page.read_text().startswith("before\n**")


def test_every_input_of_the_action_is_used() -> None:
    action = load("action.yml")
    used = re.findall(r"\$\{\{ inputs\.(\w+) \}\}", json.dumps(check_step()))
    assert sorted(used) == sorted(action["inputs"])
    shown = [one for one in SNIPPETS if isinstance(one, dict) and "jobs" in one]
    steps = [step for one in shown for step in one["jobs"]["reports"]["steps"]]
    steps += next(one for one in SNIPPETS if isinstance(one, list))
    given = {key for step in steps if "reportlint@" in step["uses"] for key in step["with"]}
    assert given <= set(action["inputs"])


def test_the_job_of_gitlab_writes_what_it_announces(tmp_path: Path) -> None:
    (job,) = [one["reports"] for one in SNIPPETS if isinstance(one, dict) and "reports" in one]
    (command,) = [line for line in job["script"] if line.startswith("reportlint ")]
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "samples" / "broken" / "L101.yaml", tmp_path / "reports")
    assert run(["sh", "-c", command], tmp_path).returncode == 1
    announced = job["artifacts"]["reports"]
    (issue,) = json.loads((tmp_path / announced["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "reports/L101.yaml", "lines": {"begin": 47}}
    assert (tmp_path / announced["junit"]).read_text(encoding="utf-8").startswith("<?xml ")


def test_the_image_is_for_nobody_and_copies_what_is_there() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.M) == ["65532:65532"]
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", text, re.M)
    assert json.loads(entry) == ["reportlint"]
