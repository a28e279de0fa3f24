"""The desk as its papers tell it: the bank's name and the month on the day."""

from __future__ import annotations

from datetime import date

from xl_addin.desk.month.day import refuse_beyond_law, refuse_far_day, refuse_gone_on, refuse_nothing_yet
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.papers.drafts import Desk, refuse_nameless
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.state import is_training

TRAINING = "TRAINING: this is no paper of a bank."


def desk_of(ledger: Ledger, as_on: date, law: Law, bank: str) -> Desk:
    """The desk on a day; DeskError where no bank is named, or the day is none of the ledger.

    A month that was signed may have its papers: they move nothing in it.
    """
    refuse_nameless(bank)
    refuse_beyond_law(law.rules, as_on)
    with ledger.read() as connection:
        refuse_gone_on(connection, as_on)
        refuse_nothing_yet(connection, as_on)
        mark = TRAINING if is_training(connection) else ""
    month = read_month(ledger, as_on)
    refuse_far_day(month.dated(), as_on)
    return Desk(bank.strip(), with_rates_of_age(month, law.policy), law, mark)
