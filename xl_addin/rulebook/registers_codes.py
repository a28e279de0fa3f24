"""Code lists that no regulation sets, and sentences that go on paper: closure codes, purpose codes, notices.

They come from banks' production modules or from a paragraph of law, named row by row with how sure the source is.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.rulebook.model import Provision
from xl_addin.rulebook.registers import _rows
from xl_addin.rulebook.registers_in_force import register, remembered

SOURCED = ("source", "paragraph", "confidence")


class ClosureCode(NamedTuple):
    """One adjustment indicator: `needs` is SHIPPING_BILL, DOCUMENT or empty."""

    code: str
    meaning: str
    needs: str
    note: str
    provision: Provision


class Approver(NamedTuple):
    """Who approved a closure, and whether a letter must be quoted."""

    code: str
    meaning: str
    needs_letter: bool
    provision: Provision


class ClosureReason(NamedTuple):
    """The adjustment indicator for a reason, and the remark that goes with it."""

    code: str
    remark: str
    provision: Provision


class Purpose(NamedTuple):
    """One FETERS purpose code."""

    code: str
    use: str
    meaning: str
    provision: Provision


class Notice(NamedTuple):
    """A sentence, and the paper it is printed on; it may keep a place such as {date}."""

    id: str
    printed_on: str
    sentence: str
    provision: Provision


def closure_code(code: str, side: str) -> ClosureCode | None:
    """The adjustment indicator `code` of a closure of the BOE or of the ORM; None for one that is not on the list."""
    return _closure_codes().get((side, code))


def closure_codes(side: str) -> tuple[str, ...]:
    """Every adjustment indicator of a closure of the BOE or of the ORM, each with its meaning."""
    return tuple(f"{code} ({meaning})" for code, meaning in closure_meanings(side).items())


def closure_meanings(side: str) -> dict[str, str]:
    """Every adjustment indicator of a closure of the BOE or of the ORM, and what it means."""
    return {code: found.meaning for (of, code), found in _closure_codes().items() if of == side}


def closure_reason(reason: str, side: str) -> ClosureReason | None:
    """The adjustment indicator and the remark for a reason (QUALITY, DISCOUNT, SET_OFF); None if it has none."""
    return _closure_reasons().get((side, reason))


def approver(code: str) -> Approver | None:
    """The approver behind an `approvedBy` code; None for one that is not on the list."""
    return _approvers().get(code)


def approvers() -> tuple[str, ...]:
    """Every `approvedBy` code with its meaning."""
    return tuple(f"{code} ({meaning})" for code, meaning in approver_meanings().items())


def approver_meanings() -> dict[str, str]:
    """Every `approvedBy` code, and who that is."""
    return {code: found.meaning for code, found in _approvers().items()}


def purpose_of(code: str) -> Purpose | None:
    """The FETERS purpose behind a code; None for one that is not on the list."""
    return next((one for one in _purposes().values() if one.code == code), None)


def purpose_meanings() -> dict[str, str]:
    """Every FETERS purpose code of a payment out of India, and what it means."""
    return {one.code: one.meaning for one in _purposes().values() if one.code.startswith("S")}


def purpose_for(use: str) -> Purpose | None:
    """The FETERS purpose code for a use (MERCHANTING_IMPORT); None if none is known."""
    return _purposes().get(use)


def notices() -> tuple[Notice, ...]:
    """Every notice, in the order of the register."""
    return tuple(_notices().values())


def notices_on(paper: str) -> tuple[Notice, ...]:
    """Every notice that is printed on a paper, in the order of the register."""
    return tuple(one for one in _notices().values() if one.printed_on == paper)


def _sourced(name: str, value: object, row: dict[str, str]) -> Provision:
    """A row of a register as basis of a decision: its own source, never an instrument of the rulebook."""
    note = row.get("note", "")
    return Provision(name, value, date.min, None, row["source"], row["paragraph"], row["confidence"], note)


@remembered
def _closure_codes() -> dict[tuple[str, str], ClosureCode]:
    rows = _rows(register("closure_codes.csv"), ("side", "code", "meaning", "needs", "note", *SOURCED))
    return {
        (row["side"], row["code"]): ClosureCode(
            row["code"], row["meaning"], row["needs"], row["note"], _sourced("closure_codes", row["code"], row)
        )
        for row in rows
    }


@remembered
def _closure_reasons() -> dict[tuple[str, str], ClosureReason]:
    rows = _rows(register("closure_reasons.csv"), ("side", "reason", "code", "remark", "confidence", "note"))
    found = {}
    for row in rows:
        behind = _closure_codes()[row["side"], row["code"]].provision
        source = {"source": behind.instrument, "paragraph": behind.paragraph}
        rule = _sourced("closure_reasons", row["code"], {**row, **source})
        found[row["side"], row["reason"]] = ClosureReason(row["code"], row["remark"], rule)
    return found


@remembered
def _approvers() -> dict[str, Approver]:
    rows = _rows(register("closure_approvers.csv"), ("code", "meaning", "needs_letter", *SOURCED))
    return {
        row["code"]: Approver(
            row["code"],
            row["meaning"],
            row["needs_letter"] == "TRUE",
            _sourced("closure_approvers", row["code"], row),
        )
        for row in rows
    }


@remembered
def _purposes() -> dict[str, Purpose]:
    rows = _rows(register("purpose_codes.csv"), ("code", "use", "meaning", *SOURCED))
    return {
        row["use"]: Purpose(row["code"], row["use"], row["meaning"], _sourced("purpose_codes", row["code"], row))
        for row in rows
    }


@remembered
def _notices() -> dict[str, Notice]:
    rows = _rows(register("notices.csv"), ("id", "printed_on", "sentence", *SOURCED))
    return {
        row["id"]: Notice(row["id"], row["printed_on"], row["sentence"], _sourced("notices", row["id"], row))
        for row in rows
    }
