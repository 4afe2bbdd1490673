"""Documents -> a pack: its forms, and its rules checked against every form."""

import pickle
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlint.errors import PackError
from reportlint.markup.nodes import Mapping, at
from reportlint.model.form import Form
from reportlint.model.pack import Pack
from reportlint.model.place import Source
from reportlint.model.rule import (
    CHECK_WORDS,
    DOCUMENT_CHECKS,
    Agency,
    Constraint,
    Phrasing,
    Rule,
)
from reportlint.model.text import Text
from reportlint.rules.bind import BindProblem, bind
from reportlint.rules.document import Document
from reportlint.rules.forms import build_form
from reportlint.rules.lexicon import build_lexicon, check_words
from reportlint.suggest import did_you_mean
from reportlint.wording import CLAIM_SLOTS, DOCUMENT_SLOTS, RELATION_SLOTS, STRUCTURE_SLOTS, slots

_OF_RELATIONS = frozenset({"assert", "for", "table", "when", "blank"})
_OF_DOCUMENTS = frozenset({"words", "limit", "parts"})
_OF_STRUCTURES = frozenset({"tables", "group"}) | _OF_DOCUMENTS
_ANY = "(named by the report)"
"""Stands for an open row when names are checked, before there is a report."""


class _Entry(NamedTuple):
    """A rule's data with the document and the place that it comes from."""

    data: dict[str, Any]
    document: Document
    position: int
    pack: str


def build_pack(documents: list[Document], base: Pack | None = None) -> Pack:
    """Build a pack from its documents; ``base`` is the pack that it extends.

    Raises:
        PackError: The files contradict each other, or a rule names something that
            its form does not have.
    """
    header = _header(documents)
    data: Any = header.data
    forms = _forms(documents, header, base)
    rules = {rule.code: rule for rule in base.rules} if base else {}
    for code in data.get("disable", ()):
        if code not in rules:
            raise PackError(
                Text(f"there is no rule {code} to disable", f"没有可停用的规则 {code}"),
                header.source(("disable",)),
                did_you_mean(code, rules),
            )
        del rules[code]
    names = {rule.name: rule.code for rule in rules.values()}
    agencies = _agencies(documents, base)
    for entry in _entries(documents, data["pack"]):
        rule = _add(entry, rules, forms, agencies)
        if names.setdefault(rule.name, rule.code) != rule.code:
            raise PackError(
                Text(
                    f"the name {rule.name!r} belongs to {names[rule.name]}",
                    f"名称“{rule.name}”已用于 {names[rule.name]}",
                ),
                entry.document.source(("rules", entry.position, "name")),
            )
    title = data["title"]
    ordered = tuple(rules[code] for code in sorted(rules))
    nouns = dict(base.nouns) if base else {}
    for document in documents:
        if document.kind == "nouns":
            named: Any = document.data["nouns"]
            nouns.update({name: tuple(words) for name, words in named.items()})
    for entry in _entries(documents, data["pack"]):
        _check_nouns(entry, nouns, rules)
    return Pack(
        data["pack"],
        Text(title["en"], title["zh"]),
        tuple(forms),
        ordered,
        {form.id: bind_all(ordered, form) for form in forms},
        nouns,
        {form.id: pickle.dumps(build_lexicon(ordered, nouns, form), protocol=5) for form in forms},
        agencies,
    )


def _agencies(documents: list[Document], base: Pack | None) -> tuple[Agency, ...]:
    """Return the kinds of agencies, those of the documents before the inherited ones."""
    kinds: dict[str, Agency] = {}
    for document in documents:
        if document.kind == "agencies":
            named: Any = document.data["agencies"]
            for name, told in named.items():
                parts = (tuple(told.get(key, ())) for key in ("starts", "has", "ends"))
                kinds.setdefault(name, Agency(name, *parts))
    for kind in base.agencies if base else ():
        kinds.setdefault(kind.id, kind)
    return tuple(kinds.values())


