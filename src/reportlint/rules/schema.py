"""The shape of pack files, as pydantic models.

Used when YAML is read: to build the wheel, for a user's pack, in development. A
clean check with the built-in packs never imports this module.
"""

from typing import Annotated, Literal
from unicodedata import category

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from reportlint.model.cell import Trait
from reportlint.model.form import NumberKind
from reportlint.model.rule import BlankPolicy, Check, Severity, Stated

ID = r"^[a-z][a-z0-9_]*$"
FORM_ID = r"^[a-z][a-z0-9-]*$"
CODE = r"^[A-Z][0-9]{3}$"
NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID, max_length=64)]
FormId = Annotated[str, StringConstraints(pattern=FORM_ID, max_length=64)]
Code = Annotated[str, StringConstraints(pattern=CODE)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=64)]


def _visible(value: object) -> object:
    """Refuse characters that a terminal would obey, wherever a text of the value has one."""
    match value:
        case str():
            if any(category(one) in _OBEYED for one in value if one != "\n"):
                raise ValueError(value)
        case dict():
            for key, one in value.items():
                _visible(key)
                _visible(one)
        case list():
            for one in value:
                _visible(one)
    return value


_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _one_line(value: object) -> object:
    """Let a label or a title be folded over lines in the file."""
    return " ".join(value.split("\n")) if isinstance(value, str) else value


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000),
    AfterValidator(_visible),
]
Line = Annotated[Words, BeforeValidator(_one_line)]
Values = Annotated[dict[str, object], BeforeValidator(_visible)]
Members = Annotated[tuple[Id, ...], Field(min_length=1, max_length=2_000)]
"""What a group names; an empty one would let groups of groups grow without end."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class BothModel(_Strict):
    """A text in English and in Chinese."""

    en: Words
    zh: Words


class BothLineModel(_Strict):
    """A line in English and in Chinese."""

    en: Line
    zh: Line


def _both(value: object) -> object:
    """Let one string stand for both languages, for packs of one language."""
    return {"en": value, "zh": value} if isinstance(value, str) else value


def _comma_list(value: object) -> object:
    """Let ``for: {r: [a, b]}`` be written as a list."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


Both = Annotated[BothModel, BeforeValidator(_both, json_schema_input_type=BothModel | Words)]
BothLine = Annotated[
    BothLineModel, BeforeValidator(_both, json_schema_input_type=BothLineModel | Line)
]
Range = Annotated[Words, BeforeValidator(_comma_list, json_schema_input_type=Words | list[Words])]


class ColumnModel(_Strict):
    """A column of a table."""

    id: Id
    label: Line
    short: Line | None = None
    aliases: tuple[Line, ...] = ()
    under: Line | None = Field(None, description="the label of the merged header above it")
    number: NumberKind = "count"
    unit: Line | None = None
    signed: bool = Field(False, description="whether the number may be negative")
    total_of: Id | None = Field(None, description="the group of columns that it adds up")


class RowModel(_Strict):
    """A row of a table."""

    id: Id
    label: Line
    short: Line | None = None
    aliases: tuple[Line, ...] = ()
    under: Line | None = Field(None, description="the label of the merged cell beside it")
    columns: tuple[Id, ...] | None = Field(None, description="the columns it has; default all")
    total_of: Id | None = Field(None, description="the group of rows that it adds up")


class OpenRowsModel(_Strict):
    """Rows that the report names itself; they form the group ``group``."""

    group: Id
    columns: tuple[Id, ...] | None = None


class TableModel(_Strict):
    """A table of a form."""

    label: Line
    aliases: tuple[Line, ...] = ()
    known_by: tuple[Words, ...] = ()
    columns: tuple[ColumnModel, ...] = Field(min_length=1, max_length=100)
    rows: Annotated[tuple[RowModel, ...], Field(max_length=2_000)] = ()
    open_rows: OpenRowsModel | None = None
    heads: tuple[Line, ...] = Field((), max_length=20)
    groups: Annotated[dict[Id, Members], Field(max_length=200)] = {}


class FieldModel(_Strict):
    """A fact about the report, or a section of its narrative."""

    label: Line
    aliases: tuple[Line, ...] = ()
    known_by: tuple[Words, ...] = ()


