"""Proposals that a row of the bank's policy has posted: only those whose condition holds, and it says by which row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import law
from xl_addin.desk.acts.settling import settle_by_policy
from xl_addin.desk.answers.explain import explain
from xl_addin.desk.month.by_policy import answers_told, policy_told, policy_version
from xl_addin.desk.month.now import month_now
from xl_addin.domain.errors import DeskError
from xl_addin.engine.settlement import PASSES
from xl_addin.ledger import acts, tables
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_fields import PROMOTABLE
from xl_addin.rulebook.policy_file import load_policy

NUMBER, OTHER = "IBA26100000001", "0388000053"
RATES = "date,currency,inr_per_unit\n2026-10-05,USD,90\n2026-10-05,EUR,100\n"
Row = dict[str, str]


def month(tmp_path: Path, paid: Row, due: Row, says: Row, iec: str = "0388000037") -> Desk:
    """One remittance of 1,000.00 dollars that names one invoice, and what the desk says of it."""
    desk = Desk(tmp_path)
    files = {
        "orm.csv": csv_text([orm(amount="1000.00", **{"remarks": "INV EXP/90001", **paid})]),
        "a.obe.xml": obe_xml(boe(invoice(no="EXP/90001", **due), iec=iec)),
        "importers.csv": csv_text([IMPORTER, {**IMPORTER, "iec": OTHER, "name": "NAKLI PAPERS"}]),
        "rates.csv": RATES,
    }
    if says:
        files["facts.csv"] = csv_text([{"item_kind": "ORM", "outward_reference_number": NUMBER, **says}])
    desk.take(files)
    return desk


def posted(desk: Desk, policy: Policy) -> list[tuple[Any, ...]]:
    settle_by_policy(desk.ledger, OCTOBER, law(policy), ACTOR)
    return [(row["pass"], row["tier"], row["amount_minor"], row["evidence"]) for row in desk.rows_posted()]


EURO = {"currency": "EUR", "amount": "910.00"}
CROSS, THIRD = Policy(settle_cross_currency=True), Policy(settle_third_party=True)
CASES: dict[str, tuple[Row, Row, Row, str, Policy, str]] = {
    "a deal rate of the desk": ({}, EURO, {"deal_rate": "0.91"}, "", CROSS, "settle_cross_currency"),
    "the same, off": ({}, EURO, {"deal_rate": "0.91"}, "", Policy(), ""),
    "the same, the other row on": ({}, EURO, {"deal_rate": "0.91"}, "", THIRD, ""),
    "no deal rate, near the desk's rates of the day": ({}, EURO, {}, "", CROSS, ""),
    "a deal rate, a part of the invoice": ({}, {**EURO, "amount": "2000.00"}, {"deal_rate": "0.91"}, "", CROSS, ""),
    "for whom is said": ({}, {"amount": "1000.00"}, {"on_behalf_of_iec": OTHER}, OTHER, THIRD, "settle_third_party"),
    "for whom is said, off": ({}, {"amount": "1000.00"}, {"on_behalf_of_iec": OTHER}, OTHER, Policy(), ""),
    "for whom is said, a part": ({}, {"amount": "1500.00"}, {"on_behalf_of_iec": OTHER}, OTHER, THIRD, ""),
    "only the remarks say it": (
        {"remarks": "ON BEHALF OF NAKLI PAPERS INV EXP/90001"},
        {"amount": "1000.00"},
        {},
        OTHER,
        THIRD,
        "",
    ),
}


@pytest.mark.parametrize(("paid", "due", "says", "iec", "policy", "row"), CASES.values(), ids=CASES.keys())
def test_a_row_posts_what_its_condition_names(
    tmp_path: Path, paid: Row, due: Row, says: Row, iec: str, policy: Policy, row: str
) -> None:
    desk = month(tmp_path, paid, due, says, iec or "0388000037")
    lines = posted(desk, policy)
    assert len(lines) == bool(row)
    for _, tier, amount, evidence in lines:
        assert (tier, amount) == ("AUTO", 1000_00)
        assert evidence.endswith(f"; posted by {row} of the bank's policy, version {policy_version(policy)}")
    assert len(posted(desk, policy)) == bool(row)  # a second run posts nothing


def answer(desk: Desk, *postings: str) -> None:
    """People answered so many proposals of SHARE before."""
    for at, posting in enumerate(postings):
        line = {"posting": posting, "orm_key": f"IBA2610000010{at}/0009001", "invoice_key": OLD, "currency": "USD"}
        with desk.ledger.step(acts.REVIEW, OCTOBER, ACTOR) as step:
            step.add(
                tables.postings,
                [{**line, "tier": "SUGGEST", "amount_minor": 1, "amount_invoice_minor": 1, "pass": "SHARE"}],
            )


OLD = "4000009/2026-10-06/INNSA1#1"
YES, NO = acts.POSTED.word, acts.REFUSED.word
PROMOTED = Policy(settle_promoted=("SHARE",), settle_promoted_after=3)


@pytest.mark.parametrize(
    ("answers", "policy", "count"),
    [
        ((YES, YES, YES), PROMOTED, 1),
        ((YES, YES), PROMOTED, 0),
        ((YES, YES, YES, NO), PROMOTED, 0),
        ((YES, YES, YES), Policy(settle_promoted=("NEAR_1_1",), settle_promoted_after=3), 0),
        ((YES, YES, YES), Policy(settle_promoted=("SHARE",)), 0),
        ((YES, YES, YES), Policy(), 0),
    ],
)
def test_a_pass_is_promoted_once_enough_were_accepted_and_none_refused(
    tmp_path: Path, answers: tuple[str, ...], policy: Policy, count: int
) -> None:
    desk = share(tmp_path)
    answer(desk, *answers)
    told = [line for line in posted(desk, policy) if line[1] == "AUTO"]
    assert len(told) == count
    assert all("3 of the pass accepted and none refused" in line[3] for line in told)


def share(tmp_path: Path) -> Desk:
    """One remittance of 30 % of the party's only bill, to the last unit."""
    desk = Desk(tmp_path)
    bills = boe(invoice(no="N/1", amount="44731.77")), boe(invoice(amount="7777.77"), number="4000009", iec=OTHER)
    before = [orm(number=f"IBA2610000010{at}", amount=f"{at + 5}.13", iec=OTHER, remarks="") for at in range(4)]
    desk.take({"orm.csv": csv_text([orm(amount="13419.53", remarks=""), *before]), "a.obe.xml": obe_xml(*bills)})
    return desk


