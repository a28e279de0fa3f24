"""What an installation would do on a PC: the plan as a function of the PC, and what it refuses."""

from __future__ import annotations

import ntpath
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest

from xl_addin.hosts.excel.install import steps
from xl_addin.hosts.excel.install.pc import Pc, refused
from xl_addin.hosts.excel.install.places import CLASS_NAME, KNOWN, OPTIONS, RUN, TRUSTED, UNINSTALL
from xl_addin.hosts.excel.install.plan import PARTS, install_plan, remove_plan
from xl_addin.hosts.excel.install.windows import this_pc
from xl_addin.hosts.excel.server.transport import SERVER_ID

ROOT = Path(__file__).resolve().parents[4]
LOCAL = r"C:\Users\desk one\AppData\Local"
HOME = LOCAL + r"\ImportDesk"
MINE = rf'"{HOME}\addin\ImportDesk.xlam"'
PC = Pc("Windows", r"C:\Python311\python.exe", LOCAL, r"C:\Import Desk", r"C:\Import Desk\build\ImportDesk.xlam")


def of(kind: type, plan: tuple[steps.Step, ...]) -> list[steps.Step]:
    return [step for step in plan if isinstance(step, kind)]


def registry(plan: tuple[steps.Step, ...], before: dict[str, str | int]) -> dict[str, str | int]:
    """Excel's options after the plan."""
    after = dict(before)
    for step in plan:
        if isinstance(step, steps.SetValue) and step.key == OPTIONS:
            after[step.name] = step.value
        if isinstance(step, steps.DropValue) and step.key == OPTIONS:
            del after[step.name]
    return after


# --- where ---


def test_everything_is_below_the_users_own_folder_and_registry() -> None:
    for plan in (install_plan(PC), remove_plan(PC)):
        for step in plan:
            written = getattr(step, "path", None) or getattr(step, "target", None)
            assert written is None or written.startswith(HOME), step
            key = getattr(step, "key", None)
            assert key is None or key.startswith("Software\\"), step


# --- what, in which order ---


def test_excel_is_told_only_after_the_server_was_seen_to_answer() -> None:
    plan = install_plan(PC)
    (checked,) = [at for at, step in enumerate(plan) if isinstance(step, steps.Run) and "--check" in step.command]
    told = [at for at, step in enumerate(plan) if isinstance(step, steps.SetValue)]
    copied = [at for at, step in enumerate(plan) if isinstance(step, steps.CopyFile | steps.CopyFiles)]
    assert max(copied) < checked < min(told)
    assert plan[0] == steps.StopServer()
    assert isinstance(plan[-1], steps.StartServer)


def test_libraries_are_pinned_by_hash_and_never_built() -> None:
    (pip,) = [step for step in install_plan(PC) if isinstance(step, steps.Run) and "pip" in step.command]
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(pip.command)
    assert "--no-index" not in pip.command
    (offline,) = [
        step
        for step in install_plan(replace(PC, has_wheelhouse=True))
        if isinstance(step, steps.Run) and "pip" in step.command
    ]
    assert offline.command[-5:-2] == ("--no-index", "--find-links", r"C:\Import Desk\wheelhouse")


def test_the_server_starts_at_log_on_isolated_and_without_a_window() -> None:
    wanted = rf'"{HOME}\python\Scripts\pythonw.exe" -I -B -m xl_addin.hosts.excel.server.serve'
    assert steps.SetValue(RUN, "ImportDesk", wanted) in install_plan(PC)
    assert len(wanted) < 260  # Windows runs no longer line at log-on


def test_the_trusted_location_is_the_add_ins_folder_alone() -> None:
    told = {step.name: step.value for step in of(steps.SetValue, install_plan(PC)) if step.key == TRUSTED}  # type: ignore[union-attr]
    assert told["Path"] == HOME + "\\addin\\"
    assert told["AllowSubfolders"] == 0


def test_what_is_copied_is_there() -> None:
    assert [part for part in PARTS if not (ROOT / part).exists()] == []


# --- Excel's list of add-ins ---

