"""A rule as the pack declares it, and a constraint: the rule bound to one place."""

from typing import Literal, NamedTuple

from reportlint.model.cell import CellAddress, Number, Trait
from reportlint.model.place import Source
from reportlint.model.text import Text

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Relation = Literal["==", "<=", ">="]
Comparator = Literal["==", "!=", "<=", ">=", "<", ">"]

BlankPolicy = Literal["parts", "zero", "unknown"]
"""How a rule reads a blank cell.

``parts``    in an equality a blank part is assumed 0 and a blank total leaves the
             rule not judged; in an inequality every blank does (the default);
``zero``     every blank is assumed 0;
``unknown``  every blank leaves the rule not judged.
"""

RuleKind = Literal["assert", "forbid", "check", "claim", "waiver"]

Check = Literal[
    "agency-names",
    "agency-places",
    "application-list",
    "blank-rows",
    "brackets",
    "charge-step",
    "cited-form",
    "distinct-columns",
    "document-numbers",
    "empty-section",
    "enumerations",
    "everything-placed",
    "everything-read",
    "form-fits-year",
    "heading-numbers",
    "heading-order",
    "heading-tables",
    "heading-titles",
    "headings",
    "impossible-rate",
    "in-time",
    "labels-as-printed",
    "length",
    "mention",
    "missing-number",
    "nothing-said",
    "outcome-list",
    "parts-counted",
    "period-days",
    "period-year",
    "published-list",
    "repetitions",
    "rounded-claim",
    "share",
    "stale-years",
    "stray-marks",
    "table-follows-form",
    "title-words",
    "title-year",
    "topics",
    "two-sided",
    "unfinished",
    "unlikely-scale",
]
"""A structure check: what cannot be said as a linear relation over cells.

``form-fits-year``      the form is the one prescribed for the report year (once a report);
``table-follows-form``  the table is laid out as the report's form prints it (once a table);
``blank-rows``          no row is wholly blank while another is wholly filled (once a table);
``distinct-columns``    no two columns of ``group`` hold the same figures (once a table);
``labels-as-printed``   the document's labels are those of the form (once a report);
``everything-placed``   no number of the document is without a cell (once a report);
``everything-read``     no part of the document could not be read (once a report).

Of the document, judged once, or once a part of the form; ``words`` are what they look for:

``headings``            every part of the form has its heading;
``heading-order``       the headings come in the order of the form, each once;
``heading-titles``      a heading reads as the form prints it (once a part);
``heading-numbers``     a heading has the number of the form;
``heading-tables``      a table stands under its heading (once a table);
``empty-section``       a text stands under its heading (once a section);
``nothing-said``        a section says more than that there is nothing (once a section);
``two-sided``           a section speaks of both of two lists of words (once a section);
``topics``              sections of a whole report speak of every list of words;
``mention``             the text has one of the words, where the named sections are given;
``length``              a section has no more than ``limit`` characters (once a section);
``title-words``         the title is that of the form;
``title-year``          the year of the title is the report's;
``agency-names``        title, preamble and ``agency`` name one agency;
``agency-places``       they do not name another place;
``in-time``             the date of publication is before the deadline;
``period-year``         the period that is stated is the report's year;
``period-days``         the period that is stated is the whole year;
``stale-years``         no sentence is left from another year (once a section);
``parts-counted``       the parts that the preamble counts are those of the form;
``cited-form``          what is cited is the form in effect;
``document-numbers``    a document is cited as 〔2021〕30号 (once a section);
``enumerations``        一是、二是、三是 without a gap (once a section);
``stray-marks``         no mark is left from markup, nor ``pairs`` around words (once a section);
``brackets``            brackets and quotation marks come in pairs (once a section);
``repetitions``         no word or mark stands twice in a row (once a section);
``unfinished``          a section ends with a whole sentence (once a section).

Of the sentences, each judged once a sentence that it is about:

``application-list``    the kinds of applications that a sentence lists add up to its total;
``outcome-list``        all outcomes that a sentence lists add up to what was concluded;
``published-list``      the kinds of published information add up to their total;
``share``               a percentage is the part over one of the totals;
``impossible-rate``     no rate is above 100 %;
``unlikely-scale``      no count is in the hundred millions;
``missing-number``      no unit stands without its number (共公开条);
``rounded-claim``       a hedged or scaled number covers its cells (other rules hand over);
``charge-step``         a charge for applications is a multiple of 10 元.
"""

CLAIM_CHECKS: frozenset[Check] = frozenset(
    {
        "application-list",
        "charge-step",
        "impossible-rate",
        "missing-number",
        "outcome-list",
        "published-list",
        "rounded-claim",
        "share",
        "unlikely-scale",
    }
)
"""Checks of sentences; each verdict is about one sentence."""

REPORT_CHECKS: frozenset[Check] = frozenset(
    {"everything-placed", "everything-read", "form-fits-year", "labels-as-printed"}
)

Extent = Literal["report", "heading", "table", "section"]