def test_explain_tells_of_a_pass_what_a_row_would_post(tmp_path: Path) -> None:
    desk = share(tmp_path)
    answer(desk, YES, YES, YES)
    now = month_now(desk.ledger, OCTOBER, law())
    assert explain(desk.ledger, now, "SHARE", Policy(settle_promoted_after=3)) == [
        "SHARE: 1 lines are proposed in 2026-10",
        "  People accepted 3 and refused 0 of this pass so far",
        "  settle_promoted of the bank's policy would post 1 of them without a person",
    ]
    assert explain(desk.ledger, now, "SHARE")[-1].endswith("would post 0 of them without a person")


def test_explain_tells_of_other_currencies_and_importers_by_both_rows(tmp_path: Path) -> None:
    desk = month(tmp_path, {}, EURO, {"deal_rate": "0.91"})
    told = explain(desk.ledger, month_now(desk.ledger, OCTOBER, law()), "CROSS_CURRENCY")
    assert told[2:] == [
        "  settle_cross_currency of the bank's policy would post 1 of them without a person",
        "  settle_promoted of the bank's policy would post 0 of them without a person",
    ]


def test_about_says_what_is_posted_and_how_people_answered() -> None:
    assert policy_told(Policy()) == "by a person only"
    told = policy_told(Policy(settle_third_party=True, settle_promoted=("SHARE",)))
    assert told.startswith("settle_third_party; settle_promoted after 100: SHARE (bank's policy, version ")
    assert answers_told({"SHARE": (3, 1), "REF": (2, 0)}) == "REF 2 of 2 accepted; SHARE 3 of 4 accepted"
    assert answers_told({}) == "none answered yet"


def test_only_passes_that_never_settle_alone_may_be_promoted(tmp_path: Path) -> None:
    """A pass that settles by itself proposes what it is in doubt about: that stays a person's."""
    suggest_only = {step.name for step in PASSES} - {"REF", "REF_FUZZY", "REF_SUM", "BILLS_1_N", "SUM_N_1", "SUM_N_M"}
    assert set(PROMOTABLE) == {name for name in suggest_only if name not in ("TERMS", "BOE_GROUP", "BOE_UNIQUE")} - {
        "AMOUNT_1_1",
        "AMOUNT_UNIQUE",
    }
    file = tmp_path / "policy.toml"
    file.write_text('settle_promoted = ["SHARE", "REF"]\n', "utf-8")
    with pytest.raises(
        DeskError, match=r"line 1: the policy file sets settle_promoted to .*expected one of CROSS_CURR"
    ):
        load_policy(file)
    file.write_text('settle_promoted = ["SHARE"]\nsettle_promoted_after = 20\nsettle_third_party = true\n', "utf-8")
    known = load_policy(file)
    assert (known.settle_promoted, known.settle_promoted_after, known.settle_third_party) == (("SHARE",), 20, True)
