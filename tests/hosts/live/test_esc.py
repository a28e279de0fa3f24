"""Esc in a real Calc window: a key pressed on a screen that nobody sees."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.hosts.live.desk_books import month_book
from tests.office.install import lacking_screen
from tests.office.live_calc import LiveCalc
from tests.office.office import Office, write_profile
from tests.office.picture_of_calc import screen
from xl_addin.hosts.live.book import live_book

WAIT_SECONDS = 20


def pressed(display: str, key: str) -> None:
    subprocess.run(["xdotool", "key", key], env={**os.environ, "DISPLAY": display}, check=True, timeout=30)


def test_case_93_esc_asks_a_macro_to_stop_and_no_other_key_does(office: Office, tmp_path: Path) -> None:
    if lacking_screen():
        assert os.environ.get("CI", "").lower() != "true", f"no {', '.join(lacking_screen())}"
        pytest.skip(f"{', '.join(lacking_screen())} not found")
    write_profile(tmp_path / "profile")
    with screen() as display, LiveCalc(tmp_path / "profile", display=display) as calc:
        book = live_book(calc.open(month_book(tmp_path / "month.xlsx")))
        on_screen = {**os.environ, "DISPLAY": display}
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Calc"]
        subprocess.run(find, env=on_screen, check=True, capture_output=True, timeout=60)
        book.status("Matching")
        pressed(display, "Down")
        time.sleep(0.5)
        assert not book.cancelled()
        deadline = time.monotonic() + WAIT_SECONDS
        while not book.cancelled() and time.monotonic() < deadline:
            pressed(display, "Escape")
            time.sleep(0.2)
        assert book.cancelled()
        book.status("")
        book.status("The next macro")
        assert not book.cancelled()
        book.status("")
