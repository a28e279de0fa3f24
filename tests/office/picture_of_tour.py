"""Works the guided sample's tour in a real Calc window, on a screen of its own, with a picture of each step.

    python -m tests.office.picture_of_tour [FOLDER]     default: workbooks/pictures/tour

Needs Xvfb, openbox, xdotool and ImageMagick's import beside LibreOffice. Look at the pictures before committing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.buttons.live_person import Person
from tests.buttons.sample_desk import copy_sample
from tests.office.live_calc import LiveCalc
from tests.office.office import write_profile
from tests.office.picture_of_calc import SETTLE_SECONDS, TOOLS, screen

ROOT = Path(__file__).resolve().parents[2]

WIDTH, HEIGHT = 1600, 900


def main(arguments: list[str]) -> int:
    """Makes the pictures; exit code 1 where a tool is missing."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"Not found: {', '.join(missing)}. On Debian: apt-get install xvfb openbox xdotool imagemagick.")
        return 1
    target = Path(arguments[0]) if arguments else ROOT / "workbooks" / "pictures" / "tour"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, screen() as display:
        path = copy_sample(Path(place))
        write_profile(Path(place) / "profile")
        with LiveCalc(Path(place) / "profile", display=display) as calc:
            person = Person(calc, path)
            _arrange(person)
            for name, step in STEPS:
                step(person)
                time.sleep(SETTLE_SECONDS)
                picture = target / f"{name}.png"
                command = ["import", "-window", "root", str(picture)]
                subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True, timeout=60)
                print(picture)
            person.open.impl.close()
    return 0


def _arrange(person: Person) -> None:
    """The window fills the screen; no sidebar."""
    controller = person.open.impl.api.document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    person.open.impl.api.hide_sidebar() if hasattr(person.open.impl.api, "hide_sidebar") else None


def _begin(person: Person) -> None:
    person.book.go_to("Tour", 6, 1)


def _take_in(person: Person) -> None:
    person.press("take_in")
    person.book.go_to("Start", 6, 5)


def _refused(person: Person) -> None:
    person.book.go_to("Exceptions", 6, 3)


def _match(person: Person) -> None:
    person.press("match")
    person.book.go_to("Settlements", 6, 3)


def _exception(person: Person) -> None:
    person.stand_on("tblExceptions", "DUPLICATE_ORM")
    person.press("go_to_exception")


def _answers(person: Person) -> None:
    for number, word in ((14, "Accept"), (15, "Accept"), (16, "Reject"), (17, "Accept")):
        person.answer("tblSettlements", f"IBA26100000{number:03d}", "Accept or Reject", word)
    person.book.go_to("Settlements", 6, 3)


def _review(person: Person) -> None:
    person.press("review")
    person.book.go_to("Settlements", 6, 3)


def _difference(person: Person) -> None:
    person.answer("tblWriteOffs", "7100019", "Reason", "BANK_CHARGES")
    person.answer("tblWriteOffs", "7100019", "AD satisfied", "Y")
    person.press("review")
    person.book.go_to("Write-offs", 6, 13)


def _explain(person: Person) -> None:
    person.stand_on("tblWriteOffs", "7100008")
    person.press("explain")


def _close(person: Person) -> None:
    person.press("close_month")
    person.book.go_to("Start", 6, 5)


def _verify(person: Person) -> None:
    person.press("verify")


STEPS: tuple[tuple[str, Callable[[Person], None]], ...] = (
    ("0-tour", _begin),
    ("1-taken-in", _take_in),
    ("1-refused", _refused),
    ("2-matched", _match),
    ("3-exception", _exception),
    ("4-answers", _answers),
    ("4-reviewed", _review),
    ("5-difference", _difference),
    ("6-explained", _explain),
    ("7-closed", _close),
    ("7-verified", _verify),
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
