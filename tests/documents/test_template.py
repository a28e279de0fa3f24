"""Templates of papers, as a bank may change them, and the texts and amounts that stand on paper."""

from __future__ import annotations

import pytest

from xl_addin.documents.facts import Facts, Grid, facts_of
from xl_addin.documents.plain import amount, tidy
from xl_addin.documents.template import HEADING, RIGHT, TABLE, TEXT, TITLE, filled, template_of
from xl_addin.domain.errors import DeskError

FIELDS, TABLES = ("number", "importer", "address"), ("bills",)
TEXT_OF_ONE = "# Slip\n> {number}\n\nTo {importer}\n{address}\n\n## Bills\n[bills]\nThank you.\n"


def test_a_template_is_read_into_its_parts_and_filled() -> None:
    found = template_of("own.txt", TEXT_OF_ONE, FIELDS, TABLES)
    assert [(one.kind, one.line) for one in found.blocks] == [
        *((TITLE, 1), (RIGHT, 2), (TEXT, 4), (HEADING, 7)),
        *((TABLE, 8), (TEXT, 9)),
    ]
    facts = Facts({"number": "S/1", "importer": "A & B", "address": "Plot 2\nPune"}, {"bills": Grid(("No",), ())})
    assert [one.text for one in filled(found, "S/1", facts).blocks] == [
        *("Slip", "S/1", "To A & B\nPlot 2\nPune", "Bills"),
        *("bills", "Thank you."),
    ]


BAD = {
    "a field with a slip of the pen": ("To {importr}", "'importr' is no field of this paper; did you mean importer?"),
    "a field that the paper has not": ("To {balance}", "'balance' is no field of this paper."),
    "a table that the paper has not": ("[orms]", "'orms' is no table of this paper."),
    "an empty field": ("To {}", "'' is no field"),
    "a field with blanks": ("To { importer }", "' importer ' is no field of this paper; did you mean importer?"),
    "a brace that stands alone": ("To {importer", "A brace stands alone."),
    "a brace too many": ("To {importer}}", "A brace stands alone."),
    "a field within a field": ("To {{importer}}", "A brace stands alone."),
    "in a heading": ("## {who}", "'who' is no field"),
}


@pytest.mark.parametrize(("line", "told"), BAD.values(), ids=BAD)
def test_what_a_template_may_not_say_is_told_with_its_line(line: str, told: str) -> None:
    with pytest.raises(DeskError) as error:
        template_of("own.txt", f"# Slip\n\n{line}\n", FIELDS, TABLES)
    assert error.value.what.startswith(told)
    assert error.value.where == "Template own.txt, at line 3."
    assert error.value.todo.endswith("No paper was made.")


def test_facts_are_the_same_after_they_were_kept() -> None:
    grid = Grid(("No", "Amount"), (("1", "2.00"), ("Total", "2.00")), (1,), 1, "no bill")
    facts = Facts({"importer": "श्री & Co"}, {"bills": grid}, ("Act 3.",), "TRAINING")
    assert facts_of(facts.text()) == facts
    assert Facts({"b": "1", "a": "2"}).text() == Facts({"a": "2", "b": "1"}).text()


# minor units, currency, as papers show it: rupees by lakh and crore, other currencies by thousands
AMOUNTS = (
    (0, "INR", "0.00"),
    (5, "INR", "0.05"),
    (99999, "INR", "999.99"),
    (100000, "INR", "1,000.00"),
    (9999999, "INR", "99,999.99"),
    (10000000, "INR", "1,00,000.00"),
    (123456789, "INR", "12,34,567.89"),
    (1000000000, "INR", "1,00,00,000.00"),
    (100000000000, "INR", "1,00,00,00,000.00"),
    (-123456789, "INR", "-12,34,567.89"),
    (123456789, "USD", "1,234,567.89"),
    (1234567, "JPY", "1,234,567"),
    (1234567, "KWD", "1,234.567"),
    (-5, "KWD", "-0.005"),
)


@pytest.mark.parametrize(("minor", "currency", "shown"), AMOUNTS)
def test_an_amount_is_grouped_as_its_readers_group_it(minor: int, currency: str, shown: str) -> None:
    assert amount(minor, currency) == shown


def test_signs_that_hide_what_is_written_are_left_out_and_joiners_stay() -> None:
    assert tidy("NAK\u202eLI\u200b FOODS\ufeff\x07 ") == "NAKLI FOODS"
    assert tidy("क्\u200dष Co\u0301") == "क्\u200dष Có"
