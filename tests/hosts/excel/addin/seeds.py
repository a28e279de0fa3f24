"""Defects put into a built package one at a time: each must be found by the check that is named with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oletools.olevba import decompress_stream
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress

from tests.hosts.excel.addin.package_checks import RIBBON
from tests.hosts.excel.addin.package_reader import VBA_PART, Package

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Seed:
    """A defect, and the check that has to see it."""

    name: str
    check: str
    spoil: Callable[[Package], Package]


def _part(name: str, old: str, new: str) -> Callable[[Package], Package]:
    """Another text in a part; `old` must be there."""

    def spoil(package: Package) -> Package:
        text = package.parts[name].decode()
        assert old in text, f"{name} has no {old!r}"
        return Package(package.parts | {name: text.replace(old, new, 1).encode()})

    return spoil


def _stream(name: str, change: Callable[[bytes], bytes]) -> Callable[[Package], Package]:
    """Other bytes in a stream of the project."""

    def spoil(package: Package) -> Package:
        project = CFB.from_bytes(package.parts[VBA_PART])
        changed = change(package.streams[name])
        assert changed != package.streams[name]
        if name.startswith("VBA/"):
            project.write_stream_in_storage("VBA", name.removeprefix("VBA/"), changed)
        else:
            project.write_stream(name, changed)
        return Package(package.parts | {VBA_PART: project.to_bytes()})

    return spoil


def _without_module(package: Package) -> Package:
    project = CFB.from_bytes(package.parts[VBA_PART])
    project.remove_stream_in_storage("VBA", "ImportDeskCall")
    return Package(package.parts | {VBA_PART: project.to_bytes()})


def in_source(module: str, old: str, new: str) -> Callable[[Package], Package]:
    """Another text in a module."""

    def spoil(package: Package) -> Package:
        declared = next(one for one in package.declared.modules if one.name == module)
        text = package.sources[module].decode("cp1252")
        assert old in text, f"{module} has no {old!r}"
        head = package.streams[f"VBA/{module}"][: declared.offset]
        return _stream(f"VBA/{module}", lambda _: head + compress(text.replace(old, new, 1).encode("cp1252")))(package)

    return spoil


def _dir(old: bytes, new: bytes) -> Callable[[Package], Package]:
    """Other bytes of the same length in the `dir` stream."""

    def change(data: bytes) -> bytes:
        plain = bytes(decompress_stream(bytearray(data)))
        assert old in plain
        assert len(old) == len(new)
        return compress(plain.replace(old, new, 1))

    return _stream("VBA/dir", change)


def _bytes(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


def _twice(package: Package) -> Package:
    return Package(package.parts, [*package.parts, "xl/styles.xml"])


def _without(name: str) -> Callable[[Package], Package]:
    return lambda package: Package(_all_but(package.parts, name))


def _all_but(parts: Mapping[str, bytes], name: str) -> Parts:
    return {known: data for known, data in parts.items() if known != name}


SHEET = "xl/worksheets/sheet1.xml"
PRESS = "Public Sub Press_match("
ENABLED = "ButtonEnabled(control As IRibbonControl, ByRef returned As Variant)"
WINEXEC = 'Option Explicit\r\nPrivate Declare PtrSafe Function WinExec Lib "kernel32" () As Long'
SEEDS = (
    Seed(
        "a module is missing in PROJECT", "modules_agree", _stream("PROJECT", _bytes(b"Module=ImportDeskCall\r\n", b""))
    ),
    Seed(
        "a module is missing in PROJECTwm",
        "modules_agree",
        _stream("PROJECTwm", lambda data: data[data.index(b"Sheet1") :]),
    ),
    Seed("a module has no stream", "modules_agree", _without_module),
    Seed("PROJECTwm is compressed", "plain_streams", _stream("PROJECTwm", compress)),
    Seed("PROJECT is compressed", "plain_streams", _stream("PROJECT", compress)),
    Seed("the sheet's code name is another", "code_names", _part(SHEET, 'codeName="Sheet1"', 'codeName="Sheet2"')),
    Seed("the sheet has no code name", "code_names", _part(SHEET, '<sheetPr codeName="Sheet1"/>', "")),
    Seed("the book's code name is another", "code_names", _part("xl/workbook.xml", '"ThisWorkbook"', '"DieseMappe"')),
    Seed("a module's name has a dash", "module_names", _dir(b"ImportDeskCall", b"ImportDesk-all")),
    Seed("two modules have one name", "module_names", _dir(b"ImportDeskCall", b"IMPORTDESKHELP")),
    Seed(
        "a procedure has a module's name",
        "module_names",
        in_source("ImportDeskRibbon", "RefreshRibbon", "ImportDeskCall"),
    ),
    Seed("lines end as on Linux", "texts", in_source("ImportDeskCall", "\r\n\r\n", "\n\n")),
    Seed("a letter outside ASCII", "texts", in_source("ImportDeskCall", "tags", "tägs")),
    Seed("a reference to another library", "references", _dir(b"2DF8D04C", b"0D452EE1")),
    Seed("a password", "protection", _stream("PROJECT", lambda data: data.replace(b'DPB="', b'DPB="0E0CD1', 1))),
    Seed(
        "the main part is a plain workbook",
        "content_types",
        _part("[Content_Types].xml", "addin.macroEnabled", "plain"),
    ),
    Seed(
        "the VBA part has no type",
        "content_types",
        _part("[Content_Types].xml", "vnd.ms-office.vbaProject", "octet-stream"),
    ),
    Seed("a part stands twice", "content_types", _twice),
    Seed("the ribbon is not related", "ribbon_part", _part("_rels/.rels", "ui/extensibility", "ui/extensible")),
    Seed("the ribbon is that of 2007", "ribbon_part", _part(RIBBON, "2009/07/customui", "2006/01/customui")),
    Seed("the ribbon is missing", "ribbon_part", _without(RIBBON)),
    Seed("two buttons have one id", "ribbon_controls", _part(RIBBON, 'id="idb_match"', 'id="idb_take_in"')),
    Seed("two buttons have one key tip", "ribbon_controls", _part(RIBBON, 'keytip="M"', 'keytip="T"')),
    Seed("a callback that is not there", "ribbon_controls", _part(RIBBON, "Press_match", "Press_matsch")),
    Seed(
        "a callback without its module", "ribbon_controls", _part(RIBBON, "ImportDeskRibbon.Press_match", "Press_match")
    ),
    Seed(
        "a callback in a document module",
        "ribbon_controls",
        _part(RIBBON, "ImportDeskRibbon.Press_match", "ThisWorkbook.Workbook_Open"),
    ),
    Seed(
        "a callback that is private",
        "ribbon_controls",
        in_source("ImportDeskRibbon", PRESS, PRESS.replace("Public", "Private")),
    ),
    Seed(
        "a callback with another signature",
        "ribbon_controls",
        in_source("ImportDeskRibbon", ENABLED, "ButtonEnabled(control As IRibbonControl)"),
    ),
    Seed("a misspelt callback attribute", "ribbon_controls", _part(RIBBON, "getEnabled", "getEnable")),
    Seed("a picture that Excel may not have", "ribbon_controls", _part(RIBBON, "HyperlinkInsert", "ChainOfGold")),
    Seed(
        "a label of two kinds",
        "ribbon_controls",
        _part(RIBBON, 'label="Match"', 'label="Match" getLabel="ImportDeskRibbon.StateLabel"'),
    ),
    Seed(
        "a sheet name that is too long", "sheet_cells", _part("xl/workbook.xml", "_IntelliSense_", "_IntelliSense_" * 3)
    ),
    Seed("cells out of order", "sheet_cells", _part(SHEET, 'r="B2"', 'r="Z2"')),
    Seed(
        "a formula in the add-in's sheet",
        "sheet_cells",
        _part(SHEET, "</sheetData>", '<row r="999"><c r="A999"><f>A1</f></c></row></sheetData>'),
    ),
    Seed(
        "another program is started",
        "harmless",
        in_source("ImportDeskTransport", "Dim isPress", 'Shell "cmd"\r\n    Dim isPress'),
    ),
    Seed(
        "an object is made",
        "harmless",
        in_source("ImportDeskCall", "On Error GoTo Failed", 'x = CreateObject("WScript.Shell")'),
    ),
    Seed("one more library", "harmless", in_source("ImportDeskCall", "Option Explicit", WINEXEC)),
    Seed(
        "the transport looks at the open book",
        "harmless",
        in_source("ImportDeskTransport", "Clock = CDbl", "Clock = ActiveWorkbook.Count + CDbl"),
    ),
    Seed(
        "another class is asked for",
        "harmless",
        in_source("ImportDeskTransport", '"ImportDesk.Server"', '"WScript.Shell"'),
    ),
    Seed("an object by a name of the day", "harmless", in_source("ImportDeskTransport", "(SERVER)", "(why)")),
    Seed("the project has the donor's name", "project", _dir(b"ImportDesk\x05", b"VBAProject\x05")),
    Seed(
        "the project claims to be compiled",
        "project",
        _stream("VBA/_VBA_PROJECT", lambda data: data.replace(b"\xff\xff", b"\xb5\x00")),
    ),
    Seed(
        "an event lets errors through",
        "callbacks_catch",
        in_source("ThisWorkbook", "    On Error Resume Next\r\n    RefreshRibbon", "    x = 1\r\n    RefreshRibbon"),
    ),
    Seed(
        "a callback lets errors through",
        "callbacks_catch",
        in_source("ImportDeskRibbon", "    On Error Resume Next\r\n    returned = True\r\n", ""),
    ),
    Seed("a part is not well-formed", "sheet_cells", _part(SHEET, "</sheetData>", "")),
)
