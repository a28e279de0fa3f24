"""What frees listed IT hardware from the authorisation, consignment by consignment: rules 5.14."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from xl_addin.engine.rule import CHECK, Fail
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers_goods import import_word

# lists of purposes that free whatever the number of pieces
FREE_PURPOSES = ("ims.part_purposes", "ims.return_purposes", "ims.supply_purposes", "ims.clarified_purposes")


class Hardware(NamedTuple):
    """One consignment of listed goods: `item`, `purpose` and `mode` are words of the law, empty where it has none."""

    item: str
    quantity: int | None
    boe_date: date
    purpose: str
    mode: str


class Claim(NamedTuple):
    """An exemption that the purpose or the mode claims; `met` is None while a fact is missing."""

    word: str
    met: bool | None
    note: str
    basis: tuple[Provision, ...]


Test = Callable[[Rulebook, Hardware], Iterator[Claim]]


def claims(rules: Rulebook, case: Hardware) -> tuple[Claim, ...]:
    """Every exemption that the case claims, in the order of TESTS."""
    return tuple(claim for test in TESTS for claim in test(rules, case))


def unknown_purpose(purpose: str | None) -> list[Fail]:
    """CHECK where the purpose is no word of the register; nothing for a known one and for none."""
    if not purpose or import_word("purpose", purpose) is not None:
        return []
    return [Fail(CHECK, "", f"purpose {purpose!r} is not a word of the register: which exemption is claimed?")]


def _baggage(rules: Rulebook, case: Hardware) -> Iterator[Claim]:
    rule = rules.in_force("ims.free_modes", case.boe_date)
    for word in rule.value:
        if word in (case.mode, case.purpose):
            yield Claim(word, True, "the restriction does not reach baggage", (rule,))


def _free_purpose(rules: Rulebook, case: Hardware) -> Iterator[Claim]:
    for name in FREE_PURPOSES:
        rule = rules.in_force(name, case.boe_date)
        if case.purpose in rule.value:
            yield Claim(case.purpose, True, f"free by its purpose {case.purpose}", (rule,))


def _holder(rules: Rulebook, case: Hardware) -> Iterator[Claim]:
    rule = rules.in_force("ims.not_exempt", case.boe_date)
    if case.purpose in rule.value:
        yield Claim(case.purpose, False, f"holders under {case.purpose} are not exempt", (rule,))


def _research(rules: Rulebook, case: Hardware) -> Iterator[Claim]:
    purposes = rules.in_force("ims.research_purposes", case.boe_date)
    if case.purpose in purposes.value:
        limit = rules.in_force("ims.research_quantity", case.boe_date)
        yield _counted(case, case.purpose, f"for {case.purpose}", limit, purposes)


def _single_piece(rules: Rulebook, case: Hardware) -> Iterator[Claim]:
    modes = rules.in_force("ims.single_piece_modes", case.boe_date)
    if case.mode not in modes.value:
        return
    barred = rules.in_force("ims.single_piece_not_for", case.boe_date)
    if case.item in barred.value:
        yield Claim(case.mode, False, f"{case.item} is not free by {case.mode}", (barred, modes))
        return
    limit = rules.in_force("ims.single_piece_quantity", case.boe_date)
    yield _counted(case, case.mode, f"by {case.mode}", limit, modes)


def _counted(case: Hardware, word: str, told: str, limit: Provision, words: Provision) -> Claim:
    """An exemption up to and including a number of pieces per consignment."""
    basis = (limit, words)
    if case.quantity is None:
        return Claim(word, None, "quantity is not given (how many pieces has the consignment?)", basis)
    if case.quantity <= limit.value:
        return Claim(word, True, f"up to {limit.value} per consignment free {told}", basis)
    return Claim(word, False, f"over the {limit.value} per consignment free {told}", basis)


TESTS: tuple[Test, ...] = (_baggage, _free_purpose, _holder, _research, _single_piece)
