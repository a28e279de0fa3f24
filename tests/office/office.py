"""LibreOffice Calc from the command line: recalculates, prints and pictures a workbook in a throw-away profile."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from xl_addin.hosts.calc.environment import office_environment

START_AGAIN = (79, 81)  # soffice.bin asks for a second start on a fresh profile
XLSX_FILTER = "Calc MS Excel 2007 XML"
# path, name, value: no lock files beside workbooks, recalculate on load, nothing that waits for a person
SETTINGS = (
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


class OfficeFailed(Exception):
    """LibreOffice did not deliver: what was asked for, what it said."""


def write_profile(folder: Path) -> None:
    """A fresh user profile with our settings."""
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
        encoding="utf-8",
    )


class Office:
    """One LibreOffice for one test worker; every call has its own profile and folder, so calls may overlap."""

    def __init__(self, soffice: Path, folder: Path, started: Path | None = None) -> None:
        """`started` is a profile on which an office has run before: a copy of it starts three times as fast."""
        self.started = started
        # The binary itself, not the start script: then the exit code and the process group are its own.
        binary = soffice.resolve().with_name("soffice.bin")
        self.program = binary if os.name == "posix" and binary.exists() else soffice
        self.folder = folder
        self._numbers = itertools.count(1)

    def profile(self, folder: Path) -> Path:
        """A user profile with our settings, for one run of an office."""
        if self.started is None:
            write_profile(folder)
        else:
            shutil.copytree(self.started, folder)
        return folder

    def recalculate(self, book: Path, timeout: float = 120) -> Path:
        """A copy of `book` with every formula computed by Calc; to be read, never shipped."""
        return self._convert(book, "xlsx", XLSX_FILTER, timeout)

    def to_pdf(self, book: Path, timeout: float = 120) -> Path:
        """`book` as Calc prints it."""
        return self._convert(book, "pdf", "calc_pdf_Export", timeout)

    def convert(self, book: Path, ending: str, filter_name: str, timeout: float = 120) -> Path:
        """A copy of `book` in another format, as Calc saves it."""
        return self._convert(book, ending, filter_name, timeout)

    def to_png(self, pdf: Path, dpi: int = 80, timeout: float = 120) -> list[Path]:
        """One picture per page of a PDF, in page order."""
        folder = self._new_folder()
        program = shutil.which("pdftoppm")
        if program is None:
            raise OfficeFailed("pdftoppm is not on this machine; install poppler-utils.")
        code, told = _run([program, "-r", str(dpi), "-png", str(pdf.resolve()), str(folder / "page")], timeout)
        pages = sorted(folder.glob("page*.png"))
        if code or not pages:
            raise OfficeFailed(f"pdftoppm made no picture of {pdf}; exit code {code}: {told}")
        return pages

    def _convert(self, book: Path, ending: str, output_filter: str, timeout: float) -> Path:
        if not book.exists():
            raise OfficeFailed(f"{book} does not exist.")
        if not book.stat().st_size:
            # Calc would take it for a new workbook.
            raise OfficeFailed(f"LibreOffice made no {ending} of {book}: the file is empty.")
        folder = self._new_folder()
        self.profile(folder / "profile")
        command = [
            str(self.program),
            f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
            # Without it a broken workbook is taken for a text file and "converted".
            *(f"--infilter={XLSX_FILTER}", "--convert-to", f"{ending}:{output_filter}"),
            *("--outdir", str(folder.resolve()), str(book.resolve())),
        ]
        code, told = self._start(command, timeout)
        result = folder / f"{book.stem}.{ending}"
        if code or not result.is_file():
            raise OfficeFailed(f"LibreOffice made no {ending} of {book}; exit code {code}: {told}")
        shutil.rmtree(folder / "profile", ignore_errors=True)
        return result

    def _start(self, command: list[str], timeout: float) -> tuple[int, str]:
        deadline = time.monotonic() + timeout
        while True:
            code, told = _run(command, max(deadline - time.monotonic(), 0.01))
            if code not in START_AGAIN:
                return code, told

    def _new_folder(self) -> Path:
        folder = self.folder / f"{next(self._numbers):04d}"
        folder.mkdir(parents=True)
        return folder


def _run(command: list[str], timeout: float) -> tuple[int, str]:
    """Exit code and output of a command in a process group of its own, which is killed after `timeout` seconds."""
    environment = office_environment(SAL_USE_VCLPLUGIN="svp")
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=os.name == "posix",
    )
    try:
        told, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        kill_group(process)
        told, _ = process.communicate()
        raise OfficeFailed(
            f"{Path(command[0]).name} did not end within {round(timeout, 2):g} s: {' '.join(command)}"
        ) from None
    return process.returncode, told.strip()


def kill_group(process: subprocess.Popen[str]) -> None:
    """End a process and all it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
