"""The facts of a question as arguments of a cell: kind and help are those of the register of facts."""

from __future__ import annotations

from collections.abc import Mapping

from udfs._registry import Argument
from xl_addin.rulebook.facts import fact

# kind of a fact by its type -> the kinds of the register that a cell may hold for it
FIT: Mapping[str, tuple[str, ...]] = {
    "date": ("date",),
    "amount": ("amount", "number", "rate", "percent"),
    "count": ("count",),
    "flag": ("flag",),
    "word": ("word", "text", "currency", "iec"),
    "dates": ("dates",),
}
READ_AS = {"rate": "amount", "iec": "text"}


def argument(
    name: str, *, required: bool = True, help: str = "", choices: tuple[str, ...] = (), row: str = "", typed: str = ""
) -> Argument:
    """The argument of a fact; RulebookError where the register of facts has none of that name.

    `help` is said in place of what the register says: its help, else the words of the list, else what it asks. `row`
    is the register's name for it where that is another one; `typed` is its kind by the question's type, which must fit.
    """
    known = fact(row or name)
    if typed and known.kind not in FIT[typed]:
        raise AssertionError(f"the fact {name} is {known.kind} in the register and {typed} in the question")
    told = help or known.help or ", ".join(choices) or known.asks[:1].upper() + known.asks[1:]
    if not told:
        raise AssertionError(f"nothing says in a wizard what the fact {name} is")
    return Argument(name, READ_AS.get(known.kind, known.kind), told, required, choices)
