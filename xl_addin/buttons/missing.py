"""The button Missing facts: what the rules still ask, once for each importer, bill of entry or remittance."""

from __future__ import annotations

from xl_addin.buttons.button import Button
from xl_addin.buttons.card import Card
from xl_addin.buttons.groups import DECIDE
from xl_addin.buttons.month import open_month
from xl_addin.buttons.work import Work
from xl_addin.desk.lists.book import DECISION_LISTS
from xl_addin.desk.lists.missing_facts import LIST as MISSING
from xl_addin.rulebook.facts import fact


def missing_facts(work: Work) -> Card:
    """Asks the rules anew and takes the person to what is missing; posts nothing."""
    with open_month(work) as month:
        missing = month.now().lists[MISSING.name].rows
        asked = sorted({one.fact for one in missing})
        told = [f"{fact(name).header}: {sum(one.fact == name for one in missing)} rows." for name in asked]
        card = month.card(f"Missing: {len(asked)} facts", told or ["No decision lacks a fact."], only=DECISION_LISTS)
        table = work.book.read_table(MISSING.name)
        work.book.go_to(table.sheet, table.header_row + 1, table.first_column)
        return card


MISSING_FACTS = Button(
    command="missing_facts",
    group=DECIDE,
    label="Missing facts",
    tip="What the rules still ask",
    does=(
        "Asks the rules anew and takes you to the sheet Missing facts: one answer in its blue cell fills every item of "
        "the row that has none. Posts nothing; Read answers back keeps what you wrote."
    ),
    writes="the decision lists of this workbook, and the result on Start.",
    undo="press again; they are made anew.",
    run=missing_facts,
    image="FindDialog",
    keytip="B",
)
