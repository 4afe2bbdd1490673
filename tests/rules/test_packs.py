"""Packs: what they may say, and where each mistake is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.errors import PackError
from reportlint.model.cell import CellAddress
from reportlint.model.pack import Pack
from reportlint.rules.document import read_folder
from reportlint.rules.pack import build_pack

PACK = """\
pack: tiny
title: Cases of a court
"""
FORM = """\
form: tiny
label: Cases of a court
tables:
  cases:
    label: Cases
    columns:
    - {id: north, label: North}
    - {id: south, label: South}
    - {id: total, label: Total, total_of: regions}
    rows:
    - {id: opened, label: Opened}
    - {id: closed, label: Closed}
    - {id: pending, label: Still open, columns: [north, south]}
    groups:
      regions: [north, south]
      ends: [closed, pending]
"""
RULES = """\
rules:
- code: C101
  name: cases-balance
  severity: error
  for: {c: cases.regions}
  assert: opened[c] == sum(ends[c])
  title: every case is closed or open
  message: "{left} and {right}"
  why: Nothing else can become of a case.
  examples:
    holds: {form: tiny, cases: {opened: {north: 2}, closed: {north: 1}, pending: {north: 1}}}
    violates: {form: tiny, cases: {opened: {north: 2}}}
"""

Load = Callable[..., Pack]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Build a pack from the texts of its files."""

    def run(
        pack_yaml: str = PACK, form: str = FORM, rules: str = RULES, base: Pack | None = None
    ) -> Pack:
        for name, text in (("pack.yaml", pack_yaml), ("form.yaml", form), ("rules.yaml", rules)):
            if text:
                (tmp_path / name).write_text(text, encoding="utf-8")
        return build_pack(read_folder(tmp_path, "tiny"), base)

    return run


def addresses(pack: Pack) -> list[list[str]]:
    return [[str(cell) for cell in one.cells] for one in pack.constraints["tiny"]]


def test_a_rule_is_bound_to_every_place(load: Load) -> None:
    pack = load()
    assert [one.scope for one in pack.constraints["tiny"]] == [(("c", "north"),), (("c", "south"),)]
    assert addresses(pack) == [
        ["cases.opened.north", "cases.closed.north", "cases.pending.north"],
        ["cases.opened.south", "cases.closed.south", "cases.pending.south"],
    ]
    assert pack.constraints["tiny"][0].right.terms[1] == (
        1,
        CellAddress("cases", "pending", "north"),
    )


def test_one_text_stands_for_both_languages(load: Load) -> None:
    title = load().rules[0].title
    assert (title.en, title.zh) == ("every case is closed or open",) * 2


RANGES = [
    ("{c: cases.regions}", ["north", "south"]),
    ("{c: 'north, south'}", ["north", "south"]),
    ("{c: [south]}", ["south"]),
    ("{c: cases.south}", ["south"]),
]


@pytest.mark.parametrize(("written", "ids"), RANGES)
def test_a_loop_runs_over_a_group_or_a_list(written: str, ids: list[str], load: Load) -> None:
    rules = RULES.replace("for: {c: cases.regions}", f"table: cases\n  for: {written}")
    assert [one.scope[0][1] for one in load(rules=rules).constraints["tiny"]] == ids


def test_two_loops_run_over_every_pair(load: Load) -> None:
    rules = (
        RULES.replace("{c: cases.regions}", "{r: 'opened, closed', c: regions}")
        .replace("opened[c] == sum(ends[c])", "r[c] >= 0")
        .replace("  for:", "  table: cases\n  for:")
    )
    assert addresses(load(rules=rules)) == [
        ["cases.opened.north"],
        ["cases.opened.south"],
        ["cases.closed.north"],
        ["cases.closed.south"],
    ]


