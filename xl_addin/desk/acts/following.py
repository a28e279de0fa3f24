"""Acts proposed on Follow-up or ORM: what the cells of a remittance say of a refund, a set-off, a closure, a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xl_addin.desk.acts.ground import Ground
from xl_addin.desk.acts.request import KINDS, Request, said_of
from xl_addin.desk.lists.act_cells import CLOSE, REFUND, REPORT, SET_OFF
from xl_addin.desk.month.case import Case
from xl_addin.engine.idpms.closure import APPROVERS
from xl_addin.rulebook.facts import Value, fact

KIND_OF = {REFUND: "refund", SET_OFF: "set-off", CLOSE: "close", REPORT: "report"}
# what an act says -> the cell that tells it
CELLS = {
    "code": "act_code",
    "document_no": "act_document",
    "document_date": "act_document_date",
    "export_date": "act_export_date",
    "setoff_date": "act_setoff_date",
    "export_currency": "act_export_currency",
    "same_group": "act_same_group",
    "swift": "act_swift",
}


def asked_by_row(ground: Ground, case: Case, word: str) -> Request:
    """What a remittance's row asks for; without an amount all that is open. DeskError where a cell cannot be used."""
    kind, cells = KIND_OF[word], ground.month.orms[case.item.key].answers
    amount = cells.get("act_amount") if word != REPORT else None
    return Request(
        kind,
        case.item.key,
        said_of(kind, _words(cells, KINDS[kind].takes)),
        str(ground.month.said(*case.about).get("remarks", "")),
        amount if isinstance(amount, Decimal) else None,
    )


def _words(cells: Mapping[str, Value], takes: tuple[str, ...]) -> Iterator[str]:
    """What the cells say, as a person writes it for the command; the bank itself approves."""
    for name in takes:
        told = fact(CELLS[name]).text(cells.get(CELLS[name])) if name in CELLS else ""
        if told:
            yield f"{name}={told}"
    if "approved_by" in takes:
        yield f"approved_by={APPROVERS['AD']}"