DOCUMENT_CHECKS: dict[Check, Extent] = {
    "agency-names": "report",
    "agency-places": "report",
    "brackets": "section",
    "cited-form": "report",
    "document-numbers": "section",
    "empty-section": "section",
    "enumerations": "section",
    "heading-numbers": "report",
    "heading-order": "report",
    "heading-tables": "table",
    "heading-titles": "heading",
    "headings": "report",
    "in-time": "report",
    "length": "section",
    "mention": "report",
    "nothing-said": "section",
    "parts-counted": "report",
    "period-days": "report",
    "period-year": "report",
    "repetitions": "section",
    "stale-years": "section",
    "stray-marks": "section",
    "title-words": "report",
    "title-year": "report",
    "topics": "report",
    "two-sided": "section",
    "unfinished": "section",
}
"""Checks of the document as a whole, and what each is judged once for."""

CHECK_WORDS: dict[Check, tuple[str, ...]] = {
    "agency-names": ("ends", "vague"),
    "agency-places": ("ends", "vague"),
    "cited-form": ("superseded", "current"),
    "in-time": ("deadline",),
    "mention": ("words",),
    "nothing-said": ("nothing",),
    "stale-years": ("begins", "unless", "plans"),
    "stray-marks": ("marks", "pairs"),
    "title-words": ("official", "about", "kinds"),
    "two-sided": ("first", "second"),
}
"""The lists of words that a check needs; ``topics`` takes lists of any name."""

Stated = Literal["exactly", "at_most", "at_least"]
"""How the number of a sentence compares with its cells."""


class Phrasing(NamedTuple):
    """One way in which a sentence states cells.

    ``words`` stand beside the number; ``about`` are the governing nouns of which one
    must rule the number (none: any), ``near`` in the same sentence. The sentence is
    right when any of ``cells`` fits. ``value`` is what the words say by themselves
    (未收到: 0); ``none`` lets a negation say 0. ``unless`` are words that make the
    clause speak of something else, ``never`` those that do so up to a semicolon.
    """

    words: tuple[str, ...]
    about: tuple[str, ...]
    near: bool
    cells: tuple[str, ...]
    units: tuple[str, ...]
    states: Stated
    value: int | None
    none: bool
    unless: tuple[str, ...]
    never: tuple[str, ...]
    forms: tuple[str, ...]


class Agency(NamedTuple):
    """A kind of agency, as its name tells: how it starts, what it has, how it ends."""

    id: str
    starts: tuple[str, ...]
    has: tuple[str, ...]
    ends: tuple[str, ...]


class Rule(NamedTuple):
    """One entry of a pack.

    ``kind`` says which of the four bodies is meant: ``assertion`` (a linear
    relation over cells, with its ``ranges`` and ``guard``), ``trait`` (a property
    that no cell may have), ``check`` (the name of a structure check) or ``phrasings``
    (how sentences state cells; ``rounded`` is the code of the rule that takes over
    where the number is hedged or scaled). The rules about waivers have none: the triage
    judges them. A finding of a rule that is not ``waivable`` can be accepted by nobody.

    A check of the document has ``words`` to look for, a ``limit`` and the ``parts`` that
    it is about. A rule that is demanded of some kinds of agencies only names them in
    ``of``; ``kinds`` are all kinds that the pack can tell apart, the first that fits is meant.
    A rule of local practice is ``optional``: it is off unless it is selected by its own name.
    """

    code: str
    name: str
    severity: Severity
    kind: RuleKind
    forms: tuple[str, ...]
    table: str
    ranges: tuple[tuple[str, str], ...]
    assertion: str
    guard: str
    blank: BlankPolicy
    trait: Trait | None
    check: Check | None
    group: str
    tables: tuple[str, ...]
    title: Text
    message: Text | None
    why: Text
    basis: str
    examples: dict[str, object]
    pack: str
    source: Source
    waivable: bool = True
    phrasings: tuple[Phrasing, ...] = ()
    rounded: str = ""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 0
    parts: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    kinds: tuple[Agency, ...] = ()
    optional: bool = False

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a list of words that the rule's check looks for."""
        return next((words for key, words in self.words if key == name), ())

    @property
    def hard(self) -> bool:
        """Tell whether the rule is an exact identity, on which localisation may build."""
        return self.kind == "assert" and self.severity == "error"

    @property
    def sparse_examples(self) -> bool:
        """Tell whether cells that its examples leave out are 0.

        Rules about gaps and about layout are the exception: filling would take away
        what their examples show.
        """
        about_gaps = self.trait in ("missing_row", "missing_cell", "misaligned")
        return not about_gaps and self.check not in ("table-follows-form", "form-fits-year")


class Term(NamedTuple):
    """A cell with its coefficient, in one side of a relation."""

    coefficient: Number
    cell: CellAddress


class Side(NamedTuple):
    """One side of a relation: terms in the order of the expression, and a constant."""

    terms: tuple[Term, ...]
    constant: Number


class Comparison(NamedTuple):
    """One condition of a guard."""

    left: Side
    comparator: Comparator
    right: Side


class Constraint(NamedTuple):
    """A rule bound to one place.

    ``scope`` says which: pairs of loop variable and id, in the order of the rule.
    An ``assert`` rule has sides and a relation; the other kinds have a scope only.
    ``unnamed`` are the tables with open rows that the rule adds up although the
    report names no row in them: a sum over nothing is unknown, not 0.
    """

    rule: Rule
    scope: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]
    left: Side
    relation: Relation
    right: Side
    guards: tuple[Comparison, ...]
    unnamed: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[CellAddress, ...]:
        """The cells of both sides, each once, in the order of the expression."""
        return tuple(dict.fromkeys(term.cell for term in self.left.terms + self.right.terms))
