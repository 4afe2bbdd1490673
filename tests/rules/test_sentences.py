"""Rules about sentences: where each mistake in their words, nouns and cells is shown."""

from pathlib import Path

import pytest

from reportlint.errors import PackError
from reportlint.model.pack import Pack
from reportlint.rules.document import read_folder
from reportlint.rules.pack import build_pack

PACK = "pack: letters\ntitle: Letters\n"
FORM = """\
form: letters
label: Letters
sections:
  text: {label: Text}
  plans: {label: Plans, plans: true}
tables:
  post:
    label: Post
    columns:
    - {id: total, label: Total}
    rows:
    - {id: received, label: Received}
    - {id: sent, label: Sent}
    groups: {ways: [received, sent]}
"""
NOUNS = """\
nouns:
  letters: [来信]
  parcels: [包裹]
  post: [邮件]
joint:
  post: [letters, parcels]
"""
RULES = """\
rules:
- code: N101
  name: stated-letters
  severity: error
  claims:
  - words: ["(共)?收到"]
    about: letters
    units: [封]
    cells: ["post[received, total]"]
  title: stated letters
  why: Both are exact.
  examples:
    holds: {form: letters, post: {received: {total: 7}}, narrative: {text: 共收到来信 7 封。}}
    violates: {form: letters, post: {received: {total: 7}}, narrative: {text: 共收到来信 8 封。}}
- code: N202
  name: ways
  severity: warning
  check: application-list
  reads:
    words: [平信, 挂号]
    about: letters
    cells: ["post[received, total]"]
  title: the ways add up
  why: Each letter comes in by one way.
  examples:
    holds: {form: letters, narrative: {text: 共收到来信 7 封，其中平信 3 封、挂号 4 封。}}
    violates: {form: letters, narrative: {text: 共收到来信 7 封，其中平信 3 封、挂号 5 封。}}
"""


def load(folder: Path, nouns: str = NOUNS, rules: str = RULES) -> Pack:
    for name, text in (("pack", PACK), ("form", FORM), ("nouns", nouns), ("rules", rules)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return build_pack(read_folder(folder, "letters"))


def test_a_pack_of_another_report(tmp_path: Path) -> None:
    pack = load(tmp_path)
    lexicon = pack.lexicon("letters")
    assert lexicon.joint == {"letters": "post", "parcels": "post"}
    assert [(one.code, one.check, one.words) for one in lexicon.probes] == [
        ("N202", "application-list", ("平信", "挂号"))
    ]
    assert [section.plans for section in pack.forms[0].sections] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "where", "message", "hint"),
    [
        (
            '["(共)?收到"]', '[收到, "(共)?收"]', "rules.yaml:6:17",
            "N101: '收' is no word of 2 to 40 characters (form letters)",
            "write alternatives as (a|b) and options as (a)?",
        ),
        (
            "about: letters\n    units", "about: leters\n    units", "rules.yaml:7:12",
            "N101: unknown noun 'leters'", "did you mean 'letters'?",
        ),
        (
            '["post[received, total]"]\n  title: stated', '["post[sent, totl]"]\n  title: stated',
            "rules.yaml:9:13",
            "N101: unknown column 'totl' (form letters)",
            "did you mean 'total'?",
        ),
        (
            "words: [平信, 挂号]", "wrds: [平信, 挂号]", "rules.yaml:20:5",
            "unknown key 'wrds'", "did you mean 'words'?",
        ),
        (
            "about: letters\n    cells", "about: leters\n    cells", "rules.yaml:21:12",
            "N202: unknown noun 'leters'", "did you mean 'letters'?",
        ),
        (
            '["post[received, total]"]\n  title: the', '["post[recieved, total]"]\n  title: the',
            "rules.yaml:22:13",
            "N202: unknown row 'recieved' (form letters)",
            "did you mean 'received'?",
        ),
        (
            "  check: application-list", "  check: repeated-fact", "rules.yaml:19:3",
            "N202: 'reads' means nothing beside 'repeated-fact'", None,
        ),
    ],
)  # fmt: skip
def test_mistakes_in_rules(
    tmp_path: Path, old: str, new: str, where: str, message: str, hint: str | None
) -> None:
    assert old in RULES
    with pytest.raises(PackError) as caught:
        load(tmp_path, rules=RULES.replace(old, new))
    error = caught.value
    assert error.source is not None
    assert error.source.span is not None
    shown = f"{error.source.path.removeprefix('letters/')}:{error.source.span.line}"
    assert f"{shown}:{error.source.span.column}" == where
    assert error.message.en == message
    assert (error.hint.en if error.hint else None) == hint


def test_a_check_of_sentences_without_words(tmp_path: Path) -> None:
    start = RULES.index("  reads:")
    end = RULES.index("  title: the ways")
    with pytest.raises(PackError, match="needs 'reads'"):
        load(tmp_path, rules=RULES[:start] + RULES[end:])


def test_a_joint_noun_that_nobody_declares(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="unknown noun 'parcel'") as caught:
        load(tmp_path, nouns=NOUNS.replace("letters, parcels", "letters, parcel"))
    assert caught.value.source is not None
    assert caught.value.source.span is not None
    assert (caught.value.source.span.line, caught.value.source.span.column) == (6, 19)
