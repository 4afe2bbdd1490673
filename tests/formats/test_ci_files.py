"""What others run: the hook of pre-commit, the action, the image, and what docs/ci.md shows."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportlint.readers.read import SUFFIXES

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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that holds the project as it is here, committed or not."""
    folder = tmp_path_factory.mktemp("project")
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], ROOT).stdout
    for name in listed.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    repository(folder)
    run(["git", "tag", "v1"], folder)
    return folder


def without_network() -> dict[str, str]:
    """Let pip build and run with what is installed for the tests, and ask no registry."""
    installed = os.pathsep.join({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    return {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip takes the value for that of "build isolation"
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPATH": installed,
    }


def own_python(folder: Path) -> dict[str, str]:
    """Return the PATH with an interpreter into which may be installed."""
    assert run([sys.executable, "-m", "venv", ".python"], folder).returncode == 0
    return {"PATH": os.pathsep.join([str(folder / ".python" / "bin"), os.environ["PATH"]])}


def reports(folder: Path) -> None:
    """Write a report without and one with a finding, and what is none."""
    (folder / "reports").mkdir()
    (folder / "reports" / "one.yaml").write_text(CLEAN, encoding="utf-8")
    (folder / "reports" / "two.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "other.yaml").write_text("no: report\n", encoding="utf-8")


def test_the_hook_runs_as_the_page_says(project: Path, tmp_path: Path) -> None:
    reports(tmp_path)
    (entry,) = SNIPPETS[0]["repos"]
    revision = run(["git", "rev-parse", "HEAD"], project).stdout.strip()
    config = {"repos": [{**entry, "repo": str(project), "rev": revision}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (tmp_path / ".gitignore").write_text("home\n")
    repository(tmp_path)
    surroundings = {**without_network(), "PRE_COMMIT_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    bad = run(command, tmp_path, **surroundings)
    assert bad.returncode == 1
    assert "error[L101]" in bad.stdout, bad.stdout + bad.stderr
    assert "reports/two.yaml:47:28" in bad.stdout
    assert "other.yaml" not in bad.stdout
    run(["git", "rm", "-qf", "reports/two.yaml"], tmp_path)
    good = run(command, tmp_path, **surroundings)
    assert (good.returncode, "Passed" in good.stdout) == (0, True), good.stdout + good.stderr


def test_the_manifest_is_one() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    assert run(command, ROOT).returncode == 0
    (hook,) = load(".pre-commit-hooks.yaml")
    pattern = re.compile(hook["files"])
    # Texts that are called reports are too often something else.
    for suffix in (one for one, kind in SUFFIXES.items() if kind != "text"):
        for name in ("report", "a/report-2024", "b/2024年度报告", "示例市年报（定稿）"):
            assert pattern.search(name + suffix)
    for name in ("a/.pre-commit-config.yaml", "report/other.yaml", "my.report.d/x.json", "报告/x"):
        assert not pattern.search(name)


def action_steps() -> list[dict[str, Any]]:
    action = load("action.yml")
    assert action["runs"]["using"] == "composite"
    steps: list[dict[str, Any]] = action["runs"]["steps"]
    assert [step["shell"] for step in steps] == ["bash"] * len(steps)
    return steps


def run_step(step: dict[str, Any], folder: Path, inputs: dict[str, str], **more: str) -> Any:
    """Run a step as GitHub does: its script in a file, its variables with the inputs."""
    given = {"paths": ".", "options": "", "sarif": ""} | inputs
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda name: given[name[1]], value)
        for name, value in step.get("env", {}).items()
    }
    script = folder / ".step.sh"
    script.write_text(step["run"], encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return run(command, folder, **more, **variables)


def test_the_action_installs_and_checks_as_it_is_written(project: Path, tmp_path: Path) -> None:
    reports(tmp_path)
    for name in ("temp", "path", "summary"):
        (tmp_path / name).mkdir() if name == "temp" else (tmp_path / name).touch()
    github = {
        "GITHUB_ACTION_PATH": str(project),
        "GITHUB_PATH": str(tmp_path / "path"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "RUNNER_TEMP": str(tmp_path / "temp"),
    }
    install, check = action_steps()
    done = run_step(install, tmp_path, {}, **github, **without_network())
    assert done.returncode == 0, done.stderr
    added = (tmp_path / "path").read_text().strip()
    assert added.startswith(str(tmp_path / "temp"))
    path = {"PATH": os.pathsep.join([added, os.environ["PATH"]])}
    here = {**github, **without_network(), **path}
    assert run(["sh", "-c", "command -v reportlint"], tmp_path, **here).stdout.startswith(added)
    done = run_step(check, tmp_path, {"paths": "reports", "sarif": "out.sarif"}, **here)
    assert (done.returncode, done.stdout.count("::error ")) == (1, 1), done.stderr
    assert (tmp_path / "summary").read_text().startswith("**1 error in 2 reports")
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    # A job may use the action a second time, for another folder.
    assert run_step(install, tmp_path, {}, **here).returncode == 0


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
    reports(tmp_path)
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    given = {"paths": paths, "options": options, "sarif": sarif}
    done = run_step(action_steps()[-1], tmp_path, given, GITHUB_STEP_SUMMARY=str(page))
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
    used = re.findall(r"\$\{\{ inputs\.(\w+) \}\}", json.dumps(action_steps()[-1]))
    assert sorted(used) == sorted(action["inputs"])
    shown = [one["jobs"]["reports"] for one in SNIPPETS if isinstance(one, dict) and "jobs" in one]
    steps = [step for job in shown for step in job["steps"]]
    given = {key for step in steps if "reportlint@" in step["uses"] for key in step["with"]}
    assert given == {"paths", "sarif"}
    assert given <= set(action["inputs"])
    # What is uploaded is what was written, and the token may upload.
    checked, upload = shown[-1]["steps"][-2:]
    assert checked["with"]["sarif"] == upload["with"]["sarif_file"]
    assert f"hashFiles('{checked['with']['sarif']}')" in upload["if"]
    assert "!cancelled()" in upload["if"]
    assert shown[-1]["permissions"]["security-events"] == "write"


def test_the_job_of_gitlab_writes_what_it_announces(project: Path, tmp_path: Path) -> None:
    (job,) = [one["reports"] for one in SNIPPETS if isinstance(one, dict) and "reports" in one]
    assert "slim" not in job["image"]  # which has no git
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "samples" / "broken" / "L101.yaml", tmp_path / "reports")
    path = own_python(tmp_path)
    script = "\n".join(job["script"])
    script = script.replace("REPOSITORY", project.as_uri()).replace("VERSION", "v1")
    done = run(["bash", "-eo", "pipefail", "-c", script], tmp_path, **path, **without_network())
    assert (done.returncode, "error[L101]" in done.stdout) == (1, True), done.stderr
    announced = job["artifacts"]["reports"]
    (issue,) = json.loads((tmp_path / announced["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "reports/L101.yaml", "lines": {"begin": 47}}
    assert (tmp_path / announced["junit"]).read_text(encoding="utf-8").startswith("<?xml ")


def test_the_image_is_for_nobody_and_copies_what_is_there() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)$", text, re.M) == ["65532:65532"]
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", text, re.M)
    assert json.loads(entry) == ["reportlint"]


def test_what_the_image_installs_is_what_it_runs(project: Path, tmp_path: Path) -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    (build,) = re.findall(r"^RUN (.*)$", text, re.M)
    build = build.replace("/installed", str(tmp_path / "installed"))
    build = build.replace("/source", str(project))
    done = run(["sh", "-c", build], tmp_path, **without_network(), **own_python(tmp_path))
    assert done.returncode == 0, done.stderr
    reports(tmp_path)
    entry, arguments = (json.loads(line) for line in re.findall(r"^[EC]\w+ (\[.*)$", text, re.M))
    (packages,) = (tmp_path / "installed" / "lib").glob("python3*/site-packages")
    surroundings = without_network()
    surroundings["PYTHONPATH"] = os.pathsep.join([str(packages), surroundings["PYTHONPATH"]])
    program = str(tmp_path / "installed" / "bin" / entry[0])
    done = run([program, *arguments], tmp_path / "reports", **surroundings)
    assert (done.returncode, done.stdout.count("error[L101]")) == (1, 1), done.stderr
