"""Amounts with more places than their element has, where the bank has stated a rule for the currency, and where not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import boe, csv_text, invoice, orm
from tests.desk.produce.outgoing import BOE, PAY, Out, reply_to
from tests.desk.produce.test_month_of_messages import closed, sheet
from xl_addin.desk.produce.draft import Produced
from xl_addin.desk.produce.kept import rounded_of
from xl_addin.desk.produce.outgoing import read_outgoing
from xl_addin.desk.produce.rounding import Rounded
from xl_addin.desk.produce.told import produced_lines
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.messages.layouts import use_bank_messages
from xl_addin.workbook.proof.about import facts
from xl_addin.workbook.proof.tieouts import tie_outs


@pytest.fixture(autouse=True)
def _shipped_after() -> Iterator[None]:
    yield
    use_bank_messages(None)


def rule(home: Path, text: str) -> None:
    own = home / "messages"
    own.mkdir(exist_ok=True)
    (own / "layouts.toml").write_text(f"[rounding]\n{text}\n", "utf-8")
    use_bank_messages(own)


def dinars(home: Path, *amounts: str, currency: str = "KWD") -> Out:
    """A remittance and a bill of entry with these invoices, all of it settled."""
    home.mkdir(exist_ok=True)
    desk, whole = Out(home), sum(map(Decimal, amounts))
    desk.take({"orm.csv": csv_text([orm(amount=f"{whole}", currency=currency)])})
    lines = (
        invoice(serial=str(at), no=f"INV/{at}", amount=one, currency=currency) for at, one in enumerate(amounts, 1)
    )
    desk.boes(boe(*lines))
    desk.cut_over()
    for at, one in enumerate(amounts, 1):
        desk.settle(PAY, f"{BOE}#{at}", int(Decimal(one) * 1000), currency=currency)
    return desk


def sums(desk: Out) -> dict[str, tuple[int, ...]]:
    """Done, issued, drafts, rounded and differing pairs of BES by side."""
    month = desk.books().month
    ties = read_outgoing(desk.ledger, month).ties.sums
    return {one.side: (one.done, one.issued, one.drafts, one.rounded, one.differ) for one in ties}


# the rule, amounts, the amounts on the wire, what the files say less than the ledger in minor units
RULES = [
    ("half_up", ["1.004"], ["1.00"], 4),
    ("half_up", ["1.005"], ["1.01"], -5),
    ("half_up", ["1.006"], ["1.01"], -4),
    ("half_up", ["1.010"], ["1.01"], 0),
    ("half_up", ["1.015", "2.014"], ["1.02", "2.01"], -1),
    ("down", ["1.004"], ["1.00"], 4),
    ("down", ["1.009"], ["1.00"], 9),
    ("down", ["1.009", "1.009"], ["1.00", "1.00"], 18),
]


@pytest.mark.parametrize(("word", "amounts", "wire", "less"), RULES, ids=[f"{r[0]} {r[1]}" for r in RULES])
def test_an_amount_is_rounded_by_the_rule_of_the_bank_told_and_tied(
    tmp_path: Path, word: str, amounts: list[str], wire: list[str], less: int
) -> None:
    rule(tmp_path, f'KWD = "{word}"')
    desk = dinars(tmp_path / "desk", *amounts)
    assert desk.produce().held == ()
    (record,) = desk.read("BES")
    assert [(one["invoiceAmt"], one["invoiceAmtIc"]) for one in record.invoices] == [(one, one) for one in wire]
    done = sum(int(Decimal(one) * 1000) for one in amounts)
    assert sums(desk) == dict.fromkeys(("Remittance", "Invoice"), (done, 0, done - less, less, 0))
    assert desk.release().barred == ()
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    assert sums(desk) == dict.fromkeys(("Remittance", "Invoice"), (done, done - less, 0, less, 0))
    assert desk.produce().planned == ()


def test_what_was_rounded_is_kept_with_the_record_before_and_after(tmp_path: Path) -> None:
    rule(tmp_path, 'KWD = "half_up"')
    desk = dinars(tmp_path / "desk", "1.005")
    told = desk.produce()
    (row,) = desk.rows(tables.message_records)
    names = ("amount", "amount_invoice_currency")
    assert rounded_of(row["content"]) == tuple(Rounded("1", one, "KWD", "1.005", "1.01", "half_up") for one in names)
    lines = [*produced_lines(told, only_list=False)]
    assert "Rounded by the bank's rule (KWD half_up): the files say KWD 0.010 more than the ledger." in lines
    assert f"  {PAY} with {BOE}: KWD 1.005 goes as 1.01" in lines


HELD = [
    ("no rule of any currency", ""),
    ("a rule of another currency", 'BHD = "down"'),
    ("the rule to hold", 'KWD = "hold"'),
]


@pytest.mark.parametrize("text", [r[1] for r in HELD], ids=[r[0] for r in HELD])
def test_without_a_rule_the_record_is_held_and_nothing_is_rounded(tmp_path: Path, text: str) -> None:
    rule(tmp_path, text)
    told: Produced = dinars(tmp_path / "desk", "1.005").produce()
    assert "invoiceAmt is 1.005; BES takes an amount with 2 decimal places" in told.held[0].held
    assert told.planned == ()


def test_an_amount_that_is_rounded_to_nothing_is_held(tmp_path: Path) -> None:
    rule(tmp_path, 'KWD = "down"')
    told = dinars(tmp_path / "desk", "0.004").produce()
    assert "invoiceAmt is 0.00; BES takes an amount above 0" in told.held[0].held


def test_a_rule_that_changes_drafts_anew_and_what_was_let_go_stays(tmp_path: Path) -> None:
    rule(tmp_path, 'KWD = "half_up"')
    desk = dinars(tmp_path / "desk", "1.005")
    desk.produce()
    rule(tmp_path, 'KWD = "down"')
    ((_, why),) = desk.produce().dropped
    assert "the ledger says something else of it by now" in why
    assert desk.read("BES")[0].invoices[0]["invoiceAmt"] == "1.00"
    desk.release()
    rule(tmp_path, 'KWD = "half_up"')
    assert (desk.produce().planned, desk.produce().dropped) == ((), ())
    assert {side: one[3:] for side, one in sums(desk).items()} == {"Remittance": (5, 0), "Invoice": (5, 0)}


FAULTS = [
    ("a word that is no rule", 'KWD = "up"', "KWD is 'up'; a rule is half_up, down, hold."),
    ("no code of a currency", 'Dinar = "down"', "'Dinar' is no live code of ISO 4217"),
    ("a currency that every amount holds", 'USD = "down"', "every amount holds the 2 places of USD"),
    ("a number", "KWD = 2", "KWD is 2; a rule is"),
]


@pytest.mark.parametrize(("text", "says"), [r[1:] for r in FAULTS], ids=[r[0] for r in FAULTS])
def test_a_rule_that_cannot_be_gone_by_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DeskError, match="rounding") as refused:
        rule(tmp_path, text)
    assert says in refused.value.what


def test_the_closing_lists_what_was_rounded_and_ties_with_a_figure_of_its_own(tmp_path: Path) -> None:
    rule(tmp_path, 'KWD = "half_up"')
    desk = dinars(tmp_path / "desk", "1.005", "2.014")
    desk.produce()
    done = closed(desk, "closed")
    told = {one.check: (one.left.number, one.right.number) for one in tie_outs(done.closing.view)}
    for side in ("remittance", "invoice"):
        assert told[f"Done here = issued + waiting + rounded, BES {side}"] == (3.019, 3.019)
        assert told[f"Rounded by the bank's rule = amounts listed, BES {side}"] == (-0.001, -0.001)
    rows = [row for row in sheet(done) if "half_up" in row]
    assert sorted((row[2], row[5], row[6]) for row in rows) == [
        *(("Invoice", 1.005, 1.01), ("Invoice", 2.014, 2.01)),
        *(("Remittance", 1.005, 1.01), ("Remittance", 2.014, 2.01)),
    ]


# what layouts.toml says, what About says of it
TOLD = [
    ("", "held: the bank has stated no rule for a currency ([rounding] of its layouts.toml)"),
    ('KWD = "half_up"\nBHD = "down"', "BHD down, KWD half_up ([rounding] of {file}); every other currency: held"),
    ('KWD = "hold"', "KWD hold ([rounding] of {file}); every other currency: held"),
]


@pytest.mark.parametrize(("text", "said"), TOLD)
def test_about_names_the_rule_in_force_and_its_file(tmp_path: Path, text: str, said: str) -> None:
    rule(tmp_path, text)
    desk = dinars(tmp_path / "desk", "100.000")
    told = facts(closed(desk, "out").closing.view.stamp, 0)
    file = tmp_path / "messages" / "layouts.toml"
    assert dict(told)["Amounts that a message cannot hold"] == said.format(file=file)
