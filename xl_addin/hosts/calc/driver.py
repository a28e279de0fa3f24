"""LibreOffice Calc as the acceptance kit drives it: a private office with our extension, gone at the end."""

from __future__ import annotations

import contextlib
import platform
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.buttons.table import BUTTONS
from xl_addin.desk.atomic import atomic_text
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge
from xl_addin.hosts.calc.engine.xlwings_engine import app_of
from xl_addin.hosts.calc.functions.build_oxt import build
from xl_addin.hosts.calc.functions.menu import MENU
from xl_addin.hosts.calc.headless import Headless
from xl_addin.hosts.calc.install.office import installed
from xl_addin.hosts.calc.macro import press
from xl_addin.hosts.calc.picture import picture
from xl_addin.hosts.driven import Facts, Look
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.hosts.zipped import hash_of

# No lock files, formulas calculated on load, nothing that waits for a person.
_SETTINGS = (
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


class CalcHost:
    """An office of its own, without a window that anybody sees."""

    name = "calc"
    by_hand: tuple[Look, ...] = ()

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.app: Any = None

    def __enter__(self) -> CalcHost:
        with contextlib.ExitStack() as stack:
            # It may hold files for a moment after it has ended.
            folder = self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            self._extension = build(folder / "import-desk.oxt")
            _write_profile(folder / "profile")
            site = sysconfig.get_path("purelib")
            self._office = stack.enter_context(Headless(_program(), folder / "profile", IMPORT_DESK_SITE=site))
            self.app = app_of(self._office.context)
            stack.callback(self._close)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def facts(self) -> Facts:
        """Versions, and the hash of the extension."""
        product = self._settings("/org.openoffice.Setup/Product")
        return (
            ("LibreOffice", f"{product.ooSetupVersionAboutBox} on {platform.system()} {platform.machine()}"),
            ("Import Desk", __version__),
            ("Extension, SHA-256", hash_of(self._extension)),
            ("Python", platform.python_version()),
        )

    def load(self) -> str:
        """Installs the extension into the private profile."""
        named = self._office.add_extension(self._extension)
        if not named:
            raise DeskError("The extension was not registered.", str(self._extension), "Build it again.")
        described = self._office.service("com.sun.star.sheet.FunctionDescriptions")
        missing = sorted(set(EVERY) - {str(name) for name in described.getElementNames()})
        if missing:
            raise DeskError("The wizard lacks functions.", ", ".join(missing), "Build the extension again.")
        shown = f"/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/{MENU}/Submenu"
        groups = self._settings(shown)
        count = sum(len(groups.getByName(name).Submenu.getElementNames()) for name in groups.getElementNames())
        if count != len(BUTTONS):
            raise DeskError(f"The menu has {count} of {len(BUTTONS)} buttons.", named, "Build the extension again.")
        return f"{named}; {len(EVERY)} functions in the wizard, {count} buttons in the menu"

    def calculate(self) -> None:
        """Every formula of every open workbook."""
        self.app.calculate()

    def press(self, command: str, book: Any) -> tuple[str, str]:
        """The macro itself: there is no ribbon and no VBA on this way. The kit says yes: its office has no window."""
        try:
            return "done", press(self.app, command, book, agrees=lambda question: True).text()
        except DeskError as error:
            return "refused", str(error)

    def picture(self, book: Any, sheet: str) -> bytes:
        """By LibreOffice's own PDF."""
        return picture(book.impl.api.document, sheet, self._folder)

    def lose_python(self, command: str, book: Any) -> bool:
        """LibreOffice runs Python within itself."""
        return False

    def led_here(self, book: Any) -> bool | None:
        """Calc knows functions by their names alone."""
        return None

    def ended(self) -> bool:
        """Whether the office's process is gone."""
        return self._office.has_ended

    def children(self) -> list[str] | None:
        """LibreOffice runs Python within itself."""
        return None

    def _settings(self, place: str) -> Any:
        """A part of LibreOffice's settings."""
        provider = self._office.service("com.sun.star.configuration.ConfigurationProvider")
        asked = (_named("nodepath", place),)
        return provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", asked)

    def _close(self) -> None:
        with contextlib.suppress(Exception):
            for book in list(self.app.books):
                book.impl.close()


def drive(addin: Path) -> CalcHost:
    """An office of its own; it takes no file, since the extension is built for it."""
    return CalcHost()


def _program() -> Path:
    found = installed()
    if found is None:
        raise DeskError("LibreOffice is not on this machine.", "soffice.", "Install LibreOffice 24.8 or later.")
    return found.program


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    atomic_text(
        folder / "user" / "registrymodifications.xcu",
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
    )


def _named(name: str, value: object) -> Any:
    found = bridge().createUnoStruct("com.sun.star.beans.NamedValue")
    found.Name, found.Value = name, value
    return found
