"""Installation, server and calls by a Windows Python under Wine: real registry, real COM, no Excel.

The tests stand in the order of a PC's life, from installation to removal.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.windows.conftest import Pc, told
from xl_addin import __version__
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.functions.raw import TAG
from xl_addin.hosts.excel.install.places import CLASS_KEYS, CLASS_NAME, KNOWN, OPTIONS, RUN, TRUSTED, UNINSTALL

pytestmark = pytest.mark.windows
HOME = "C:\\users\\Asha ₹ Rao\\AppData\\Local\\ImportDesk"
COMMAND = rf'"{HOME}\python\Scripts\pythonw.exe" -I -B -m xl_addin.hosts.excel.server.serve'
LOG = "logs/import-desk.log"


def log(pc: Pc) -> str:
    return (pc.home / LOG).read_text(encoding="utf-8")


# --- installed ---


def test_every_step_of_the_plan_is_done(installed: tuple[int, str]) -> None:
    """In a user's folder with a space and a letter that no code page has."""
    code, said = installed
    assert (code, said.splitlines()[-1]) == (0, "Installed."), said
    assert HOME in said


def test_the_registry_has_what_the_plan_says(pc: Pc) -> None:
    found = pc.state()
    assert {"addin", "app", "python"} <= set(found["files"])
    keys = found["keys"]
    assert keys[TRUSTED]["Path"] == HOME + "\\addin\\"
    assert keys[OPTIONS] == {"OPEN": rf'"{HOME}\addin\ImportDesk.xlam"'}
    assert keys[RUN] == {"ImportDesk": COMMAND}
    for key in CLASS_KEYS:
        assert keys[key + r"\LocalServer32"] == {"": COMMAND}
    assert keys[UNINSTALL]["QuietUninstallString"].endswith(" --silent")


def test_a_diagnosis_finds_nothing_wrong_but_excel(pc: Pc) -> None:
    code, said = pc.does("diagnose")
    wrong = [line.strip() for line in said.splitlines() if "[ WRONG  ]" in line]
    assert (code, wrong) == (0, []), said
    for words in ("server when Excel asks", "Python of the environment", "pywin32"):
        assert words in said


# --- calls ---

CALLS = [
    ("scalar", "REG2026"),
    ("blank", ""),
    ("left out", TAG + "#VALUE!"),
    ("an error", TAG + "#N/A"),
    ("text", "REG2026"),
    ("true", TAG + "#VALUE!"),
    ("column", "[2 x 1] REG2026|MD2016|"),
    ("column of others", f"[3 x 1] {TAG}#REF!|||"),
    ("no such function", TAG + "#NAME?"),
    ("letter", "M"),
    ("ten thousand", "[10000 x 1] REG2026|MD2016|MD2016|"),
]


def test_every_shape_of_a_call_from_vba_is_answered_and_no_other_door_is_there(pc: Pc) -> None:
    found = pc.excel("calls")
    assert [(name, found.get(name)) for name, _ in CALLS] == CALLS
    assert found["no arguments"].startswith("20")
    assert found["os.system"].startswith("! ")
    assert {name: answer for name, answer in found.items() if name.startswith("method ")} == dict.fromkeys(
        ("method CallUDF", "method Exec", "method Eval", "method Module", "method __class__"), "unknown"
    )
    assert "refused a call of something that is no function or button" in log(pc)


def test_vbscript_calls_it_as_vba_does(pc: Pc) -> None:
    found = told(pc.made.run(["cscript", "//nologo", r"C:\inside\cells.vbs"]).stdout)
    assert found["cell"] == "String REG2026"
    assert found["no arguments"] == "String 20"
    assert found["button"].startswith("1 refused: The add-in is of version 0.0.0")
    assert found["refused"] == "True"


def test_every_button_answers_and_lets_go_of_the_workbook(pc: Pc) -> None:
    """By a stand-in whose every member fails, as of a workbook under a box: a sentence for each, no fault of ours."""
    commands = [button.command for button in BUTTONS]
    found = pc.excel("refuse", *commands)
    assert [command for command in commands if not found.get(command, "").startswith("[2] ")] == []
    assert [command for command in commands if "a fault of its own" in found[command]] == []
    assert {found[f"{command} held"] for command in commands} == {"1"}


def test_after_a_fault_the_workbook_is_let_go_and_the_log_has_its_entry(pc: Pc) -> None:
    """As a stand-in that knows no member: it ended in an error that was its own cause, and Excel did not end."""
    before = log(pc).count("match failed")
    found = pc.excel("press", "match", "(none)")
    assert "a fault of its own (AttributeError)" in found["match"]
    assert (found["match held"], found["(none) held"]) == ("1", "1")
    assert "No workbook is open for work" in found["(none)"]
    entry = log(pc).rpartition("match failed")[2]
    assert log(pc).count("match failed") == before + 1
    assert "AttributeError" in entry
    # What xlwings would look at first, for sheets that are named x.py.
    assert found["match asked"].split(",")[:2] == ["FullName", "Name"]


