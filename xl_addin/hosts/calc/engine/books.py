"""Books, their sheets and names as xlwings' open base classes ask for them, over Calc."""

from __future__ import annotations

from typing import Any

import xlwings

from xl_addin.hosts.calc.engine import objects as excel
from xl_addin.hosts.calc.engine.connect import bridge, value_of
from xl_addin.hosts.calc.engine.sheets import Collection, Range, Sheet

base_classes: Any = xlwings.base_classes  # open, and without types: our own are stated below
XLSX_FILTER = "Calc MS Excel 2007 XML"


class Sheets(Collection, base_classes.Sheets):  # type: ignore[misc]
    """The sheets of a book."""

    def __init__(self, book: excel.Workbook) -> None:
        self._book, sheets = book, book.sheets
        names, tables = sheets.getElementNames(), book.list_objects()
        super().__init__(
            {name: Sheet(book, sheets.getByIndex(at), tables.get(at, [])) for at, name in enumerate(names)}
        )

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self._book, self._book.document.getCurrentController().getActiveSheet())


class Name(base_classes.Name):  # type: ignore[misc]
    """A defined name."""

    def __init__(self, book: excel.Workbook, api: Any) -> None:
        self._book, self.api = book, api

    name = property(lambda self: str(self.api.Name))
    refers_to = property(lambda self: "=" + str(self.api.Content).replace(".", "!", 1).removeprefix("$"))

    @property
    def refers_to_range(self) -> Range:
        """The cells; an error, as in Excel, where there are none."""
        cells = None if "#REF!" in self.api.Content else self.api.getReferredCells()
        if cells is None:
            raise NotACell(f"the name {self.name} refers to no cells")
        return Range(excel.Range(self._book, cells.getSpreadsheet(), cells))


class NotACell(Exception):
    """What Excel says by an error of its own."""

    hresult = -2147352567  # DISP_E_EXCEPTION


class Names(base_classes.Names):  # type: ignore[misc]
    """The names of a book; those of a single sheet are left out."""

    def __init__(self, book: excel.Workbook) -> None:
        self._book, self.api = book, book.document.NamedRanges

    def __len__(self) -> int:
        return int(self.api.Count)

    def contains(self, name: Any) -> bool:
        """Whether there is a name."""
        return bool(self.api.hasByName(name))

    def __call__(self, key: str | int) -> Name:
        return Name(self._book, self.api.getByName(key) if isinstance(key, str) else self.api.getByIndex(key - 1))


class Book(base_classes.Book):  # type: ignore[misc]
    """A document of Calc."""

    api: excel.Workbook = None  # type: ignore[assignment]

    def __init__(self, api: excel.Workbook) -> None:
        self.api = api

    fullname = property(lambda self: self.api.FullName)
    name = property(lambda self: self.api.FullName.rpartition("/")[2])
    sheets = property(lambda self: Sheets(self.api))
    names = property(lambda self: Names(self.api))
    app = property(lambda self: self.api.application.app)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves where it lies in the form that it has, or as .xlsx under another path."""
        if path is None:
            self.api.document.store()
            return
        settings = (value_of("FilterName", XLSX_FILTER), value_of("Overwrite", True))
        self.api.document.storeAsURL(bridge().systemPathToFileUrl(path), settings)

    def activate(self) -> None:
        """Brings the book to the front."""
        self.api.Activate()

    def close(self) -> None:
        """Closes without saving."""
        self.api.application.books.remove(self.api)
        self.api.document.close(True)
