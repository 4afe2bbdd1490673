"""A pack: forms with their rules, bound and ready to judge."""

import pickle
from typing import NamedTuple

from reportlint.model.claim import Lexicon
from reportlint.model.form import Form
from reportlint.model.rule import Agency, Constraint, Rule
from reportlint.model.text import Text


class Pack(NamedTuple):
    """A set of forms with their rules, in the order of their codes.

    ``constraints`` holds, by the id of each form, every rule bound to the form as
    it is declared; a form with open rows is bound again for each report. ``nouns``
    are the governing nouns of the prose, and ``lexicons`` hold by the id of each
    form what sentences may state, packed, because a report without prose needs none.
    ``agencies`` are the kinds of agencies that rules can tell apart.
    """

    id: str
    title: Text
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    constraints: dict[str, tuple[Constraint, ...]]
    nouns: dict[str, tuple[str, ...]]
    lexicons: dict[str, bytes]
    agencies: tuple[Agency, ...] = ()

    def form(self, form_id: str) -> Form | None:
        """Return the form with this id, or None."""
        return next((form for form in self.forms if form.id == form_id), None)

    def lexicon(self, form_id: str) -> Lexicon:
        """Unpack what sentences may state about a form."""
        lexicon: Lexicon = pickle.loads(self.lexicons[form_id])  # noqa: S301  # packed by us
        return lexicon
