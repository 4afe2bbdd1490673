"""A pack: forms with their rules, bound and ready to judge."""

from typing import NamedTuple

from reportlint.model.form import Form
from reportlint.model.rule import Constraint, Rule
from reportlint.model.text import Text


class Pack(NamedTuple):
    """A set of forms with their rules, in the order of their codes.

    ``constraints`` holds, by the id of each form, every rule bound to the form as
    it is declared; a form with open rows is bound again for each report.
    """

    id: str
    title: Text
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    constraints: dict[str, tuple[Constraint, ...]]

    def form(self, form_id: str) -> Form | None:
        """Return the form with this id, or None."""
        return next((form for form in self.forms if form.id == form_id), None)
