"""What a diagnosis reads of Windows and Excel: versions, our settings, policies that may stand against the add-in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.hosts.excel.diagnose.rows import Machine
from xl_addin.hosts.excel.install.places import (
    CLASS_KEYS,
    CLASS_NAME,
    EXCEL,
    OPTIONS,
    RUN,
    RUN_NAME,
    TRUSTED,
    Places,
)
from xl_addin.hosts.excel.server.transport import SERVER_ID
from xl_addin.hosts.rows import FAIL, OK, WARN, Row

_OFFICE = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_EXCEL_PROGRAM = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_STORE = "\\windowsapps\\"
_OFFICE_POLICIES = r"Software\Policies\Microsoft\Office\16.0\Common"
_POLICIES = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_ASR_RULES = {
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "macros may not call Windows: Import Desk's declare no such call",
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Excel may not start programs: it is Windows that starts Import Desk's",
}
_BLOCKS = {1: "block", 2: "audit", 6: "warn", 0: "off"}


def windows_rows(machine: Machine, at: Places) -> Iterator[Row]:
    """Excel, what the installation has set, what runs, and policies."""
    yield _excel(machine)
    yield from _settings(machine, at)
    yield from _policies(machine)
    yield from _disabled(machine, at)


def _excel(machine: Machine) -> Row:
    program = _text(machine.values("HKLM", _EXCEL_PROGRAM).get(""))
    if _STORE in program.lower():
        told_so = "from the Microsoft Store, which loads no such add-in: install the desktop Office in its place"
        return Row("Excel", "version", told_so, rf"HKLM\{_EXCEL_PROGRAM}", FAIL)
    told = machine.values("HKLM", _OFFICE)
    version, bits = (
        _text(told.get("VersionToReport")),
        {"x64": "64-bit", "x86": "32-bit"}.get(_text(told.get("Platform"))),
    )
    if not version:
        return Row("Excel", "version", "not told (no Click-to-Run Office)", rf"HKLM\{_OFFICE}", WARN)
    return Row("Excel", "version", f"{version}, {bits or 'bitness not told'}", rf"HKLM\{_OFFICE}")


def _settings(machine: Machine, at: Places) -> Iterator[Row]:
    trusted = str(machine.values("HKCU", TRUSTED).get("Path", ""))
    yield _compared("trusted location", trusted, f"{at.addin_folder}\\", rf"HKCU\{TRUSTED}")
    options = machine.values("HKCU", OPTIONS)
    loaded = [name for name, value in options.items() if name.upper().startswith("OPEN") and _names(value, at)]
    state = OK if len(loaded) == 1 else FAIL
    yield Row("Excel", "add-in in Excel's list", ", ".join(loaded) or "not there", rf"HKCU\{OPTIONS}", state)
    command = str(machine.values("HKCU", RUN).get(RUN_NAME, ""))
    yield _compared("server at log-on", command, at.server_command, rf"HKCU\{RUN}, {RUN_NAME}")
    yield from _class(machine, at)
    runs = machine.is_server_running()
    told = "runs" if runs else "does not run; Windows starts it when Excel asks. If it does not: the last errors below"
    yield Row("Excel", "server", told, "this session", OK if runs else WARN)


def _class(machine: Machine, at: Places) -> Iterator[Row]:
    """What leads from the name in the add-in's VBA to the program."""
    name, program = rf"{CLASS_NAME}\CLSID", rf"{CLASS_KEYS[0]}\LocalServer32"
    yield _compared("server's name", str(machine.values("HKCU", name).get("", "")), SERVER_ID, rf"HKCU\{name}")
    command = str(machine.values("HKCU", program).get("", ""))
    yield _compared("server when Excel asks", command, at.server_command, rf"HKCU\{program}")


def _names(value: object, at: Places) -> bool:
    return str(at.addin).lower() in _text(value).lower()


def _text(value: object) -> str:
    """A registry's text; "" for anything else."""
    return value if isinstance(value, str) else ""


def _compared(name: str, found: str, wanted: str, source: str) -> Row:
    is_same = found.lower() == wanted.lower()
    return Row("Excel", name, found or "not set", source, OK if is_same else FAIL)


def _policies(machine: Machine) -> Iterator[Row]:
    """Only what stands against the add-in is wrong; the others are told."""
    for hive in ("HKCU", "HKLM"):
        told = machine.values(hive, _POLICIES)
        source = rf"{hive}\{_POLICIES}"
        if told.get("RequireAddinSig") == 1:
            yield Row("Policies", "add-ins must be signed", "yes: sign the add-in", source, WARN)
        if machine.values(hive, _OFFICE_POLICIES).get("VBAOff") == 1:
            told_so = "off in all of Office by policy: the tab is there, its buttons and the functions are dead; ask IT"
            yield Row("Policies", "macros", told_so, rf"{hive}\{_OFFICE_POLICIES}", FAIL)
        if told.get("VBAWarnings") == 4:
            yield Row("Policies", "macros", "off without notice", source, FAIL)
        places = machine.values(hive, _POLICIES + r"\Trusted Locations")
        if places.get("AllLocationsDisabled") == 1 or places.get("AllowUserLocations") == 0:
            told_so = "the user's own are not used: ask IT for a trusted location or sign the add-in"
            yield Row("Policies", "trusted locations", told_so, source + r"\Trusted Locations", WARN)
    rules = {name.strip("{}").lower(): value for name, value in machine.values("HKLM", _ASR).items()}
    for rule, meaning in _ASR_RULES.items():
        mode = int(rules[rule]) if str(rules.get(rule, "")).isdigit() else 0
        told_so = f"{_BLOCKS.get(mode, mode)} ({meaning})"
        yield Row("Policies", f"attack surface rule {rule[:8]}", told_so, rf"HKLM\{_ASR}")


def _disabled(machine: Machine, at: Places) -> Iterator[Row]:
    """Excel turns an add-in off after a crash and keeps its path in a value of bytes."""
    key = EXCEL + r"\Resiliency\DisabledItems"
    for value in machine.values("HKCU", key).values():
        if isinstance(value, bytes) and _in_bytes(value, (str(at.addin), at.addin.name)):
            yield Row(
                "Excel",
                "turned off by Excel after a crash",
                "yes: File, Options, Add-ins, Disabled Items",
                rf"HKCU\{key}",
                FAIL,
            )
            return


def _in_bytes(value: bytes, names: Sequence[str]) -> bool:
    text = value.decode("utf-16-le", errors="ignore").lower()
    return any(name.lower() in text for name in names)
