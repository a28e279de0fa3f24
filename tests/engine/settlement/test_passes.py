"""Each pass: what it settles, what it leaves, and when it refuses to choose."""

from __future__ import annotations

import pytest

from tests.engine.settlement.months import DAY, MatchCase, invoice, invoices, orm, orms
from tests.engine.settlement.settlement_cases import (
    ACCOUNT,
    AMOUNT,
    FACTS,
    FEW,
    GATED,
    LIKELY,
    NAMES,
    REFERENCE,
    SELLERS,
    SUMS,
    TERMS,
    TWICE,
)
from xl_addin.engine.settlement import PASSES, Config, match

CASES = [*REFERENCE, *TWICE, *GATED, *AMOUNT, *NAMES, *SELLERS, *SUMS, *FEW, *LIKELY, *TERMS, *ACCOUNT, *FACTS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lines(case: MatchCase) -> None:
    """The lines are those that the rule gives, and the residuals are the rest."""
    found = match(orms(*case.orms), invoices(*case.invoices))
    columns = ["orm_key", "invoice_key", "amount_minor", "pass", "tier", "reason"]
    assert sorted(found.links[columns].itertuples(index=False, name=None)) == sorted(case.lines)
    firm = [line for line in case.lines if line[4] == "AUTO"]
    paid = [row["open_minor"] - sum(line[2] for line in firm if line[0] == row["orm_key"]) for row in case.orms]
    owed = [row["open_minor"] - sum(line[2] for line in firm if line[1] == row["invoice_key"]) for row in case.invoices]
    assert found.orm_residual.tolist() == paid
    assert found.invoice_residual.tolist() == owed


def test_every_pass_has_a_case() -> None:
    """No pass without a settled case in the tables above, but one that needs a larger crowd."""
    shown = {line[3] for case in CASES for line in case.lines}
    assert {step.name for step in PASSES} - shown <= {"BOE_UNIQUE"}


def test_a_bill_total_without_a_party_name_settles() -> None:
    """BOE_UNIQUE: the sum of one bill, equal to one remittance of the importer."""
    found = match(
        orms(orm("O1", 33_333_33, party="")),
        invoices(invoice("B1", 1, 11_111_11), invoice("B1", 2, 22_222_22), invoice("B2", 1, 5_000_00)),
    )
    assert found.links["pass"].tolist() == ["BOE_UNIQUE"] * 2
    assert found.invoice_residual.tolist() == [0, 0, 5_000_00]


def test_locked_lines_come_first_and_stay() -> None:
    """A posted line is consumed before an equal amount could take the invoice."""
    posted = orms(orm("O1", 10_00), orm("O2", 10_00, remarks="INV XX/B1-1"))
    locked = orms(orm("O1", 0))[["orm_key"]].assign(invoice_key="B1/1", amount_minor=10_00)
    found = match(posted, invoices(invoice("B1", 1, 10_00)), locked)
    assert found.links[["orm_key", "pass", "tier"]].to_numpy().tolist() == [["O1", "LOCKED", "LOCKED"]]
    assert found.orm_residual.tolist() == [0, 10_00]


def test_an_accepted_line_in_two_currencies_stays() -> None:
    """A locked deal is consumed on both sides in their own amounts; the same suggestion does not come again."""
    paid, due = orms(orm("O1", 1_000_00, deal_rate="0.9")), invoices(invoice("B1", 1, 900_05, currency="EUR"))
    assert match(paid, due).links.empty
    due = invoices(invoice("B1", 1, 900_01, currency="EUR"))
    first = match(paid, due)
    columns = ["amount_minor", "amount_invoice_minor", "rate", "tier"]
    assert first.links[columns].to_numpy().tolist() == [[1_000_00, 900_00, "0.9", "SUGGEST"]]
    assert (first.orm_residual.tolist(), first.invoice_residual.tolist()) == ([1_000_00], [900_01])
    again = match(paid, due, first.links)
    assert again.links[columns].to_numpy().tolist() == [[1_000_00, 900_00, "0.9", "LOCKED"]]
    assert (again.orm_residual.tolist(), again.invoice_residual.tolist()) == ([0], [1])


def test_flags_name_what_a_person_must_see() -> None:
    """A repeated remittance, a named invoice in another currency, another importer's invoice, a far date."""
    found = match(
        orms(
            orm("O1", 11_00, on=DAY),
            orm("O2", 11_00, on=DAY + 7),
            orm("O3", 12_00, remarks="INV XX/B2-1"),
            orm("O4", 13_00, iec="ZZBBB0002B", remarks="ON BEHALF OF ANOKHA INV XX/B3-1"),
            orm("O5", 14_00, on=DAY + 2_000, remarks="INV XX/B4-1"),
            orm("O6", 11_00, on=DAY + 15),
        ),
        invoices(invoice("B2", 1, 9_00, currency="EUR"), invoice("B3", 1, 13_00), invoice("B4", 1, 14_00)),
    )
    assert found.flags[["orm_key", "flag"]].to_numpy().tolist() == [
        ["O2", "DUPLICATE_ORM"],
        ["O3", "CURRENCY_DIFFERS"],
        ["O4", "OTHER_IMPORTER"],
        ["O5", "DATE_FAR"],
    ]


def test_the_tolerance_is_the_callers() -> None:
    """2 % (1 in 50) given by the caller: 5 % short becomes a part payment."""
    paid, due = orms(orm("O1", 9_500, remarks="INV XX/B1-1")), invoices(invoice("B1", 1, 10_000))
    assert match(paid, due).links["reason"].tolist() == ["TOL"]
    assert match(paid, due, config=Config(tolerance_divisor=50)).links["reason"].tolist() == ["PART"]


def test_an_empty_month_has_no_lines() -> None:
    """Nothing in, nothing out, on either side."""
    for given in ((orms(), invoices()), (orms(orm("O1", 1)), invoices()), (orms(), invoices(invoice("B1", 1, 1)))):
        assert match(*given).links.empty


def test_a_locked_line_above_what_is_open_is_refused() -> None:
    """Over-settlement is a fault of the caller and stops the run."""
    locked = orms(orm("O1", 0))[["orm_key"]].assign(invoice_key="B1/1", amount_minor=11)
    with pytest.raises(AssertionError, match="over-"):
        match(orms(orm("O1", 20)), invoices(invoice("B1", 1, 10)), locked)
