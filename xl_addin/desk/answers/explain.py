"""Explain: everything the desk knows of one item, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xl_addin.desk.acts.told import waiting_lines
from xl_addin.desk.answers.runner_up import runner_ups
from xl_addin.desk.month.by_policy import ByPolicy, pass_told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.now import Now
from xl_addin.desk.month.settle import NO_POLICY
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import grouped
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.plain_words import days_in_words, sentence
from xl_addin.engine.settlement.pass_words import pass_words
from xl_addin.ledger import Ledger, lines
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.proposed import proposals
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_fields import PROMOTABLE


def explain(ledger: Ledger, now: Now, name: str, policy: Policy = NO_POLICY) -> list[str]:
    """Lines on every ORM and invoice that `name` names: an ORM number, a BoE number, or an invoice's full key."""
    orms = [item for key, item in now.settled.month.orms.items() if name in (key, item.record.orm_number)]
    invoices = [
        item
        for key, item in now.settled.month.invoices.items()
        if name in (key, item.record.boe_key, item.record.boe_number)
    ]
    if not orms and not invoices and name in PROMOTABLE:
        return _pass(ledger, now, name, policy)
    if not orms and not invoices:
        raise DeskError(
            f"The ledger knows no item {name!r} up to {now.settled.month.as_on:%d-%b-%Y}.",
            f"Ledger {ledger.where}.",
            "Give an ORM number, a BoE number, or BoE number/date/port#serial as the sheets show them; or a pass whose "
            f"proposals the policy may have posted: {', '.join(PROMOTABLE)}.",
        )
    told = [line for orm in orms for line in _orm(ledger, now, orm)]
    return told + [line for invoice in invoices for line in _invoice(ledger, now, invoice)]


def _pass(ledger: Ledger, now: Now, name: str, policy: Policy) -> list[str]:
    """A pass, its proposals so far, and how many of them the policy would post."""
    with ledger.read() as connection:
        answered = lines.answered_by_pass(connection, now.settled.month.period)
    asked = ByPolicy(policy, now.settled.month, answered)
    return pass_told(name, asked, [*now.settled.suggestions])


def _orm(ledger: Ledger, now: Now, item: OrmItem) -> Iterator[str]:
    record = item.record
    yield f"ORM {record.orm_number} of {record.payment_date:%d-%b-%Y}, {record.importer_name}"
    yield from _amounts(item, record.amount_minor)
    yield from _lines(ledger, now, lambda line: line.orm_key, item.key)
    yield from _beside(now, item)
    yield from _acts(ledger, now, item.key)
    yield from _decisions(now, item.key)


def _invoice(ledger: Ledger, now: Now, item: InvoiceItem) -> Iterator[str]:
    record = item.record
    yield f"Invoice {record.invoice_number or '(no number)'}, {item.key}, {record.importer_name}"
    yield from _amounts(item, record.value_minor)
    yield from _lines(ledger, now, lambda line: line.invoice_key, item.key)
    yield from _acts(ledger, now, item.key, record.boe_key)
    yield from _decisions(now, item.key, record.boe_key)


def _amounts(item: OrmItem | InvoiceItem, value: int) -> Iterator[str]:
    left, gone = item.outstanding_minor, item.closed_ever_minor
    amount, settled, open_now = (grouped(minor, item.currency) for minor in (value, value - left - gone, left))
    closed = f", written off or closed {grouped(gone, item.currency)}" if gone else ""
    yield f"  Amount {item.currency} {amount}, settled {settled}{closed}, open {open_now}"


def _acts(ledger: Ledger, now: Now, *keys: str) -> Iterator[str]:
    """What two people did with an item or its entry, or what waits of it."""
    with ledger.read() as connection:
        known = [one for one in proposals(connection, now.settled.month.period) if one.item_key in keys]
    if known:
        yield from (f"  {line}" for line in waiting_lines(known, everything=True))


def _lines(ledger: Ledger, now: Now, side: Callable[[SettlementLine], str], key: str) -> Iterator[str]:
    """Settlement lines of the period that stand, then what is proposed, each with the item on the other side."""
    with ledger.read() as connection:
        posted = lines.settlement_lines(connection, now.settled.month.period)
        restored = lines.restored_lines(connection, now.settled.month.period)
        answered = lines.answered_by_pass(connection, now.settled.month.period)
        open_now = [one for one in proposals(connection, now.settled.month.period) if one.waits]
    for word, found in (
        ("Settled", posted),
        ("Taken back:", restored),
        *((f"Waits for approval ({one.number}):", one.lines) for one in open_now),
        ("For approval with its batch:", now.settled.batch),
        ("Waits for IDPMS:", now.settled.waiting),
        ("Proposed", now.settled.suggestions),
    ):
        for line in found:
            if side(line) == key:
                other = line.invoice_key if key == line.orm_key else line.orm_key
                amount = grouped(line.amount_minor, line.currency)
                so_far = _so_far(answered.get(line.found_by)) if word == "Proposed" else ""
                how = f"{pass_words(line.found_by)} ({line.found_by}, {line.reason})"
                yield f"  {word} {amount} with {other}: {how}; {line.evidence}{so_far}"


def _beside(now: Now, item: OrmItem) -> Iterator[str]:
    """What else the remittance could have paid in the period, and why it did not."""
    known = [*now.settled.month.posted, *now.settled.unposted]
    taken = {line.invoice_key for line in known if line.orm_key == item.key}
    others = {(line.invoice_key, line.orm_key) for line in known if line.orm_key != item.key}
    if item.is_live and (taken or item.outstanding_minor):
        yield from runner_ups(now.settled.month, item, taken, sorted(others))


def _so_far(answered: tuple[int, int] | None) -> str:
    """How people answered the proposals of a pass; "" where nobody has."""
    return f"; of this pass {answered[0]} of {sum(answered)} lines were accepted so far" if answered else ""


def _decisions(now: Now, *keys: str) -> Iterator[str]:
    """Decisions on an item and on the entry it stands in."""
    yield from (f"  {decision_told(case)}" for case in now.cases if case.item.key in keys)


def decision_told(case: Case) -> str:
    """A decision by its codes, then in words with figures, law and how sure it is."""
    found = case.decision
    codes = " ".join(dict.fromkeys((found.status, *found.findings)))
    return f"{case.subject} {codes}: {sentence(found)} {days_in_words(found.citation)}".rstrip()