MISTAKES = [
    # part of the file, replaced by, file:line:column, message, hint
    (
        "cases.regions",
        "cases.region",
        "rules.yaml:5:12",
        "C101: unknown group, row or column 'region' (form tiny)",
        "did you mean 'regions'?",
    ),
    (
        "cases.regions",
        "case.regions",
        "rules.yaml:5:12",
        "C101: unknown table 'case' (form tiny)",
        "did you mean 'cases'?",
    ),
    (
        "opened[c] ==",
        "opend[c] ==",
        "rules.yaml:6:11",
        "C101: unknown row 'opend' (form tiny)",
        "did you mean 'opened'?",
    ),
    (
        "sum(ends[c])",
        "sum(end[c])",
        "rules.yaml:6:28",
        "C101: unknown row 'end' (form tiny)",
        "did you mean 'ends'?",
    ),
    (
        "sum(ends[c])",
        "sum(ends[d])",
        "rules.yaml:6:28",
        "C101: unknown column 'd' (form tiny)",
        "known here: north, south, total, columns, regions, c",
    ),
    (
        "sum(ends[c])",
        "ends[c]",
        "rules.yaml:6:24",
        "C101: 'ends' is a group, not one row (form tiny)",
        "write sum(…) around it, or loop over it with for:",
    ),
    (
        "opened[c] == sum(ends[c])",
        "pending[total] == 0",
        "rules.yaml:6:11",
        "C101: the row 'pending' has no column 'total' (form tiny)",
        "known here: north, south",
    ),
    (
        "opened[c] == sum(ends[c])",
        "opened[c] = 0",
        "rules.yaml:6:21",
        "C101: '=' has no meaning here (form tiny)",
        "write == for 'equals'",
    ),
    (
        "opened[c] == sum(ends[c])",
        "year == 2024",
        "rules.yaml:6:16",
        "C101: 'year' may stand only in when: (form tiny)",
        None,
    ),
    (
        "  for: {c: cases.regions}\n  assert: opened[c] == sum(ends[c])",
        "  assert: opened[north] == 0",
        "rules.yaml:5:11",
        "C101: in which table is opened[north]? (form tiny)",
        "write table[row, column], or give the rule a table:",
    ),
    (
        "{left}",
        "{lefft}",
        "rules.yaml:8:12",
        "C101: the message has no value for {lefft}",
        "did you mean 'left'?",
    ),
    (
        "severity: error",
        "severity: fatal",
        "rules.yaml:4:13",
        "'severity' cannot be 'fatal'",
        "known here: error, warning, info",
    ),
    ("  title:", "  titel:", "rules.yaml:7:3", "unknown key 'titel'", "did you mean 'title'?"),
    (
        "  why: Nothing else can become of a case.\n",
        "",
        "rules.yaml:2:3",
        "the key 'why' is missing",
        None,
    ),
    (
        "code: C101",
        "code: c101",
        "rules.yaml:2:9",
        "'code' cannot be 'c101'",
        "a code is a letter and three digits (A103)",
    ),
    (
        "  assert: opened[c] == sum(ends[c])\n",
        "",
        "rules.yaml:2:3",
        "a rule has exactly one of 'assert', 'forbid', 'check' and 'claims'",
        None,
    ),
    (
        "assert: opened[c] == sum(ends[c])",
        "forbid: blanc",
        "rules.yaml:6:11",
        "'forbid' cannot be 'blanc'",
        "did you mean 'blank'?",
    ),
    (
        "  severity: error",
        "  severity: error\n  forms: [tinny]",
        "rules.yaml:5:10",
        "unknown form 'tinny'",
        "did you mean 'tiny'?",
    ),
    (
        "regions: [north, south]",
        "regions: [north, soth]",
        "form.yaml:15:16",
        "'soth' in the group 'regions' is no row, column or group of the table",
        "did you mean 'south'?",
    ),
    (
        "regions: [north, south]",
        "regions: [north, closed]",
        "form.yaml:15:16",
        "'closed' in the group 'regions' is no row, column or group of the table",
        "known here: north, south, total, regions, ends",
    ),
    (
        "regions: [north, south]",
        "regions: [north, south, north]",
        "form.yaml:15:16",
        "the group 'regions' counts 'north' twice",
        None,
    ),
    (
        "ends: [closed, pending]",
        "ends: [ends]",
        "form.yaml:16:13",
        "the group 'ends' contains itself",
        None,
    ),
    (
        "total_of: regions",
        "total_of: region",
        "form.yaml:9:43",
        "unknown name 'region'",
        "did you mean 'regions'?",
    ),
    (
        "{id: south, label: South}",
        "{id: north, label: South}",
        "form.yaml:8:7",
        "the id 'north' stands twice",
        None,
    ),
    (
        "columns: [north, south]}",
        "columns: [north, west]}",
        "form.yaml:13:49",
        "unknown name 'west'",
        "known here: north, south, total",
    ),
    (
        "title: Cases of a court",
        "title: Cases of a court\nextend: disclosure",
        "pack.yaml:3:1",
        "unknown key 'extend'",
        "did you mean 'extends'?",
    ),
    (
        "label: Cases\n",
        "label: Cases\n    label: Again\n",
        "form.yaml:6:5",
        "the key 'label' stands twice",
        "it was first given in line 5; remove one of the two",
    ),
]


