"""A record of a run <-> what it proves: rules, inputs and every verdict, each with its digest.

The record has all that a repetition needs besides the inputs and the packs themselves:
which rules were selected, the day on which waivers were looked at, what a baseline
accepted. So two runs can be compared verdict by verdict.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from reportlint import __version__
from reportlint.errors import ConfigError
from reportlint.model.pack import Pack
from reportlint.model.place import Source
from reportlint.model.result import CheckResult
from reportlint.model.text import Text
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.instance import instance

FORMAT = "reportlint-record/v1"
_VERDICTS = {
    "held": Text("held", "成立"),
    "violated": Text("violated", "不成立"),
    "not_judged": Text("not judged", "未判定"),
    "waived": Text("waived", "已豁免"),
    "": Text("not there", "不存在"),
}


class Run(NamedTuple):
    """What a run was about; ``today`` is set where a waiver of a report has an end."""

    packs: tuple[Pack, ...]
    folders: tuple[str, ...]
    codes: frozenset[str]
    form: str
    waivers: bool
    today: str


class Record(NamedTuple):
    """A record as it was read."""

    version: str
    rules: Mapping[str, str]
    folders: tuple[str, ...]
    codes: frozenset[str]
    form: str
    waivers: bool
    today: str
    reports: tuple[Mapping[str, Any], ...]


def pack_digest(pack: Pack) -> str:
    """Return a digest of all that a pack demands; where its files lie does not enter it."""
    nowhere = Source("")
    rules = [rule._replace(source=nowhere) for rule in pack.rules]
    return sha256(repr((pack.id, pack.forms, rules)).encode()).hexdigest()


def record_text(results: Sequence[CheckResult], run: Run) -> str:
    """Write the record of a run as a JSON document."""
    ends = any(
        waiver.expires for one in results if one.report is not None for waiver in one.report.waivers
    )
    document = {
        "format": FORMAT,
        "version": __version__,
        "rules": {pack.id: pack_digest(pack) for pack in run.packs},
        "run": {
            "pack": list(run.folders),
            "codes": sorted(run.codes),
            "form": run.form or None,
            "waivers": run.waivers,
            "today": run.today if ends and run.waivers else None,
        },
        "reports": [_report(result) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _report(result: CheckResult) -> dict[str, Any]:
    report = result.report
    return {
        "path": result.path,
        "sha256": sha256(result.data).hexdigest(),
        "form": report.form.id if report is not None else None,
        "year": report.year if report is not None else None,
        "baseline": [fingerprint(one.finding) for one in result.waived if one.by == "baseline"],
        "verdicts": dict(_verdicts(result)),
    }


def _verdicts(result: CheckResult) -> Iterator[tuple[str, str]]:
    """Yield every constraint with its verdict, in the order of the names."""
    found = [(instance(one.rule, one.scope), "held") for one in result.held]
    found += [(instance(one.rule, one.scope), "violated") for one in result.findings]
    found += [(instance(one.rule, one.scope), "not_judged") for one in result.skips]
    found += [(instance(one.finding.rule, one.finding.scope), "waived") for one in result.waived]
    yield from sorted(found)


def parse_record(text: str, path: str) -> Record:
    """Read a record; ``path`` is its name in messages.

    Raises:
        ConfigError: The text is no record.
    """
    try:
        document: Any = json.loads(text)
        if document["format"] != FORMAT:
            raise _no_record(path)
        run = document["run"]
        record = Record(
            version=str(document["version"]),
            rules={str(key): str(value) for key, value in document["rules"].items()},
            folders=tuple(str(folder) for folder in run["pack"]),
            codes=frozenset(str(code) for code in run["codes"]),
            form=str(run["form"] or ""),
            waivers=run["waivers"] is True,
            today=str(run["today"] or ""),
            reports=tuple(document["reports"]),
        )
        shaped = all(map(_is_report, record.reports))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no_record(path) from None
    if not shaped:
        raise _no_record(path)
    return record


def _is_report(report: Any) -> bool:
    return (
        isinstance(report["path"], str)
        and isinstance(report["sha256"], str)
        and isinstance(report["verdicts"], dict)
        and isinstance(report["baseline"], list)
        and all(isinstance(digest, str) for digest in report["baseline"])
        and all(verdict in _VERDICTS for verdict in report["verdicts"].values())
    )


def _no_record(path: str) -> ConfigError:
    return ConfigError(
        Text("this is no record of a run", "这不是运行记录"),
        Source(path),
        Text("check … --output record:FILE writes one", "可用 check … --output record:文件 生成"),
    )


def rule_differences(record: Record, packs: Sequence[Pack]) -> Iterator[Text]:
    """Say how the program and the rules differ from those of the record."""
    if record.version != __version__:
        yield Text(
            f"reportlint: was {record.version}, is {__version__}",
            f"reportlint：原为 {record.version}，现为 {__version__}",
        )
    digests = {pack.id: pack_digest(pack) for pack in packs}
    for name in sorted({*record.rules, *digests}):
        if record.rules.get(name) != digests.get(name):
            yield Text(f"pack {name}: the rules differ", f"规则包 {name}：规则不同")


def report_differences(recorded: Mapping[str, Any], result: CheckResult) -> Iterator[Text]:
    """Say how an input and its verdicts differ from those of the record."""
    path = result.path
    if sha256(result.data).hexdigest() != recorded["sha256"]:
        yield Text(f"{path}: the file differs", f"{path}：文件内容不同")
    before, after = recorded["verdicts"], dict(_verdicts(result))
    for name in sorted({*before, *after}):
        was, now = _VERDICTS[before.get(name, "")], _VERDICTS[after.get(name, "")]
        if was != now:
            yield Text(
                f"{path}: {name} was {was.en}, is {now.en}",
                f"{path}：{name} 原为{was.zh}，现为{now.zh}",
            )
