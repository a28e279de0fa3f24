"""No answer stays OK when a fact that it needs is taken away: every OK case of every instrument, each fact in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.law.case_tables import ABSENT, TableCase, answer, cases_of, table_paths
from xl_addin import rulebook
from xl_addin.engine.questions import facts_of
from xl_addin.rulebook import NotInForce

RULES = rulebook.load()
TABLES = table_paths(Path(__file__).parents[1] / "law" / "instruments")
# Facts that an OK may do without, and why; any other that is dropped must change the answer.
SPARED: dict[tuple[str, str], str] = {
    ("advance", "conditions"): "an answer beside those that the import type asks for",
    ("advance", "waiver"): "asked only over the first limit, or of nobody under the new rules",
    ("cap_usd", "remittances"): "an empty year counts as nothing (5.2), with the finding ONE_FY_HISTORY",
    ("direct_documents", "commodity"): "goods without a rule of their own",
    ("entry_due", "holidays"): "no list: only Sundays and Saturdays are left out, with a warning",
    ("daily_run", "holidays"): "as for entry_due",
    ("extension", "average_usd"): "asked only beyond the first year",
    ("extension", "outstanding_usd"): "asked only beyond the first year",
    ("extension", "clean_credit"): "asked only of diamonds and stones beyond the usance",
    ("extension", "commodity"): "goods without a rule of their own",
    ("extension", "hs"): "suggests a commodity and decides nothing (5.1)",
    ("extension_room", "hs"): "as for extension",
    ("payment_due", "hs"): "as for extension",
    ("payment_due", "extension_granted_on"): "asked with a warning under the old rules; under the new a breach stays",
    ("extension", "satisfied"): "the old rules do not ask for it (5.2); the new ones do",
    ("extension_room", "former_due"): "another date of the old rules is seldom there",
    ("extension_room", "commodity"): "not given is read as general goods, and said (5.1)",
    ("extension", "under_investigation"): "no bar under the new rules",
    ("ims", "authorisation_year"): "goods that need no authorisation",
    ("ims", "item"): "an authorisation in hand covers it either way",
    ("ims", "purpose"): "an authorisation in hand covers it either way",
    ("ims", "quantity"): "decides only about exemptions",
    ("ims_before_advance", "quantity"): "decides only about exemptions",
    ("ims_valid", "stated_valid_to"): "the circular's own last day then counts",
    ("interest_until", "contract_due"): "not used by the old rules",
    ("interest_until", "payment_date"): "shortens the term, never lengthens it",
    ("merchanting", "limb"): "OUTLAY is the limb where none is named",
    ("merchanting_last_day", "limb"): "OUTLAY is the limb where none is named",
    ("merchanting_advance", "security"): "asked only over the limit",
    ("monitoring", "listed"): "asked only of schemes with line lists",
    ("monitoring", "mode"): "only goods by air are spared",
    ("monitoring", "register_date"): "goods outside the scheme need no registration",
    ("monitoring_fee", "cif_inr"): "a flat fee",
    ("payment_due", "contract_due"): "not used by the old rules",
    ("payment_due", "extended_until"): "without an extension the date before it stands",
    ("payment_due", "commodity"): "not given is read as general goods, and said (5.1)",
    ("payment_due", "retention"): "no part is retained where none is named",
    ("payment_reminders", "drawings"): "a list of reminders bars nothing",
    ("payment_reminders", "letter_of_credit"): "a list of reminders bars nothing",
    ("same_ad", "both_informed"): "the same AD needs no information",
    ("same_ad", "same_ad"): "the old rules do not ask",
    ("service_guarantee", "ministry_approval"): "asked only over the limit",
    ("small_value", "adverse_notice"): "told as a warning, no bar (5.4)",
    ("small_value", "suit_pending"): "told as a warning, no bar (5.4)",
    ("small_value", "entry_inr"): "the bank tests the balance",
    ("small_value", "rate_note"): "told, not tested",
    ("third_party", "satisfied"): "recorded, not blocked (5.12)",
    ("trade_credit_limit", "operating_cycle_days"): "not asked of capital goods",
    ("trade_credit_limit", "requested_to"): "a date of the law needs no request",
    ("usance_limit", "clean_credit"): "not asked of metals",
    ("usance_limit", "extended"): "no extension where none is asked for",
    ("write_off", "adverse_notice"): "no bar under the new rules",
    ("write_off", "boe_value"): "the share of the bill of entry is told, not tested",
    ("write_off", "suit_pending"): "no bar under the new rules",
}


def _dropped(question: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts of a case without one of them; of a list of answers or figures, without one of its entries."""
    kinds = facts_of(question)
    for name, value in facts.items():
        if value == ABSENT or name not in kinds:
            continue
        if isinstance(value, Mapping):
            yield from ((name, {**facts, name: {k: v for k, v in value.items() if k != gone}}) for gone in value)
        elif isinstance(value, list):
            yield name, {**facts, name: []}
        else:
            yield name, {**facts, name: ABSENT}


def _stays_ok(case: TableCase) -> Iterator[str]:
    """The facts of a case that can be dropped and leave the answer OK."""
    if "error" in case.expected or not answer(case, RULES).ok:
        return
    for name, facts in _dropped(case.question, case.facts):
        try:
            found = answer(TableCase(case.sentence, case.question, facts, {}), RULES)
        except NotInForce:
            continue
        if found.ok:
            yield name


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_an_ok_needs_its_facts(stem: str) -> None:
    kept = {(case.question, name): case.sentence for case in cases_of(TABLES[stem]) for name in _stays_ok(case)}
    assert {place: sentence for place, sentence in kept.items() if place not in SPARED} == {}


def test_every_fact_that_is_spared_is_met() -> None:
    met = {(case.question, name) for path in TABLES.values() for case in cases_of(path) for name in _stays_ok(case)}
    assert met == set(SPARED)