def _check_nouns(entry: _Entry, nouns: dict[str, tuple[str, ...]], rules: dict[str, Rule]) -> None:
    """Refuse a claim about a noun, or rounded to a rule, that nobody declares."""
    where: tuple[str | int, ...] = ("rules", entry.position)
    code = entry.data["code"]
    for index, phrasing in enumerate(entry.data.get("phrasings") or ()):
        for noun in phrasing.get("about", ()):
            if noun not in nouns:
                raise PackError(
                    Text(f"{code}: unknown noun {noun!r}", f"{code}：没有名为“{noun}”的中心词"),
                    entry.document.source((*where, "claims", index, "about")),
                    did_you_mean(noun, nouns),
                )
    rounded = entry.data.get("rounded")
    if rounded and rounded not in rules:
        raise PackError(
            Text(f"{code}: there is no rule {rounded}", f"{code}：没有规则 {rounded}"),
            entry.document.source((*where, "rounded")),
            did_you_mean(rounded, rules),
        )


def _forms(documents: list[Document], header: Document, base: Pack | None) -> list[Form]:
    """Return the inherited forms and those that the documents declare."""
    forms = list(base.forms) if base else []
    for document in documents:
        if document.kind != "form":
            continue
        form = build_form(document)
        if any(form.id == other.id for other in forms):
            raise PackError(
                Text(f"the form {form.id!r} exists already", f"表式“{form.id}”已经存在"),
                document.source(("form",)),
            )
        forms.append(form)
    if not forms:
        raise PackError(
            Text("the pack has no form", "规则包中没有表式"),
            header.source(),
            Text(
                "add a file with 'form:', or extend a pack that has one",
                "请添加含“form:”的文件，或扩展已有表式的规则包",
            ),
        )
    return forms


def _entries(documents: list[Document], pack_id: str) -> Iterator[_Entry]:
    for document in documents:
        if document.kind == "rules":
            entries: Any = document.data["rules"]
            for position, entry in enumerate(entries):
                yield _Entry(entry, document, position, pack_id)


def bind_all(rules: Sequence[Rule], form: Form) -> tuple[Constraint, ...]:
    """Bind every rule that applies to a form.

    Raises:
        PackError: The form has rows that a rule cannot be bound to.
    """
    bound: list[Constraint] = []
    for rule in rules:
        if form.id in rule.forms:
            try:
                bound += bind(rule, form)
            except BindProblem as problem:
                message = Text(
                    f"{rule.code}: {problem.message.en}", f"{rule.code}：{problem.message.zh}"
                )
                raise PackError(message, rule.source, problem.hint) from None
    return tuple(bound)


def check_apart(packs: Sequence[Pack]) -> None:
    """Refuse packs of which two give one code, or one name, to different rules.

    Raises:
        PackError: Such a rule, at its place in the pack that was named first.
    """
    names: dict[str, tuple[str, Pack]] = {}
    codes: dict[str, tuple[str, Pack]] = {}
    for pack in reversed(packs):
        for rule in pack.rules:
            name, other = names.setdefault(rule.code, (rule.name, pack))
            if name != rule.name:
                raise PackError(
                    Text(f"the code {rule.code} is that of {name} in the pack {other.id}",
                         f"编号 {rule.code} 已用于规则包 {other.id} 的 {name}"),
                    rule.source,
                    Text("take a letter that the other pack does not use",
                         "请改用对方规则包没有使用的字母"),
                )  # fmt: skip
            code, other = codes.setdefault(rule.name, (rule.code, pack))
            if code != rule.code:
                raise PackError(
                    Text(f"the name {rule.name!r} is that of {code} in the pack {other.id}",
                         f"名称“{rule.name}”已用于规则包 {other.id} 的 {code}"),
                    rule.source,
                )  # fmt: skip


def _header(documents: list[Document]) -> Document:
    headers = [document for document in documents if document.kind == "pack"]
    if len(headers) > 1:
        raise PackError(
            Text("two files of the folder declare a pack", "文件夹中有两个文件声明了规则包"),
            headers[1].source(("pack",)),
        )
    return headers[0]


def _add(
    entry: _Entry, rules: dict[str, Rule], forms: list[Form], agencies: tuple[Agency, ...]
) -> Rule:
    code = entry.data["code"]
    override = "override" in entry.data
    if override and code not in rules:
        raise PackError(
            Text(f"there is no rule {code} to override", f"没有可覆盖的规则 {code}"),
            entry.document.source(("rules", entry.position, "code")),
            did_you_mean(code, rules),
        )
    if not override and code in rules:
        raise PackError(
            Text(f"the code {code} is taken by {rules[code].name}",
                 f"编号 {code} 已用于 {rules[code].name}"),
            entry.document.source(("rules", entry.position, "code")),
            Text("to change that rule, write 'override: true'",
                 "如要修改该规则，请写 override: true"),
        )  # fmt: skip
    rule = _override(rules[code], entry) if override else _rule(entry)
    known = [form.id for form in forms]
    if not rule.forms:
        rule = rule._replace(forms=tuple(known))
    for form_id in rule.forms:
        if form_id not in known:
            raise PackError(
                Text(f"unknown form {form_id!r}", f"没有名为“{form_id}”的表式"),
                entry.document.source(("rules", entry.position, "forms")),
                did_you_mean(form_id, known),
            )
    _check_keys(rule, entry)
    rule = _with_kinds(rule, entry, agencies)
    _check_words(rule, entry)
    _check_slots(rule, entry)
    for form in forms:
        if form.id in rule.forms:
            _check(rule, form, entry)
    rules[code] = rule
    return rule


