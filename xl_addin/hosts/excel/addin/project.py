"""The package that our VBA is put into: a blank add-in, or workbook, that Excel wrote and pyOpenVBA brings along."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from xl_addin.hosts.excel.functions.vba import ENCODING

Kind = Literal["xlam", "xlsm"]
PROJECT = "ImportDesk"  # as the VBA editor shows it, and as a book that names the add-in among its references
_EMPTY_MODULE, _DONORS_NAME, _VBA = "Module1", b"VBAProject", "xl/vbaProject.bin"
# No compiled code is brought along: with this version Excel compiles the sources (MS-OVBA 2.3.4.1).
_NOT_COMPILED = bytes.fromhex("CC61FFFF000100")


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
            parts = {name: file.read(name) for name in file.namelist()}
    return parts | {_VBA: _named(parts[_VBA])}


def _named(project: bytes) -> bytes:
    """The project under our name, and without the version of an Excel that would go with compiled code."""
    streams, ours = CFB.from_bytes(project), PROJECT.encode()
    listed = decompress(streams.get_stream_in_storage("VBA", "dir"))
    told = streams.get_stream("PROJECT")
    if listed.count(_DONORS_NAME) != 1 or told.count(_DONORS_NAME) != 1 or len(ours) != len(_DONORS_NAME):
        raise AssertionError("the donor's project is of another shape")
    streams.write_stream_in_storage("VBA", "dir", compress(listed.replace(_DONORS_NAME, ours)))
    streams.write_stream("PROJECT", told.replace(_DONORS_NAME, ours))
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOT_COMPILED)
    return bytes(streams.to_bytes())
