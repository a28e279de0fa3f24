"""A close can never say CHECK alone: every fact of every question that it asks has a cell, or comes by itself.

A cell is a blue column of the list where the answer stands, or a column of one of the desk's own files. What comes by
itself is named once in COMES with the place it comes from; a new fact of a circular stands in neither and fails here.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from tests.law.case_tables import ABSENT, POLICY, TableCase, answer, cases_of, table_paths
from tests.law.doors import CLOSE
from tests.law.reach import graph, reached
from xl_addin import rulebook
from xl_addin.desk.acts.request import DOCUMENT, KINDS, LETTER, SHIPPING_BILL
from xl_addin.desk.lists.book import LISTS
from xl_addin.desk.month.evidence import ANSWERS, CURRENCY_ANSWERS
from xl_addin.domain.records import BoeInvoice, Importer, OutwardRemittance
from xl_addin.engine.questions import ASK
from xl_addin.rulebook import NotInForce, OutsideHorizon
from xl_addin.rulebook.facts import EXTRACTS, facts
from xl_addin.workbook.extracts.schema import BOE_COLUMNS, INVOICE_COLUMNS, ORM_COLUMNS

RULES = rulebook.load()
# Lists of conditions that a close asks word by word.
LISTED = (
    *("advance.services_followup", "merchanting.conditions", "settlement_currency.conditions"),
    *sorted(name for name in RULES.known if name.startswith("evidence_kind.")),
)
DAY, WORKED_OUT = "the day of the close", "worked out: "
WITH_ACT = "said with the act that is proposed"  # `propose KIND --say`: nobody is asked it by a close
# What comes by itself: `message X.field` of a record, `said in F` by the cell of another fact, `worked out: from what`,
# `not asked: why`. "*" stands for every question.
COMES: dict[tuple[str, str], str] = {
    ("*", "conditions"): "worked out: a fact for each word, see below",
    ("*", "action_date"): DAY,
    ("*", "as_of"): DAY,
    ("*", "remittance_date"): "message ORM.payment_date",
    ("legacy_orm", "orm_date"): "message ORM.payment_date",
    ("other_ad_code", "boe_ad_code"): "message BOE.ad_code",
    ("other_ad_code", "own_ad_code"): "message ORM.ad_code",
    ("ims", "boe_date"): "message BOE.boe_date",
    ("licence_valid", "boe_date"): "message BOE.boe_date",
    ("licence_valid", "boe_iec"): "message BOE.iec",
    ("ims", "authorisation_year"): "said in valid_from",
    ("ims_before_advance", "authorisation_year"): "said in valid_from",
    ("ims", "stated_valid_to"): "said in valid_to",
    ("monitoring", "scheme"): "worked out: by the HS code",
    ("evidence_due", "kind"): "worked out: by the purpose of the remittance",
    ("follow_up", "evidence"): "worked out: an open remittance has none",
    ("follow_up", "letter_sent"): "said in registered_letter_date",
    ("iec_status", "last_update"): "said in last_update",
    ("*", "current_due"): "said in contract_due",
    ("*", "former_due"): "said in shipment_date",
    ("extension", "reason"): "said in extension_reason",
    ("extension", "satisfied"): "said in extension_satisfied",
    ("extension", "average_usd"): "message IMPORTER.remittances_usd_fy_minus_1",
    ("cap_usd", "remittances"): "message IMPORTER.remittances_usd_fy_minus_2",
    ("payment_due", "retention"): "said in retained_amount",
    ("reflected_in_idpms", "in_idpms"): "said in acknowledged_on",
    ("reflected_in_idpms", "acknowledged"): "said in acknowledged_on",
    ("small_value", "entry_inr"): "worked out: by the rates file",
    ("small_value", "balance_inr"): "worked out: by the rates file",
    ("small_value", "rate_note"): "worked out: by the rates file",
    ("write_off", "invoice_value"): "worked out: the amount of the message in its currency",
    ("write_off", "difference"): "worked out: what settlement leaves",
    ("write_off", "currency"): "message INV.currency",
    ("write_off", "boe_value"): "worked out: the invoices of the bill",
    ("write_off", "small_value"): "worked out: the decision on small value",
    ("merchanting", "first_leg"): "said in import_date",
    ("merchanting", "second_leg"): "said in export_received_on",
    ("merchanting", "limb"): "worked out: each limb that the law of the day has",
    ("merchanting", "extended_until"): "said in deal_extended_until",
    ("merchanting_advance", "advance_usd"): "worked out: by the rates file",
    ("merchanting_advance", "security"): "said in deal_security",
    ("merchanting_caution", "outstanding"): "worked out: the trader's open deals",
    ("merchanting_exposure", "exposure_usd"): "worked out: the trader's open deals",
    ("merchanting_conditions", "answers"): "worked out: a fact for each word, see below",
    ("evidence_kind", "documents"): "worked out: a fact for each word, see below",
    ("*", "amount_usd"): "worked out: by the rates file",
    ("*", "invoice_usd"): "worked out: by the rates file",
    ("prepayment_interest", "amount"): "worked out: what is open of the invoice",
    ("*", "holidays"): "worked out: by the bank's calendar",
    ("daily_run", "last_run"): "worked out: by the days of the files taken in",
    ("merchanting_feters", "leg"): "worked out: each leg of the deal",
    ("merchanting_feters", "purpose_code"): "said in export_purpose",
    ("closure", "side"): "worked out: a bill of entry or a remittance",
    **{("closure", name): WITH_ACT for name in ("code", *LETTER, *DOCUMENT, *SHIPPING_BILL[:2])},
    **{("set_off", name): WITH_ACT for name in ("export_date", "setoff_date", "same_group")},
    ("set_off", "currency"): "worked out: the export_currency of the act",
}
# Words of a listed condition that the desk itself knows.
KNOWN_WORDS = {"ORM_CREATED", "MTT_ONE_TO_ONE"}
# The fact that answers a word: that of the same name in small letters, or the one that the desk names for it.
WORD_FACTS = {**ANSWERS, **CURRENCY_ANSWERS, "ORDER_OR_TRIPARTITE": "third_party_agreement"}
RECORDS: Mapping[str, tuple[type, tuple[Any, ...]]] = {
    "ORM": (OutwardRemittance, ORM_COLUMNS),
    "BOE": (BoeInvoice, BOE_COLUMNS),
    "INV": (BoeInvoice, INVOICE_COLUMNS),
    "IMPORTER": (Importer, ()),
}
NAMED = re.compile(r"(\w+) is not (?:given|answered)")


@cache
def asked_by_a_close() -> tuple[str, ...]:
    """The questions that the desk itself names on the way of a close."""
    of_class = {f"{one.asked.__module__}:{one.asked.__qualname__}": one.name for one in ASK.values()}
    desk = (name for name in reached(CLOSE) if name.startswith("xl_addin.desk."))
    return (*sorted({of_class[told] for name in desk for told in graph().names.get(name, ()) if told in of_class}),)


def has_cell(name: str) -> bool:
    """Whether a blue column of a list or a column of a file of the desk takes the fact."""
    in_lists = any(column.fact == name and column.is_user_input for table in LISTS for column in table.columns)
    return in_lists or (name in facts() and facts()[name].extract in EXTRACTS)


def word_has_cell(word: str) -> bool:
    return word in KNOWN_WORDS or has_cell(WORD_FACTS.get(word, word.lower()))


def comes(question: str, name: str) -> str:
    return COMES.get((question, name), COMES.get(("*", name), ""))


def test_the_questions_of_a_close_are_found() -> None:
    assert {"payment_due", "write_off", "small_value", "extension_room", "follow_up", "ims"} <= {*asked_by_a_close()}
    assert len(asked_by_a_close()) > 25


@pytest.mark.parametrize(
    ("question", "name"), [(question, name) for question in asked_by_a_close() for name in ASK[question].blank]
)
def test_a_fact_has_a_cell_or_comes_by_itself(question: str, name: str) -> None:
    todo = f"give it an extract in facts.toml, or of_item({name!r}) in the list where {question} stands"
    assert comes(question, name) or has_cell(name), f"a close asks {name} and has no cell for it: {todo}"


@pytest.mark.parametrize("key", COMES, ids="-".join)
def test_what_comes_by_itself_is_there(key: tuple[str, str]) -> None:
    question, name = key
    where = COMES[key]
    assert any(name in ASK[one].blank for one in asked_by_a_close() if question in ("*", one)), "no close asks it"
    if where.startswith("said in "):
        assert has_cell(where.removeprefix("said in "))
    elif where.startswith("message "):
        kind, field = where.removeprefix("message ").split(".")
        record, columns = RECORDS[kind]
        assert field in signature(record).parameters
        assert not columns or field in {column.field for column in columns}
    elif where == WITH_ACT:
        assert any(name in kind.takes for kind in KINDS.values())
    else:
        assert where == DAY or where.startswith(WORKED_OUT)


@pytest.mark.parametrize("parameter", LISTED)
def test_each_word_of_a_listed_condition_is_a_fact_with_a_cell(parameter: str) -> None:
    """In every state of the law: a circular that adds a word brings its fact, else the close could only ask."""
    words = {word for rule in RULES.history(parameter) for word in rule.value}
    assert words
    assert {word for word in words if not word_has_cell(word)} == set()


# ---- what the rules themselves name as missing, whatever else is known


@cache
def known_values() -> Mapping[tuple[str, str], list[Any]]:
    """Values that the tables of cases use for each fact of each question."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for path in table_paths(Path(__file__).parents[1] / "law" / "instruments").values():
        for case in cases_of(path):
            for name, value in case.facts.items():
                if value != ABSENT and value not in found[case.question, name]:
                    found[case.question, name].append(value)
    return found


def generated(question: str, count: int = 300) -> Iterator[TableCase]:
    """Cases with each fact given or not, of both regimes; the same ones in every run."""
    chance = random.Random(question)  # noqa: S311 - cases, no secret
    values = {name: told for (asked, name), told in known_values().items() if asked == question}
    days = [date(2025, 6, 1), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 2)]
    for _ in range(count):
        drawn = {name: chance.choice([ABSENT, *told]) for name, told in values.items()}
        drawn |= {name: chance.choice(days) for name in ("action_date", "as_of") if name in ASK[question].blank}
        yield TableCase("", question, {k: v for k, v in drawn.items() if v != ABSENT or k.startswith(POLICY)}, {})


@pytest.mark.parametrize("question", asked_by_a_close())
def test_what_a_rule_names_as_missing_has_a_cell(question: str) -> None:
    told = set[str]()
    for case in generated(question):
        try:
            told |= {*NAMED.findall(answer(case, RULES).grounds)}
        except (NotInForce, OutsideHorizon):
            continue
    words = {name for name in told if name.isupper()}
    lacking = {name for name in told & facts().keys() if not (comes(question, name) or has_cell(name))}
    lacking |= {word for word in words if not word_has_cell(word)}
    assert lacking == set()