def _with_kinds(rule: Rule, entry: _Entry, agencies: tuple[Agency, ...]) -> Rule:
    """Return a rule about some agencies with all kinds that can be told apart."""
    known = [kind.id for kind in agencies]
    for kind in rule.of:
        if kind not in known:
            raise PackError(
                Text(f"unknown kind of agency {kind!r}", f"没有名为“{kind}”的机关类别"),
                entry.document.source(("rules", entry.position, "of")),
                did_you_mean(kind, known),
            )
    return rule._replace(kinds=agencies) if rule.of else rule


def _check_keys(rule: Rule, entry: _Entry) -> None:
    """Refuse keys that mean nothing beside what the rule demands."""
    idle = _idle(rule)
    place = ("rules", entry.position)
    node = at(entry.document.node, place)
    assert isinstance(node, Mapping)
    for key, _ in node.entries:
        if key.text in idle or (key.text == "group" and rule.check != "distinct-columns"):
            demanded = ": ".join(filter(None, (rule.kind, rule.check or rule.trait)))
            raise PackError(
                Text(f"{rule.code}: {key.text!r} means nothing beside {demanded!r}",
                     f"{rule.code}：“{key.text}”不能与“{demanded}”同用"),
                Source(entry.document.path, key.span),
            )  # fmt: skip
    if rule.check == "distinct-columns" and not rule.group:
        raise PackError(
            Text(f"{rule.code}: distinct-columns needs a 'group' of columns",
                 f"{rule.code}：distinct-columns 需要用 group 指明一组列"),
            entry.document.source(place),
        )  # fmt: skip


def _idle(rule: Rule) -> frozenset[str]:
    """Return the keys that mean nothing for a rule."""
    if rule.kind == "assert":
        return _OF_STRUCTURES
    if rule.check is None or rule.check not in DOCUMENT_CHECKS:
        return _OF_RELATIONS | _OF_DOCUMENTS | {"of"}
    idle = {"assert", "for", "table", "tables", "group"}
    if rule.check != "length":
        idle.add("limit")
    if rule.check not in CHECK_WORDS and rule.check != "topics":
        idle.add("words")
    if DOCUMENT_CHECKS[rule.check] == "report" and rule.check not in ("topics", "mention"):
        idle.add("parts")
    return frozenset(idle)


def _check_words(rule: Rule, entry: _Entry) -> None:
    """Demand the lists of words that a check looks for, and the limit of a length."""
    place = ("rules", entry.position)
    if rule.check == "length" and not rule.limit:
        raise PackError(
            Text(f"{rule.code}: length needs a 'limit'", f"{rule.code}：length 需要写明 limit"),
            entry.document.source(place),
        )
    if rule.check == "topics" and not rule.words:
        raise PackError(
            Text(f"{rule.code}: topics needs 'words'", f"{rule.code}：topics 需要写明 words"),
            entry.document.source(place),
        )
    needed = CHECK_WORDS.get(rule.check, ()) if rule.check else ()
    for name in needed:
        if not rule.listed(name):
            raise PackError(
                Text(f"{rule.code}: {rule.check} needs a list {name!r} in 'words'",
                     f"{rule.code}：{rule.check} 需要在 words 中列出“{name}”"),
                entry.document.source(place),
            )  # fmt: skip
    for name, _ in rule.words:
        if needed and name not in needed:
            raise PackError(
                Text(f"{rule.code}: {rule.check} has no list {name!r}",
                     f"{rule.code}：{rule.check} 没有名为“{name}”的词表"),
                entry.document.source((*place, "words", name)),
                did_you_mean(name, needed),
            )  # fmt: skip


