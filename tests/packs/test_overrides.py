"""A pack that extends another one: what an override may say."""

from pathlib import Path

import pytest

from reportlint.cli.setup import load_packs
from reportlint.errors import PackError
from reportlint.model.pack import Pack

HEADER = "pack: stricter\ntitle: Stricter\nextends: disclosure\n"


def load(folder: Path, rules: str, header: str = HEADER) -> Pack:
    (folder / "pack.yaml").write_text(header)
    (folder / "rules.yaml").write_text(f"rules:\n{rules}")
    return load_packs([folder])[0]


def test_an_override_changes_only_what_it_gives(tmp_path: Path, pack: Pack) -> None:
    changed = load(tmp_path, "- {code: A105, override: true, severity: warning}\n")
    before = {rule.code: rule for rule in pack.rules}
    after = {rule.code: rule for rule in changed.rules}
    assert {code for code in after if after[code] != before[code]} == {"A105"}
    expected = before["A105"]._replace(
        severity="warning", pack="stricter", source=after["A105"].source
    )
    assert after["A105"] == expected


@pytest.mark.parametrize(
    ("rules", "message", "hint"),
    [
        (
            "- {code: A105, override: yes, severity: warning}\n",
            "'override' cannot be 'yes'",
            "true",
        ),
        (
            "- {code: A195, override: true, severity: warning}\n",
            "there is no rule A195 to override",
            "did you mean 'A105'?",
        ),
    ],
)
def test_a_wrong_override_is_an_error(tmp_path: Path, rules: str, message: str, hint: str) -> None:
    with pytest.raises(PackError) as raised:
        load(tmp_path, rules)
    assert raised.value.message.en == message
    assert raised.value.hint is not None
    assert hint in raised.value.hint.en
