"""What Excel silently drops, repairs or runs amiss, and what no checker that we know of sees in a built package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from tests.hosts.excel.addin.package_reader import VBA_PART, Package
from xl_addin.hosts.excel.ribbon.rules import IMAGES
from xl_addin.hosts.excel.ribbon.xml import NAMESPACE

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
UI = "{" + NAMESPACE + "}"
RIBBON = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
MAIN_TYPES = {
    "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
VBA_TYPE = "application/vnd.ms-office.vbaProject"
STDOLE, OFFICE = "{00020430-0000-0000-C000-000000000046}", "{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}"
UNPROTECTED = (b"\0\0\0\0", b"\0", b"\xff")
# How Excel calls each callback: the types it gives, in order.
SIGNATURES = {
    "onLoad": ["IRibbonUI"],
    "onAction": ["IRibbonControl"],
    "getEnabled": ["IRibbonControl", "Variant"],
    "getLabel": ["IRibbonControl", "Variant"],
    "getSupertip": ["IRibbonControl", "Variant"],
}
# The one object that is made, and where: our own class, by a constant.
MADE, MAKER = "CreateObject(SERVER)", "ImportDeskTransport"
PROJECT_NAME, NOT_COMPILED = "ImportDesk", b"\xcc\x61\xff\xff\x00\x01\x00"
# In no module: other programs, code made at run time, other people's books. The ribbon asks which book is in front.
BANNED = (
    r"\bShell\b|WScript|CreateObject|GetObject|ExecuteExcel4Macro|\bEvaluate\b|VBProject|RunPython|\bKill\b|SendKeys"
)

Check = Callable[[Package], Iterator[str]]


def modules_agree(package: Package) -> Iterator[str]:
    declared = [module.name for module in package.declared.modules]
    streams = {name.removeprefix("VBA/") for name in package.streams if name.startswith("VBA/")}
    for where, names in (
        ("PROJECT", package.project_modules()),
        ("PROJECTwm", package.named_modules()),
        ("streams", streams - {"dir", "_VBA_PROJECT"}),
    ):
        if sorted(names) != sorted(declared):
            yield f"dir has the modules {sorted(declared)}, {where} has {sorted(names)}"


def plain_streams(package: Package) -> Iterator[str]:
    for name in ("PROJECT", "PROJECTwm"):
        if package.streams.get(name, b"\x01")[:1] == b"\x01":
            yield f"{name} is missing or compressed: Excel would drop the project"


def code_names(package: Package) -> Iterator[str]:
    book = package.xml("xl/workbook.xml")
    found = [str(one.get("codeName")) for one in book.iter(f"{MAIN}workbookPr")]
    sheets = sorted(name for name in package.parts if re.fullmatch(r"xl/worksheets/\w+\.xml", name))
    for name in sheets:
        found += [str(one.get("codeName")) for one in package.xml(name).iter(f"{MAIN}sheetPr")] or [f"none in {name}"]
    documents = [module.name for module in package.declared.modules if not module.is_standard]
    if sorted(found) != sorted(documents):
        yield f"code names {found}; document modules {documents}"
    if len(list(book.iter(f"{MAIN}sheet"))) != len(sheets) or len(documents) != len(sheets) + 1:
        yield f"{len(sheets)} sheets, {len(documents)} document modules"


def module_names(package: Package) -> Iterator[str]:
    names = [module.name for module in package.declared.modules]
    procedures = {name.lower() for source in package.sources.values() for name in _procedures(source)}
    if len({name.lower() for name in names}) < len(names):
        yield f"two modules have one name: {names}"
    for name in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name):
            yield f"{name!r} is no name of a module"
        if name.lower() in procedures:
            yield f"{name} is a module and a procedure"


def _procedures(source: bytes) -> list[str]:
    return re.findall(r"^(?:Public |Private )?(?:Sub|Function) (\w+)", source.decode("cp1252"), re.MULTILINE)


def texts(package: Package) -> Iterator[str]:
    for name, source in package.sources.items():
        if source.count(b"\n") != source.count(b"\r\n") or b"\r" in source.replace(b"\r\n", b""):
            yield f"{name} has line ends that are not CRLF"
        if not source.isascii():
            yield f"{name} has text outside ASCII"
        if not source.startswith(f'Attribute VB_Name = "{name}"\r\n'.encode()):
            yield f"{name} does not begin with its name"


def project(package: Package) -> Iterator[str]:
    if package.project_value("Name") != PROJECT_NAME or package.declared.name != PROJECT_NAME:
        yield f"the project is named {package.project_value('Name')!r} and {package.declared.name!r}"
    if package.streams["VBA/_VBA_PROJECT"] != NOT_COMPILED:
        yield "the project claims to be compiled by an Excel of some version"


# What would show VBA's own box, whose button End stops the add-in: Excel calls these, nobody above them catches.
def callbacks_catch(package: Package) -> Iterator[str]:
    for name in ("ImportDeskRibbon", "ThisWorkbook"):
        text = package.sources.get(name, b"").decode("cp1252")
        for sub in re.findall(r"^(?:Public|Private) Sub (?:\w+_)?\w+\(.*?^End Sub", text, re.MULTILINE | re.DOTALL):
            head = sub.partition("\r\n")[0]
            is_called = "IRibbon" in head or (name == "ThisWorkbook" and "_" in head.partition("(")[0])
            lines = [line.strip() for line in sub.split("\r\n")[1:-1]]
            is_safe = any(line.startswith(("On Error", "RunImportDesk ", "Set ribbon")) for line in lines)
            if is_called and not is_safe:
                yield f"{name}: {head} lets errors through to Excel"


def references(package: Package) -> Iterator[str]:
    found = package.declared.references
    if len(found) != 2 or STDOLE not in found[0].upper() or OFFICE not in found[1].upper():
        yield f"references are {found}; only stdole and Office may be"


def protection(package: Package) -> Iterator[str]:
    if package.protection() != UNPROTECTED:
        yield f"the project is protected, has a password or is hidden: {package.protection()}"


def content_types(package: Package) -> Iterator[str]:
    tree = package.xml("[Content_Types].xml")
    told = {one.get("PartName"): one.get("ContentType") for one in tree.iter(f"{TYPES}Override")}
    defaults = {one.get("Extension"): one.get("ContentType") for one in tree.iter(f"{TYPES}Default")}
    if told.get("/xl/workbook.xml") not in MAIN_TYPES:
        yield f"the workbook is of type {told.get('/xl/workbook.xml')}"
    if told.get(f"/{VBA_PART}", defaults.get("bin")) != VBA_TYPE:
        yield "the VBA part has no type of its own"
    yield from (
        f"{name} has no type" for name in package.parts if _ending(name) not in defaults and f"/{name}" not in told
    )
    yield from (f"{name} stands twice in the file" for name in {n for n in package.names if package.names.count(n) > 1})


def _ending(name: str) -> str:
    return "xml" if name == "[Content_Types].xml" else name.rpartition(".")[2]


def ribbon_part(package: Package) -> Iterator[str]:
    relations = [one for one in package.xml("_rels/.rels").iter(RELATION) if one.get("Type") == RIBBON_TYPE]
    if [one.get("Target") for one in relations] != [RIBBON]:
        yield f"the package relates to the ribbon {len(relations)} times"
    if RIBBON not in package.parts or package.xml(RIBBON).tag != f"{UI}customUI":
        yield "the ribbon is missing or of another namespace"


def ribbon_controls(package: Package) -> Iterator[str]:
    elements = list(package.xml(RIBBON).iter()) if RIBBON in package.parts else []
    ids = [str(one.get("id")) for one in elements if one.get("id")]
    tips = [str(one.get("keytip")) for one in elements if one.get("keytip")]
    for what, found in (("id", ids), ("key tip", tips)):
        yield from (f"the {what} {name} stands twice" for name in {n for n in found if found.count(n) > 1})
    for one in elements:
        for name in ("Label", "Supertip", "Screentip", "Enabled", "Image"):
            if one.get(f"get{name}") and one.get(name.lower()):
                yield f"{one.get('id')} has {name.lower()} and get{name}"
        if one.get("imageMso") and one.get("imageMso") not in IMAGES:
            yield f"{one.get('id')}: {one.get('imageMso')} is not on the list of pictures"
        yield from _callback_faults(package, one)


def _callback_faults(package: Package, element: etree._Element) -> Iterator[str]:
    standard = {module.name for module in package.declared.modules if module.is_standard}
    for name, value in element.attrib.items():
        if not (str(name).startswith(("get", "on"))):
            continue
        module, _, procedure = str(value).partition(".")
        text = package.sources.get(module, b"").decode("cp1252") if module in standard else ""
        found = re.search(rf"^Public Sub {procedure}\(([^)]*)\)", text, re.MULTILINE)
        wanted = SIGNATURES.get(str(name))
        given = re.findall(r"As (\w+)", found[1]) if found else None
        if not procedure or wanted is None or given != wanted:
            yield f"{element.get('id')}: {name} = {value} names no Public Sub with {wanted}; found {given}"


def sheet_cells(package: Package) -> Iterator[str]:
    names = [str(one.get("name")) for one in package.xml("xl/workbook.xml").iter(f"{MAIN}sheet")]
    if any(len(name) > 31 or re.search(r"[\\/?*\[\]:]", name) for name in names) or len(set(names)) < len(names):
        yield f"sheet names {names}"
    for part in (name for name in package.parts if name.startswith("xl/worksheets/")):
        cells = [str(one.get("r")) for one in package.xml(part).iter(f"{MAIN}c")]
        if cells != sorted(cells, key=_place) or len(set(cells)) < len(cells):
            yield f"{part}: cells out of order"
        if list(package.xml(part).iter(f"{MAIN}f", f"{MAIN}mergeCell")):
            yield f"{part}: the add-in's own sheet has formulas or merged cells"


def _place(address: str) -> tuple[int, int, str]:
    column, row = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()  # type: ignore[union-attr]
    return int(row), len(column), column


def harmless(package: Package) -> Iterator[str]:
    for name, source in package.sources.items():
        text = "\n".join(line for line in source.decode("cp1252").split("\r\n") if not line.lstrip().startswith("'"))
        code = re.sub(r'"[^"\n]*"', '""', text)
        code = code.replace(MADE, "") if name == MAKER and 'SERVER As String = "ImportDesk.Server"' in text else code
        yield from (f"{name}: {found}" for found in set(re.findall(BANNED, code)))
        yield from (f"{name}: declares {found}" for found in re.findall(r"Declare (?:PtrSafe )?\w+ (\w+)", text))
        if name != "ImportDeskRibbon" and re.search(r"Active(?:Workbook|Sheet|Cell|Window)|\bSelection\b", code):
            yield f"{name}: looks at what is in front"


CHECKS: tuple[Check, ...] = (
    modules_agree,
    plain_streams,
    code_names,
    module_names,
    texts,
    references,
    project,
    callbacks_catch,
    protection,
    content_types,
    ribbon_part,
    ribbon_controls,
    sheet_cells,
    harmless,
)


def faults(package: Package) -> list[str]:
    """What every check finds, with its name before it; a check that cannot read the package has found something."""
    found = []
    for check in CHECKS:
        try:
            found += [f"{check.__name__}: {fault}" for fault in check(package)]
        except Exception as error:
            found.append(f"{check.__name__}: {type(error).__name__}: {error}")
    return found