def _check_slots(rule: Rule, entry: _Entry) -> None:
    if rule.message is None:
        return
    variables = {name for name, _ in rule.ranges}
    known = STRUCTURE_SLOTS
    if rule.kind == "assert":
        known = RELATION_SLOTS | variables
    elif rule.kind == "claim":
        known = CLAIM_SLOTS
    elif rule.check in DOCUMENT_CHECKS:
        known = DOCUMENT_SLOTS
    for slot in sorted(slots(rule.message) - known):
        raise PackError(
            Text(
                f"{rule.code}: the message has no value for {{{slot}}}",
                f"{rule.code}：message 中没有 {{{slot}}} 的值",
            ),
            entry.document.source(("rules", entry.position, "message")),
            did_you_mean(slot, sorted(known)),
        )


def _with_a_row_of_its_own(form: Form) -> Form:
    """Return the form with one open row a table, so that no loop runs over nothing."""
    tables = (table.with_open_rows((_ANY,)) if table.open_rows else table for table in form.tables)
    return form._replace(tables=tuple(tables))


def _check(rule: Rule, form: Form, entry: _Entry) -> None:
    try:
        bind(rule, _with_a_row_of_its_own(form))
        check_words(rule, form)
    except BindProblem as problem:
        where: tuple[str | int, ...] = ("rules", entry.position, *problem.part.split("."))
        raise PackError(
            Text(
                f"{rule.code}: {problem.message.en} (form {form.id})",
                f"{rule.code}：{problem.message.zh}（表式 {form.id}）",
            ),
            entry.document.source(where, problem.offset),
            problem.hint,
        ) from None


def _text(data: Any) -> Text | None:
    return Text(data["en"], data["zh"]) if data else None


def _rule(entry: _Entry) -> Rule:
    data = entry.data
    kinds = {"assertion": "assert", "trait": "forbid", "check": "check"}
    kind: Any = next((kind for key, kind in kinds.items() if key in data), "claim")
    title, why = _text(data["title"]), _text(data["why"])
    assert title is not None
    assert why is not None
    return Rule(
        code=data["code"],
        name=data["name"],
        severity=data["severity"],
        kind=kind,
        forms=tuple(data.get("forms", ())),
        table=data.get("table", ""),
        ranges=tuple(data.get("ranges", {}).items()),
        assertion=data.get("assertion", ""),
        guard=data.get("guard", ""),
        blank=data.get("blank", "parts"),
        trait=data.get("trait"),
        check=data.get("check"),
        group=data.get("group", ""),
        tables=tuple(data.get("tables", ())),
        title=title,
        message=_text(data.get("message")),
        why=why,
        basis=data.get("basis", ""),
        examples=data["examples"],
        pack=entry.pack,
        source=entry.document.source(("rules", entry.position)),
        waivable=data.get("waivable", True),
        phrasings=_phrasings(data.get("phrasings", ())),
        rounded=data.get("rounded", ""),
        words=_lists(data.get("words", {})),
        limit=data.get("limit", 0),
        parts=tuple(data.get("parts", ())),
        of=tuple(data.get("of", ())),
        optional=data.get("optional", False),
    )


def _lists(data: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(words)) for name, words in data.items())


def _phrasings(entries: Any) -> tuple[Phrasing, ...]:
    return tuple(
        Phrasing(
            words=tuple(entry["words"]),
            about=tuple(entry["about"]),
            near=entry["near"],
            cells=tuple(entry["cells"]),
            units=tuple(entry["units"]),
            states=entry["states"],
            value=entry.get("value"),
            none=entry["none"],
            unless=tuple(entry["unless"]),
            never=tuple(entry["never"]),
            forms=tuple(entry["forms"]),
        )
        for entry in entries
    )


def _override(rule: Rule, entry: _Entry) -> Rule:
    """Return the inherited rule with the fields that the entry gives."""
    changes: dict[str, Any] = {}
    for key, value in entry.data.items():
        match key:
            case "code" | "override":
                continue
            case "title" | "message" | "why":
                changes[key] = _text(value)
            case "ranges":
                changes[key] = tuple(value.items())
            case "tables" | "parts" | "of":
                changes[key] = tuple(value)
            case "words":
                changes[key] = tuple({**dict(rule.words), **dict(_lists(value))}.items())
            case "phrasings":
                changes[key] = _phrasings(value)
            case _:
                changes[key] = value
    return rule._replace(
        **changes, pack=entry.pack, source=entry.document.source(("rules", entry.position))
    )