OTHER, THIRD = '"C:\\A\\a.xlam"', '/R "C:\\B\\b.xll"'
LISTS: list[tuple[str, dict[str, str | int], dict[str, str | int]]] = [
    ("an empty list", {}, {"OPEN": MINE}),
    ("one add-in", {"OPEN": OTHER}, {"OPEN": OTHER, "OPEN1": MINE}),
    ("two add-ins", {"OPEN": OTHER, "OPEN1": THIRD}, {"OPEN": OTHER, "OPEN1": THIRD, "OPEN2": MINE}),
    ("a gap", {"OPEN": OTHER, "OPEN2": THIRD}, {"OPEN": OTHER, "OPEN1": MINE, "OPEN2": THIRD}),
    ("ours stands there", {"OPEN": OTHER, "OPEN1": MINE}, {"OPEN": OTHER, "OPEN1": MINE}),
    ("ours in other letters", {"OPEN": MINE.upper()}, {"OPEN": MINE.upper()}),
    ("other options stay", {"Font": "Calibri", "OPENING": 1}, {"Font": "Calibri", "OPENING": 1, "OPEN": MINE}),
]


@pytest.mark.parametrize(("case", "before", "after"), LISTS, ids=[case for case, _, _ in LISTS])
def test_our_line_comes_into_the_list_once(
    case: str, before: dict[str, str | int], after: dict[str, str | int]
) -> None:
    assert registry(install_plan(replace(PC, options=before)), before) == after


GONE: list[tuple[str, dict[str, str | int], dict[str, str | int]]] = [
    ("not there", {"OPEN": OTHER}, {"OPEN": OTHER}),
    ("alone", {"OPEN": MINE}, {}),
    ("last", {"OPEN": OTHER, "OPEN1": MINE}, {"OPEN": OTHER}),
    ("first: the gap is closed", {"OPEN": MINE, "OPEN1": OTHER, "OPEN2": THIRD}, {"OPEN": OTHER, "OPEN1": THIRD}),
    ("in the middle", {"OPEN": OTHER, "OPEN1": MINE, "OPEN2": THIRD}, {"OPEN": OTHER, "OPEN1": THIRD}),
    ("twice", {"OPEN": MINE, "OPEN1": OTHER, "OPEN2": MINE.upper()}, {"OPEN": OTHER}),
    (
        "ten lines are ordered by number",
        {**{f"OPEN{n}": f'"{n}"' for n in range(2, 12)}, "OPEN": OTHER, "OPEN1": MINE},
        {"OPEN": OTHER, **{f"OPEN{n - 1}": f'"{n}"' for n in range(2, 12)}},
    ),
]


@pytest.mark.parametrize(("case", "before", "after"), GONE, ids=[case for case, _, _ in GONE])
def test_our_line_goes_and_no_gap_stays(case: str, before: dict[str, str | int], after: dict[str, str | int]) -> None:
    assert registry(remove_plan(replace(PC, options=before)), before) == after


def test_a_removal_takes_away_all_that_an_installation_set_and_what_excel_keeps_of_it() -> None:
    set_keys = {step.key for step in of(steps.SetValue, install_plan(PC))}  # type: ignore[union-attr]
    plan = remove_plan(replace(PC, options={"OPEN": MINE}))
    gone = {step.key for step in of(steps.DropKey, plan) + of(steps.DropValue, plan)}  # type: ignore[union-attr]
    assert set_keys | {KNOWN, CLASS_NAME} == gone
    assert steps.DropValue(KNOWN, HOME + r"\addin\ImportDesk.xlam") in plan


def test_a_key_goes_after_all_that_lies_below_it() -> None:
    keys = [step.key for step in of(steps.DropKey, remove_plan(PC))]  # type: ignore[union-attr]
    for at, key in enumerate(keys):
        assert not [later for later in keys[at:] if later.startswith(key + "\\")]


def test_excel_finds_the_server_by_its_name_for_this_user_alone() -> None:
    """As COM goes: from the name to the id, from the id to the program."""
    told = {(step.key, step.name): step.value for step in of(steps.SetValue, install_plan(PC))}  # type: ignore[union-attr]
    name = r"Software\Classes\ImportDesk.Server"
    assert told[name + r"\CLSID", ""] == SERVER_ID
    program = rf'"{HOME}\python\Scripts\pythonw.exe" -I -B -m xl_addin.hosts.excel.server.serve'
    for view in ("", "Wow6432Node\\"):  # the second is that of a 32-bit Excel
        key = rf"Software\Classes\{view}CLSID\{SERVER_ID}"
        assert told[rf"{key}\ProgID", ""] == "ImportDesk.Server"
        assert told[rf"{key}\LocalServer32", ""] == program


