"""What a sheet and a screen say of a decision: the formats of people, and nothing that the formal sentence lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xl_addin.engine.plain_words import amount_in_words, in_words, sentence
from xl_addin.engine.rule import Decision


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("226774560.12", "INR", "₹22,67,74,560.12"),
        ("-226774560.12", "INR", "-₹22,67,74,560.12"),
        ("999", "INR", "₹999"),
        ("1000", "INR", "₹1,000"),
        ("99999", "INR", "₹99,999"),
        ("100000", "INR", "₹1,00,000"),
        ("994984.798", "INR", "₹9,94,984.798"),
        ("1234.5", "USD", "USD 1,234.50"),
        ("-1234.5", "USD", "USD -1,234.50"),
        ("1250000", "JPY", "JPY 1,250,000"),
        ("1250.125", "KWD", "KWD 1,250.125"),
        ("1234567.5", "", "1,234,567.50"),
    ],
)
def test_an_amount_is_grouped_as_its_currency_is_and_never_rounded(amount: str, currency: str, said: str) -> None:
    assert amount_in_words(Decimal(amount), currency) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("evidence was due by 2026-03-05, before the switch", "evidence was due by 05-Mar-2026, before the switch"),
        ("Circular No. 65 of 2016-04-28", "Circular No. 65 of 28-Apr-2016"),
        ("(2026-10-31)", "(31-Oct-2026)"),
        ("invoice 2569477/2026-09-29/INHAL1#1", "invoice 2569477/2026-09-29/INHAL1#1"),
        ("reference 12026-10-31", "reference 12026-10-31"),
        ("run 2026-10-30dc5d6f", "run 2026-10-30dc5d6f"),
        ("no day is 2026-02-30", "no day is 2026-02-30"),
        ("shipment_date is not given", "Shipment date is not given"),
        ("the bank has set none (writeoff_cap_pct)", "the bank has set none (writeoff_cap_pct)"),
    ],
)
def test_days_and_facts_of_a_text_are_told_in_words_and_keys_stay(text: str, said: str) -> None:
    assert in_words(text) == said


def test_a_sentence_tells_answer_figures_and_notes_without_codes() -> None:
    found = Decision(
        "write-off",
        "REFUSE",
        findings=("AD_NOT_SATISFIED",),
        facts=(
            ("currency", "USD"),
            ("difference", Decimal("-12591.96")),
            ("invoice value", Decimal("117097.17")),
            ("entry INR", Decimal(1000000)),
            ("declaration", False),
            ("breach before the switch:", True),
            ("old date", date(2026, 10, 31)),
            ("former stage", "DEFAULT"),
            ("limit {} %", Decimal(5)),
            ("nothing", None),
        ),
        notes=("due 2026-03-05",),
    )
    assert sentence(found) == (
        "Write-off: barred; difference USD -12,591.96; invoice value USD 117,097.17; entry ₹10,00,000; "
        "declaration: no; breach before the switch: yes; old date 31-Oct-2026; former stage default; "
        "limit 5 %; due 05-Mar-2026."
    )
