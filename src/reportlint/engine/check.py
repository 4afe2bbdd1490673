"""Check one input: read, recognise, bind, judge, localise, and keep what was selected."""

from collections.abc import Callable, Sequence
from functools import partial

from reportlint.engine.document import Locate
from reportlint.engine.judge import Verdicts, judge
from reportlint.engine.triage import Policy, triage
from reportlint.errors import ReadError
from reportlint.markup.decode import decode
from reportlint.markup.problem import MarkupProblem
from reportlint.model.claim import Lexicon, Mention
from reportlint.model.draft import Draft
from reportlint.model.evidence import Evidence
from reportlint.model.form import Form
from reportlint.model.pack import Pack
from reportlint.model.place import Place, Span
from reportlint.model.report import Fact, Report
from reportlint.model.result import CheckResult, Diagnosis, ReadProblem
from reportlint.model.rule import Constraint
from reportlint.readers.read import read
from reportlint.recognise.keyed import recognise

_Diagnose = Callable[..., tuple[Diagnosis, ...]]


class Checker:
    """Checks inputs one after the other with the same packs."""

    def __init__(
        self,
        packs: Sequence[Pack],
        codes: frozenset[str],
        form_id: str | None = None,
        *,
        waivers: bool = True,
        today: str = "",
        mentions: bool = False,
    ):
        """Take the packs and the codes of the rules; ``mentions`` lists what the prose says."""
        self.packs = packs
        self.form_id = form_id
        self.policy = Policy(codes, waivers, today)
        self.mentions = mentions
        self._lexicons: dict[str, Lexicon] = {}
        self._diagnose: _Diagnose | None = None

    def check(self, data: bytes, path: str) -> CheckResult:
        """Check one input; what cannot be read becomes the result's problem."""
        try:
            report = recognise_input(data, path, self.packs, self.form_id)
        except ReadError as error:
            return unreadable(path, error, data)
        locate = _Places(data).place
        verdicts = judge(report, self._constraints(report), locate)
        read_in_prose: tuple[tuple[Mention, Place], ...] = ()
        violated = _violated(verdicts)
        evidence: tuple[Evidence, ...] = ()
        if report.narrative:
            verdicts, read_in_prose, evidence = self._with_prose(
                report, verdicts, locate, bool(violated)
            )
        diagnoses = self._diagnoses(report, verdicts.hard, violated, evidence)
        result = triage(report, verdicts, diagnoses, self.policy, self.packs)
        return result._replace(data=data, mentions=read_in_prose)

    def _with_prose(
        self, report: Report, verdicts: Verdicts, locate: Locate, weighed: bool
    ) -> tuple[Verdicts, tuple[tuple[Mention, Place], ...], tuple[Evidence, ...]]:
        """Add the verdicts about the sentences; return what they state where it is weighed."""
        pack = next(pack for pack in self.packs if pack.form(report.form.id) is not None)
        lexicon = self._lexicons.get(report.form.id)
        if lexicon is None:
            lexicon = self._lexicons[report.form.id] = pack.lexicon(report.form.id)
        if not lexicon.meanings and not lexicon.probes:
            return verdicts, (), ()
        # Imported on use: a report without prose pays nothing for reading it.
        from reportlint.engine.prose import judge_prose, placed_mentions

        prose = judge_prose(report, pack.rules, lexicon, locate, mentions=self.mentions)
        mentions = placed_mentions(report, prose, locate) if self.mentions else ()
        joined = verdicts._replace(
            held=verdicts.held + prose.held,
            findings=verdicts.findings + prose.findings,
            skips=verdicts.skips + prose.skips,
        )
        if not weighed:
            return joined, mentions, ()
        from reportlint.narrative.evidence import evidence

        return joined, mentions, evidence(report, prose)

    def _constraints(self, report: Report) -> tuple[Constraint, ...]:
        """Return the constraints of every table, each by the form that the table follows."""
        pack = next(pack for pack in self.packs if pack.form(report.form.id) is not None)
        own = self._of_form(pack, report.form)
        foreign = {
            table: form for table, form in report.table_forms.items() if form != report.form.id
        }
        if not foreign:
            return own
        # A rule over one table is that of the table's form; one between tables stays.
        kept = [one for one in own if len(one.tables) != 1 or one.tables[0] not in foreign]
        for form_id in dict.fromkeys(foreign.values()):
            form = pack.form(form_id)
            assert form is not None
            tables = {table for table, followed in foreign.items() if followed == form_id}
            kept += [
                one
                for one in self._of_form(pack, form)
                if len(one.tables) == 1 and one.tables[0] in tables
            ]
        return tuple(kept)

    def _of_form(self, pack: Pack, form: Form) -> tuple[Constraint, ...]:
        if any(table.open_rows for table in form.tables):
            # Imported on use: only such a form is bound anew for each report.
            from reportlint.rules.pack import bind_all

            return bind_all(pack.rules, form)
        return pack.constraints[form.id]

    def _diagnoses(
        self,
        report: Report,
        hard: Sequence[Constraint],
        violated: Sequence[Constraint],
        evidence: Sequence[Evidence],
    ) -> tuple[Diagnosis, ...]:
        if not violated:
            return ()
        if self._diagnose is None:
            # Imported on use: a clean report pays nothing for the search.
            from reportlint.localise.diagnose import diagnose

            self._diagnose = partial(diagnose, systems={})
        pack = next(pack for pack in self.packs if pack.form(report.form.id) is not None)
        others = [
            (form, pack.constraints.get(form.id, ())) for form in pack.forms if form != report.form
        ]
        return self._diagnose(report, hard, violated, evidence=evidence, others=others)


def _violated(verdicts: Verdicts) -> tuple[Constraint, ...]:
    """Return the hard constraints that do not hold."""
    return tuple(
        [
            one.constraint
            for one in verdicts.findings
            if one.constraint is not None and one.rule.hard
        ]
    )


class _Places:
    """Finds places in a document; what is needed for it is loaded when first asked for."""

    def __init__(self, data: bytes):
        self.data = data
        self._locate: Locate | None = None

    def place(self, fact: Fact, start: int, end: int) -> Place:
        if self._locate is None:
            # Imported on use: only a part of a text has to be looked for.
            from reportlint.engine.locate import Locator

            self._locate = Locator(lambda: _text(self.data)).place
        return self._locate(fact, start, end)


def recognise_input(data: bytes, path: str, packs: Sequence[Pack], form_id: str | None) -> Report:
    """Read an input and recognise the report in it.

    Raises:
        ReadError: The input cannot be read, or is no report of a known form.
    """
    document = read(data, path)
    forms = [pack.forms for pack in packs]
    if isinstance(document, Draft):
        # Imported on use: most inputs are written by keys.
        from reportlint.recognise.document import recognise_draft

        return recognise_draft(document, path, forms, form_id)
    return recognise(document, path, forms, form_id)


def unreadable(path: str, error: ReadError, data: bytes = b"") -> CheckResult:
    """Return the result for an input that could not be read."""
    span = error.source.span if error.source else None
    problem = ReadProblem(error.message, span, error.hint, excerpt(data, span))
    return CheckResult(path, None, problem, (), (), (), (), data=data)


def _text(data: bytes) -> str | None:
    try:
        return decode(data)
    except MarkupProblem:
        return None


def excerpt(data: bytes, span: Span | None) -> str:
    """Return the line of a document that a span starts in."""
    if span is None:
        return ""
    try:
        lines = decode(data).split("\n")
    except MarkupProblem:
        return ""
    return lines[span.line - 1].rstrip("\r") if span.line <= len(lines) else ""