def test_software_distribution_removes_it_without_a_question() -> None:
    told = {step.name: step.value for step in of(steps.SetValue, install_plan(PC)) if step.key == UNINSTALL}  # type: ignore[union-attr]
    assert told["QuietUninstallString"] == f"{told['UninstallString']} --silent"


def test_pip_puts_nothing_into_the_users_own_folder_whatever_its_settings_say() -> None:
    (pip,) = [step for step in install_plan(PC) if isinstance(step, steps.Run) and "pip" in step.command]
    assert "--no-user" in pip.command


def test_our_packages_are_found_whatever_letters_the_users_folder_has() -> None:
    """Python reads a .pth file by the code page of the PC: a path with other letters would lead nowhere."""
    (link,) = of(steps.WriteText, install_plan(replace(PC, local_app_data="C:\\Users\\Asha ₹\\AppData\\Local")))
    assert link.text.isascii()  # type: ignore[union-attr]
    folder = PureWindowsPath(link.path).parent / link.text.strip()  # type: ignore[union-attr]
    assert ntpath.normpath(folder) == "C:\\Users\\Asha ₹\\AppData\\Local\\ImportDesk\\app"


# --- what is refused ---

REFUSED = [
    ("another system", replace(PC, system="Linux"), "Windows only"),
    ("Excel runs", replace(PC, is_excel_running=True), "Excel is running"),
    ("an old Python", replace(PC, python_version=(3, 10)), "cannot be used"),
    ("a 32-bit Python", replace(PC, is_64bit=False), "32-bit"),
    ("the Store's Python", replace(PC, python=LOCAL + r"\Microsoft\WindowsApps\python.exe"), "Microsoft Store"),
    ("the user's folder on a share", replace(PC, local_app_data=r"\\files\users\asha\Local"), "on the network"),
    ("a path of 260 characters", replace(PC, local_app_data="C:\\" + "x" * 180), "too long"),
    ("no add-in", replace(PC, has_addin=False), "not built yet"),
]


@pytest.mark.parametrize(("case", "pc", "words"), REFUSED, ids=[case for case, _, _ in REFUSED])
def test_a_pc_that_cannot_be_installed_on_is_told_why(case: str, pc: Pc, words: str) -> None:
    error = refused(pc)
    assert error is not None
    assert words in error.what
    assert error.where
    assert error.todo


def test_a_good_pc_is_not_refused() -> None:
    assert refused(PC) is None
    room = 260 - len(replace(PC, local_app_data="C:\\").places.server_command)
    assert refused(replace(PC, local_app_data="C:\\" + "₹" * (room - 1))) is None
    assert refused(replace(PC, local_app_data="C:\\" + "₹" * (room + 1))) is not None


def test_a_removal_needs_no_add_in_and_any_python() -> None:
    assert refused(replace(PC, has_addin=False, python_version=(3, 10)), removes=True) is None
    assert refused(replace(PC, is_excel_running=True), removes=True) is not None


# --- the plan is shown ---


def test_every_step_is_told_in_words() -> None:
    for plan in (install_plan(PC), remove_plan(replace(PC, options={"OPEN": MINE}))):
        lines = steps.told(plan)
        assert len(lines) == len(plan)
        assert len(set(lines)) == len(lines)
        for step, line in zip(plan, lines, strict=True):
            for value in (getattr(step, name) for name in ("path", "key", "target") if hasattr(step, name)):
                assert value in line


def test_the_plan_reads_nothing_but_the_pc() -> None:
    assert install_plan(PC) == install_plan(replace(PC))


def test_on_another_system_the_plan_is_that_of_a_pc() -> None:
    pc = this_pc(ROOT, ROOT / "build" / "ImportDesk.xlam")
    if pc.system != "Windows":
        assert refused(pc) is not None
        assert str(pc.places.home).startswith("C:\\Users\\")
        assert pc.python.startswith("C:\\")
