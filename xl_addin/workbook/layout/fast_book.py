"""A workbook whose sheets stream their tables, packed lightly: what it holds packs well anyhow."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import FunctionType
from zipfile import ZipFile

import xlsxwriter.workbook as library
from xlsxwriter.workbook import Workbook

from xl_addin.workbook.layout.fast_sheet import FastSheet

# Nothing that comes from outside may turn into a formula, a link or a number.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_PRESSED = 2  # of 9: a third of the time that 6 takes, for a file that is larger by a fifth


class FastBook(Workbook):  # type: ignore[misc]  # the library ships no types
    """A workbook of `FastSheet`s; everything else as usual."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
        self.worksheet_class = FastSheet

    # The library has no word for how hard it packs: its own function, with a packer that was told.
    _store_workbook = FunctionType(
        Workbook._store_workbook.__code__, {**vars(library), "ZipFile": partial(ZipFile, compresslevel=_PRESSED)}
    )
