"""Sign pressed in a real Calc: three people, refusals, the closing and the open sheets that show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.buttons.live_person import Person
from tests.buttons.sample_desk import ACTOR, copy_sample, shell
from tests.buttons.test_signing import SIGN_OFF, WHY, clean_month, signed_in_book
from tests.office.live_calc import LiveCalc
from xl_addin.buttons.card import Card
from xl_addin.buttons.run import run
from xl_addin.domain.errors import DeskError


def press(person: Person, command: str, who: str) -> Card:
    return run(command, person.book, replace(shell(person.home), actor=replace(ACTOR, user=who)))


def test_three_people_sign_in_calc_and_book_and_closing_show_it(calc: LiveCalc, tmp_path: Path) -> None:
    book = copy_sample(tmp_path)
    clean_month(tmp_path)
    person = Person(calc, book)
    person.press("take_in", "match", "close_month")
    assert "Signed as Prepared by maker" in press(person, "sign", "maker").text()
    person.stand_on(SIGN_OFF, "Checked")
    with pytest.raises(DeskError, match="maker has signed as Prepared already"):
        press(person, "sign", "maker")
    with pytest.raises(DeskError, match="tasks of the Checklist lack"):
        press(person, "sign", "checker")
    person.answer(SIGN_OFF, "Checked", "Open tasks because", WHY)
    assert "Signed as Checked by checker" in press(person, "sign", "checker").text()
    person.answer(SIGN_OFF, "Approved", "Open tasks because", WHY)
    person.stand_on(SIGN_OFF, "Approved")
    assert "The month is shut" in press(person, "sign", "head").text()
    shown = [person.row(SIGN_OFF, role) for role in ("Prepared", "Checked", "Approved")]
    assert [(row["Name"], row["Status"]) for row in shown] == [
        ("maker", "SIGNED"),
        ("checker", "SIGNED"),
        ("head", "SIGNED"),
    ]
    assert [row["Open tasks because"] or "" for row in shown] == ["", WHY, WHY]
    assert signed_in_book(tmp_path) == [("maker", "SIGNED"), ("checker", "SIGNED"), ("head", "SIGNED")]
    done = person.book.read_table("tblHistory")
    words = [dict(zip(done.headers, row, strict=True))["What was done"] for row in done.rows]
    assert [one for one in words if "signed" in str(one)] == [
        f"the month signed as {role}" for role in ("Prepared", "Checked", "Approved")
    ]
    with pytest.raises(DeskError, match="is signed"):
        press(person, "match", "maker")
    assert "0 broken" in press(person, "verify", "maker").text()
