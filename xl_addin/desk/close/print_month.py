"""Writes the print set of a month: one PDF that is printed, signed and filed."""

from __future__ import annotations

from pathlib import Path

from xl_addin.desk.atomic import atomic_bytes
from xl_addin.desk.lists.printed import printed_lists
from xl_addin.documents.print_set import print_set
from xl_addin.workbook.proof.tieouts import tie_outs
from xl_addin.workbook.proof.view import ClosingView


def print_month(view: ClosingView, path: Path) -> int:
    """Writes the lists of a closing, or of the month as it stands now, to `path`; answers how many pages they take."""
    stamp = view.stamp
    run = f", run {stamp.run_id}" if stamp.run_id else ""
    whose = f"{stamp.bank or 'Import closing'} {stamp.period}, as on {stamp.as_on:%d-%b-%Y}"
    foot = f"{whose}{run}, ledger {stamp.ledger_head[:12]}"
    pages, told = print_set(printed_lists(view, tie_outs(view)), foot, stamp.mark)
    atomic_bytes(path, told)
    return pages