class FormModel(_Strict):
    """A file that declares a form."""

    form: FormId
    label: Line
    years: tuple[int | None, int | None] = (None, None)
    fields: dict[Id, FieldModel] = {}
    sections: dict[Id, FieldModel] = {}
    titles: tuple[Line, ...] = Field((), max_length=20)
    furniture: tuple[Line, ...] = Field((), max_length=100)
    tables: dict[Id, TableModel] = Field(min_length=1, max_length=20)


class ExamplesModel(_Strict):
    """Two sparse reports: cells that are not given are 0."""

    holds: Values
    violates: Values


def _words(value: object) -> object:
    """Let one word stand for a list of one."""
    return [value] if isinstance(value, str) else value


_ONE_OR_MORE = WithJsonSchema(
    {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)
WordList = Annotated[tuple[Words, ...], BeforeValidator(_words), _ONE_OR_MORE]


class PhrasingModel(_Strict):
    """One way in which a sentence states cells."""

    words: WordList = Field(min_length=1, max_length=200)
    about: Annotated[tuple[Id, ...], BeforeValidator(_words), _ONE_OR_MORE] = ()
    near: bool = False
    cells: WordList = Field(default=(), max_length=8)
    units: WordList = ("件", "起", "宗", "例", "份", "封", "个")
    states: Stated = "exactly"
    value: int | None = Field(None, ge=0, description="what the words say without a number")
    none: bool = Field(False, description="whether a negation before the words says 0")
    unless: WordList = ()
    never: WordList = ()
    forms: tuple[FormId, ...] = ()


class NounsModel(_Strict):
    """A file that names the governing nouns of the prose."""

    nouns: dict[Id, WordList] = Field(min_length=1)


class AgencyModel(_Strict):
    """A kind of agency, told by its name; all that is given must fit."""

    starts: WordList = Field(default=(), max_length=200)
    has: WordList = Field(default=(), max_length=200)
    ends: WordList = Field(default=(), max_length=200)


class AgenciesModel(_Strict):
    """A file that says which kinds of agencies there are; the first that fits is meant."""

    agencies: dict[Id, AgencyModel] = Field(min_length=1, max_length=50)


Lists = Annotated[dict[Line, WordList], Field(max_length=50)]
"""Lists of words by their names."""


class RuleModel(_Strict):
    """One rule: ``assert``, ``forbid``, ``check`` or ``claims`` says what it demands."""

    code: Code
    name: Name
    severity: Severity
    forms: tuple[FormId, ...] = ()
    table: Id | None = None
    ranges: dict[Id, Range] = Field(default={}, alias="for")
    assertion: Words | None = Field(None, alias="assert")
    guard: Words | None = Field(None, alias="when")
    blank: BlankPolicy = "parts"
    trait: Trait | None = Field(None, alias="forbid")
    check: Check | None = None
    phrasings: tuple[PhrasingModel, ...] = Field(default=(), alias="claims")
    rounded: Code | None = None
    group: Id | None = None
    tables: tuple[Id, ...] = ()
    words: Lists = {}
    limit: int | None = Field(None, ge=1, description="the most characters that a section has")
    parts: tuple[Id, ...] = ()
    of: tuple[Id, ...] = ()
    title: BothLine
    message: BothLine | None = None
    why: Both
    basis: Words | None = None
    waivable: bool = Field(True, description="whether a report may accept a finding")
    optional: bool = Field(False, description="whether it is off unless selected by its own name")
    examples: ExamplesModel


class OverrideModel(_Strict):
    """What a pack changes in a rule that it inherits."""

    code: Code
    override: Annotated[Literal["true"], WithJsonSchema({"const": True})]
    severity: Severity | None = None
    ranges: dict[Id, Range] | None = Field(None, alias="for")
    assertion: Words | None = Field(None, alias="assert")
    guard: Words | None = Field(None, alias="when")
    blank: BlankPolicy | None = None
    phrasings: tuple[PhrasingModel, ...] | None = Field(None, alias="claims")
    tables: tuple[Id, ...] | None = None
    words: Lists | None = None
    limit: int | None = Field(None, ge=1)
    parts: tuple[Id, ...] | None = None
    of: tuple[Id, ...] | None = None
    title: BothLine | None = None
    message: BothLine | None = None
    why: Both | None = None
    basis: Words | None = None
    waivable: bool | None = None
    optional: bool | None = None
    examples: ExamplesModel | None = None


class PackModel(_Strict):
    """The file ``pack.yaml`` of a pack."""

    pack: FormId
    title: BothLine
    extends: FormId | None = None
    disable: tuple[Code, ...] = ()
