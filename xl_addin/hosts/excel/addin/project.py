"""The package that our VBA is put into: a blank add-in, or workbook, that Excel wrote and pyOpenVBA brings along."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pyopenvba import ExcelFile

from xl_addin.hosts.excel.functions.vba import ENCODING

Kind = Literal["xlam", "xlsm"]
_EMPTY_MODULE = "Module1"


def package(kind: Kind, modules: Mapping[str, str], workbook_code: str) -> dict[str, bytes]:
    """Every part of the package by its name, with `modules` by their names and the code of the workbook itself.

    pyOpenVBA works on files only, hence the temporary folder.
    """
    for text in (*modules.values(), workbook_code):
        text.encode(ENCODING)  # what the editor's code page lacks would be lost
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"donor.{kind}"
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            project.delete_module(_EMPTY_MODULE)
            book.set_module("ThisWorkbook", workbook_code)
            for name in sorted(modules):
                project.add_module(name, modules[name])
            book.save()
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist()}
