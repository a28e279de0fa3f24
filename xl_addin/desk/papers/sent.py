"""That a paper left the bank: how, when, by which receipt. A letter feeds the follow-up, a memo the referrals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.month.day import refuse_beyond_law, refuse_earlier_day
from xl_addin.desk.month.month import orm_keys
from xl_addin.desk.papers.again import named
from xl_addin.desk.papers.kinds import DEFAULT_NOTICE, MEMO, REGISTERED, REMINDER
from xl_addin.desk.papers.letters import items_of
from xl_addin.desk.started import typed
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, chain, items, tables
from xl_addin.ledger.acts import PAPERS_SENT
from xl_addin.ledger.answers import Answers, latest_answers
from xl_addin.ledger.papers import Issued, issued
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import Value, fact

BY_REGISTERED = "registered"
MODES = (BY_REGISTERED, "speed-post", "post", "courier", "email", "hand")
WHERE = "Register of papers. Nothing was kept."


@dataclass(frozen=True, slots=True)
class Went:
    """How a paper went: one of the modes, the receipt of the post, the day."""

    mode: str
    on: date
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was kept: the papers, how many items were told of them, and what a person should look at."""

    numbers: tuple[str, ...]
    items: int
    look: tuple[str, ...] = ()


def sent(ledger: Ledger, as_on: date, law: Law, actor: Actor, numbers: tuple[str, ...], went: Went) -> Noted:
    """Keeps that papers were sent; DeskError for a paper, a mode or a day that cannot be."""
    refuse_beyond_law(law.rules, as_on)
    with ledger.snapshot(), ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
        known, head = issued(connection), chain.head(connection)
        period = period_of(as_on)
        answers = latest_answers(connection, period, orm_keys(items.orm_items(connection, period)))
    papers = [named(known, one) for one in dict.fromkeys(numbers)]
    for one in papers:
        _refuse(one, went, as_on)
    rows = [row for one in papers for row in _answers(one, went, answers)]
    with ledger.step(PAPERS_SENT, as_on, actor, after=head) as step:
        told = {"mode": went.mode, "receipt": went.receipt.strip(), "on": went.on}
        step.add(tables.papers_sent, ({"number": one.number, **told} for one in papers))
        step.add(tables.answers, rows)
        step.detail = {"papers": [one.number for one in papers]}
    look = tuple(note for one in papers for note in _look(one, went))
    return Noted(tuple(one.number for one in papers), len({row["item_key"] for row in rows}), look)


def _refuse(one: Issued, went: Went, as_on: date) -> None:
    if went.mode not in MODES:
        raise DeskError(f"{went.mode!r} is no way to send a paper.", WHERE, f"Give --mode: {', '.join(MODES)}.")
    if went.mode == BY_REGISTERED and not went.receipt.strip():
        raise DeskError("A registered letter has a receipt of the post.", WHERE, "Give its number: --receipt.")
    if not one.as_on <= went.on <= as_on:
        raise DeskError(
            f"{one.number} was issued on {one.as_on:%d-%b-%Y}; it was not sent on {went.on:%d-%b-%Y}.",
            WHERE,
            f"Give the day of dispatch, up to {as_on:%d-%b-%Y}: --on.",
        )
    if any((before.mode, before.on) == (went.mode, went.on) for before in one.sent):
        raise DeskError(
            f"{one.number} was noted as sent by {went.mode} on {went.on:%d-%b-%Y} before.",
            WHERE,
            f"Nothing is to be done. See: {typed('papers list --help')}",
        )
    if not one.stands:
        raise DeskError(
            f"{one.number} is of act {one.of_seq}, which was taken back: it says what is no longer so.",
            WHERE,
            "Do not send it. Where it has left the house, tell whom it went to.",
        )


def _answers(one: Issued, went: Went, known: Answers) -> Iterator[dict[str, str]]:
    for kind, key in items_of(one):
        for name, value in _said(one, went, known.get((kind, key), {})).items():
            yield {"item_kind": kind, "item_key": key, "fact": name, "value": fact(name).text(value)}


def _said(one: Issued, went: Went, known: Mapping[str, Value]) -> dict[str, Value]:
    """What a paper answers of an item of it: the day of a letter by its kind, or the memo's number, day and status."""
    if one.kind == MEMO.word:
        return {"memo_number": one.number, "memo_date": went.on, "memo_status": "Sent"}
    if one.kind == REMINDER.word:
        return _reminded(known, went.on)
    if went.mode != BY_REGISTERED or one.kind not in (REGISTERED.word, DEFAULT_NOTICE.word):
        return {}
    if one.kind == DEFAULT_NOTICE.word and "registered_letter_date" in known:
        return {}  # the letter of the second period is the one that the ladder asks for
    return {"registered_letter_date": went.on}


def _reminded(known: Mapping[str, Value], on: date) -> dict[str, Value]:
    """The first letter, or the second where the first went on an earlier day: one day is one letter."""
    first = known.get("letter_1_date")
    if first is None:
        return {"letter_1_date": on}
    return {"letter_2_date": on} if isinstance(first, date) and first < on else {}


def _look(one: Issued, went: Went) -> Iterator[str]:
    if one.kind == REGISTERED.word and went.mode != BY_REGISTERED:
        yield f"{one.number} went by {went.mode}: that is no registered letter, and the follow-up still asks for one."
