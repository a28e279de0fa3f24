"""LibreOffice Calc as an engine of xlwings, on xlwings' open base classes: the same macros as in Excel, unmodified.

    app = app_of(connect(accepting))          an xlwings App; books = app.books; live_book(app.books.open(path))

What it cannot do stands in `objects`; how values pass stands in `values`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine import books as engine_books
from xl_addin.hosts.calc.engine.application import Application
from xl_addin.hosts.calc.engine.asking import answer
from xl_addin.hosts.calc.engine.cancel import EscapeKey
from xl_addin.hosts.calc.engine.connect import bridge, value_of
from xl_addin.hosts.calc.engine.objects import Workbook

base_classes: Any = xlwings.base_classes  # open, and without types: our own are stated below
NAME = "calc"
_CALCULATION = {"automatic": False, "semiautomatic": False, "manual": True}


def app_of(context: Any) -> Any:
    """The xlwings App of a running office; the engine is made the active one."""
    engine = Engine(context)
    wrapped = xlwings.main.Engine(impl=engine)
    xlwings.engines.add(wrapped)
    wrapped.activate()
    return xlwings.App(impl=engine.app)


class Engine:
    """One running office."""

    name, type = NAME, "desktop"

    def __init__(self, context: Any) -> None:
        self.context = context
        self.app = App(self)

    @property
    def apps(self) -> Apps:
        """The office as the only app."""
        return Apps(self)

    def service(self, name: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any = None) -> Any:
        """xlwings' own converters are not used here: values pass as they are."""
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err: Any) -> Any:
        """Rows for xlwings' converters, for code that reads `.value`: blanks and numbers as asked."""
        build = number_builder or (lambda number: number)
        return [[empty_as if c is None else build(c) if type(c) is float else c for c in row] for row in data]


class Apps(base_classes.Apps):  # type: ignore[misc]
    """The one office."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        """Its number."""
        return [self._engine.app.pid]

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[App]:
        return iter([self._engine.app])

    def __getitem__(self, key: int) -> App:
        return self._engine.app


class App(base_classes.App):  # type: ignore[misc]
    """The office, with the books that were opened or taken through it."""

    pid = 0
    api: Application = None  # type: ignore[assignment]  # the base class has a property here
    engine: Engine = None  # type: ignore[assignment]
    visible = True

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.api = Application()
        self.api.app = self
        self._told = ""
        self._indicator: Any = None
        self._escape: EscapeKey | None = None

    @property
    def books(self) -> Books:
        """The books."""
        return Books(self)

    @property
    def screen_updating(self) -> bool:
        """Whether the documents draw."""
        return not self.api.is_still

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.api.hold_screen(not value)

    @property
    def calculation(self) -> str:
        """Whether the documents calculate by themselves."""
        return "manual" if self.api.is_manual else "automatic"

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.api.hold_calculation(_CALCULATION[value])

    @property
    def enable_events(self) -> bool:
        """Remembered only."""
        return self.api.events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self.api.events = value

    @property
    def display_alerts(self) -> bool:
        """Remembered only."""
        return self.api.alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self.api.alerts = value

    @property
    def status_bar(self) -> str | bool:
        """The line that a macro shows; False while the office has it."""
        return self._told or False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._told = str(value) if value else ""
        if self._told and self._indicator is None:
            self._indicator = self._front().getCurrentController().getStatusIndicator()
            self._indicator.start(self._told, 0)
            self._escape = EscapeKey(self.engine.service("com.sun.star.awt.Toolkit"))
        elif self._told:
            self._indicator.setText(self._told)
        elif self._indicator is not None:
            self._indicator.end()
            self._indicator = None
            if self._escape is not None:
                self._escape.stop()
                self._escape = None

    def cancelled(self) -> bool:
        """Whether Esc was pressed since the status line was taken."""
        return self._escape is not None and self._escape.is_pressed

    def alert(self, prompt: str, title: str, buttons: str, mode: object, callback: object) -> str | None:
        """A question in a box, by yes or no; None where nobody answers."""
        assert buttons == "yes_no", buttons  # noqa: S101 - nothing else is asked
        return answer(self.engine.service("com.sun.star.awt.Toolkit"), self._front(), title, prompt)

    def calculate(self) -> None:
        """Calculates every book."""
        self.api.CalculateFull()

    def activate(self, steal_focus: bool = False) -> None:
        """The office is in front already, or it is not ours to push."""

    def _front(self) -> Any:
        """The document in front; any of ours where another one is."""
        current = self.engine.service("com.sun.star.frame.Desktop").getCurrentComponent()
        return next((one.document for one in self.api.books if one.document == current), self.api.books[-1].document)


class Books(base_classes.Books):  # type: ignore[misc]
    """The books of the office."""

    api: Application = None  # type: ignore[assignment]

    def __init__(self, app: App) -> None:
        self.app, self.api = app, app.api

    def __len__(self) -> int:
        return len(self.api.books)

    def __iter__(self) -> Iterator[engine_books.Book]:
        return iter([engine_books.Book(one) for one in self.api.books])

    def __call__(self, key: str | int) -> engine_books.Book:
        for number, book in enumerate(self, 1):
            if key in (number, book.name, book.fullname):
                return book
        raise KeyError(key)

    @property
    def active(self) -> engine_books.Book:
        """The book in front."""
        front = self.app._front()
        return next(one for one in self if one.api.document == front)

    def open(self, fullname: str, *options: Any, **named: Any) -> engine_books.Book:
        """Opens a file, or gives the book that is open already."""
        found = next((one for one in self if one.fullname == str(Path(fullname).resolve())), None)
        return found if found is not None else self.take(self._loaded(str(Path(fullname).resolve())))

    def take(self, document: Any) -> engine_books.Book:
        """A document that the office holds already, as a book."""
        found = next((one for one in self.api.books if one.document == document), None)
        if found is None:
            found = Workbook(self.api, document)
            self.api.books.append(found)
        return engine_books.Book(found)

    def _loaded(self, path: str) -> Any:
        desktop = self.app.engine.service("com.sun.star.frame.Desktop")
        # With a window, though perhaps none that anybody sees: without one there is no selection and no status line.
        shown = (value_of("Hidden", False),)
        document = desktop.loadComponentFromURL(bridge().systemPathToFileUrl(path), "_blank", 0, shown)
        if document is None:
            raise DeskError(
                "LibreOffice cannot open the workbook.", f"Book {path}.", "Open it by hand; it may be damaged."
            )
        return document