# --- started, stopped, lost ---


def test_windows_starts_the_server_for_an_excel_that_asks(pc: Pc) -> None:
    code, said = pc.does("stop")
    assert code == 0, said
    assert pc.state()["runs"] is False
    found = pc.excel("calls")
    assert (found["object"], found["scalar"]) == ("00000000", "REG2026")
    assert pc.state()["runs"] is True


def test_an_excel_that_asks_while_servers_are_starting_gets_one_of_them(pc: Pc) -> None:
    pc.does("stop")
    pc.does("start", "2")
    assert pc.excel("calls")["scalar"] == "REG2026"
    assert pc.state()["runs"] is True


def test_a_server_that_was_ended_is_noticed_and_another_one_answers(pc: Pc) -> None:
    mark = pc.made.drive / "killed"
    mark.unlink(missing_ok=True)
    excel = pc.made.begin([r"C:\excel.exe", "lost", r"C:\killed"])
    assert excel.line().startswith("object")
    while not excel.line().startswith("before"):
        pass
    pc.does("kill")
    mark.touch()
    found = told(excel.rest())
    assert found["held object"].startswith("! 800")
    # By another Excel: this one keeps to what handed out classes, which was ended with the server (see `kill`).
    assert pc.excel("calls")["scalar"] == "REG2026"


def test_a_server_that_is_ended_in_the_midst_of_a_press_is_an_error_at_once(pc: Pc) -> None:
    """One press after another; what is under way when the server ends, and all after it, comes back as an error."""
    commands = [button.command for button in BUTTONS]
    excel = pc.made.begin([r"C:\excel.exe", "press", *commands], DESK_VERSION=__version__)
    while not excel.line().startswith(commands[0]):
        pass
    pc.does("kill")
    found = told(excel.rest())
    answers = [found[command] for command in commands[1:]]
    assert answers[-1].startswith("! 800706")
    ended = next(at for at, answer in enumerate(answers) if answer.startswith("! "))
    assert all(answer.startswith("! 800706") for answer in answers[ended:])
    assert pc.excel("calls")["scalar"] == "REG2026"


# --- what stands against it ---


@pytest.fixture
def planted(pc: Pc) -> Path:
    """A folder for temporary files in which pywin32 would find a module and a pickle; each would leave a mark."""
    folder = pc.made.drive / "planted"
    shutil.rmtree(folder, ignore_errors=True)
    place = folder / "gen_py" / "3.11"
    place.mkdir(parents=True)
    # By hand, in the form that pywin32 reads: it calls open(), which makes a file.
    (place / "dicts.dat").write_bytes(b"c__builtin__\nopen\n(S'C:\\\\planted\\\\caught'\nS'w'\ntR.")
    return folder


def test_no_code_is_taken_from_the_folder_for_temporary_files(pc: Pc, planted: Path) -> None:
    pc.does("unguarded", r"C:\planted")
    assert (planted / "caught").exists(), "pywin32 by itself takes it: the trap works"
    (planted / "caught").unlink()
    code, said = pc.does("check", r"C:\planted")
    assert code == 0, said
    assert not (planted / "caught").exists()


def test_a_copy_of_pywin32_in_system32_is_not_taken(pc: Pc) -> None:
    """As another installation's post-install script leaves it there."""
    system, own = pc.made.drive / "windows/system32", pc.home / "python/Lib/site-packages/pywin32_system32"
    copies = [Path(shutil.copy(path, system)) for path in own.glob("*.dll")]
    try:
        code, said = pc.does("check")
        assert (len(copies), code) == (2, 0), said
    finally:
        for copy in copies:
            copy.unlink()


def test_a_changed_file_is_refused_and_excel_does_not_hang(pc: Pc) -> None:
    changed = pc.home / "app/udfs/__init__.py"
    before = changed.read_bytes()
    pc.does("stop")
    changed.write_bytes(before + b"\n# changed\n")
    try:
        code, said = pc.does("check")
        assert (code, "udfs/__init__.py was changed after the installation" in said) == (2, True), said
        found = pc.excel("calls", timeout=240)
        assert found["object"].startswith("8")
        assert "does not serve" in log(pc)
    finally:
        changed.write_bytes(before)
    assert pc.excel("calls")["scalar"] == "REG2026"


# --- removed ---


def test_a_silent_removal_takes_all_away_and_asks_nobody(pc: Pc) -> None:
    code, said = pc.does("remove")
    assert code == 0, said
    assert "Traceback" not in said
    found = pc.state()
    assert (found["runs"], found["files"]) == (False, [])
    assert {key for key in found["keys"] if key in {TRUSTED, UNINSTALL, KNOWN, CLASS_NAME, *CLASS_KEYS}} == set()
    assert "ImportDesk" not in str(found["keys"])
