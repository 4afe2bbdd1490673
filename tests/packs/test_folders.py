"""A folder of reports may hold packs, which are no reports."""

from pathlib import Path

import pytest

from reportlint.cli.inputs import find_inputs
from reportlint.errors import UsageError


def test_the_files_of_a_pack_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "ours" / "rules").mkdir(parents=True)
    for name in ("report.yaml", "ours/pack.yaml", "ours/form.yaml", "ours/rules/all.yaml"):
        (tmp_path / name).touch()
    found = [Path(one.path) for one in find_inputs([str(tmp_path)], "-")]
    assert found == [tmp_path / "report.yaml"]


def test_a_file_that_is_named_is_read_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("pack.yaml", "report.yaml"):
        (tmp_path / name).touch()
    found = find_inputs([str(tmp_path / "report.yaml")], "-")
    assert [Path(one.path) for one in found] == [tmp_path / "report.yaml"]


def test_a_folder_with_nothing_but_a_pack_has_no_report(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").touch()
    with pytest.raises(UsageError) as raised:
        find_inputs([str(tmp_path)], "-")
    assert raised.value.message.en.startswith("no report matches ")