@pytest.mark.parametrize(("part", "instead", "where", "message", "hint"), MISTAKES)
def test_a_mistake_is_shown_where_it_is(
    part: str, instead: str, where: str, message: str, hint: str | None, load: Load
) -> None:
    texts = [text.replace(part, instead, 1) for text in (PACK, FORM, RULES)]
    assert texts != [PACK, FORM, RULES]
    with pytest.raises(PackError) as caught:
        load(*texts)
    error = caught.value
    assert (str(error.source), error.message.en) == (f"tiny/{where}", message)
    assert (error.hint.en if error.hint else None) == hint


OVERRIDE = """\
rules:
- code: C101
  override: true
  severity: warning
  when: opened[c] >= 1
  title: {en: new, zh: 新}
"""


def extending(base: Pack, tmp_path: Path, header: str, rules: str = "") -> Pack:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: mine\ntitle: Mine\nextends: tiny\n" + header)
    if rules:
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    return build_pack(read_folder(folder, "mine"), base)


def test_a_pack_inherits_forms_and_rules(load: Load, tmp_path: Path) -> None:
    base = load()
    pack = extending(base, tmp_path, "")
    assert (pack.id, pack.title.en) == ("mine", "Mine")
    assert (pack.forms, pack.rules, pack.constraints) == (base.forms, base.rules, base.constraints)


def test_an_override_changes_what_it_gives_and_keeps_the_rest(load: Load, tmp_path: Path) -> None:
    base = load()
    (rule,) = extending(base, tmp_path, "", OVERRIDE).rules
    assert (rule.severity, rule.guard, rule.title.zh) == ("warning", "opened[c] >= 1", "新")
    assert str(rule.source) == "mine/rules.yaml:2:3"
    assert rule == base.rules[0]._replace(
        severity=rule.severity,
        guard=rule.guard,
        title=rule.title,
        pack="mine",
        source=rule.source,
    )


def test_a_disabled_rule_is_gone_and_its_code_is_free(load: Load, tmp_path: Path) -> None:
    base = load()
    assert extending(base, tmp_path, "disable: [C101]\n").constraints == {"tiny": ()}
    (tmp_path / "mine" / "pack.yaml").unlink()
    (tmp_path / "mine").rmdir()
    replaced = extending(base, tmp_path, "disable: [C101]\n", RULES.replace("error", "info"))
    assert [rule.severity for rule in replaced.rules] == ["info"]


EXTENSION_MISTAKES = [
    ("disable: [C102]\n", "", "mine/pack.yaml:4:10", "there is no rule C102 to disable"),
    (
        "",
        OVERRIDE.replace("C101", "C102"),
        "mine/rules.yaml:2:9",
        "there is no rule C102 to override",
    ),
    ("", RULES, "mine/rules.yaml:2:9", "the code C101 is taken by cases-balance"),
    (
        "",
        RULES.replace("C101", "C102"),
        "mine/rules.yaml:3:9",
        "the name 'cases-balance' belongs to C101",
    ),
    (
        "",
        OVERRIDE.replace("when", "assert").replace(">= 1", "== d[c]"),
        "mine/rules.yaml:5:24",
        "C101: unknown row 'd' (form tiny)",
    ),
    ("", OVERRIDE.replace("when", "name"), "mine/rules.yaml:5:3", "unknown key 'name'"),
]


@pytest.mark.parametrize(("header", "rules", "where", "message"), EXTENSION_MISTAKES)
def test_a_mistake_in_an_extension(
    header: str, rules: str, where: str, message: str, load: Load, tmp_path: Path
) -> None:
    base = load()
    with pytest.raises(PackError) as caught:
        extending(base, tmp_path, header, rules)
    assert (str(caught.value.source), caught.value.message.en) == (where, message)


def test_the_folder_of_a_pack_has_a_header(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"the folder here has no pack\.yaml"):
        read_folder(tmp_path, "here")
    with pytest.raises(PackError, match="no such pack: nowhere"):
        read_folder(tmp_path / "nowhere", "nowhere")


def test_a_pack_without_a_form_says_so(load: Load) -> None:
    with pytest.raises(PackError, match="the pack has no form"):
        load(form="")


def test_a_form_exists_once(load: Load, tmp_path: Path) -> None:
    base = load()
    with pytest.raises(PackError, match="the form 'tiny' exists already"):
        extending(base, tmp_path, "", FORM)
