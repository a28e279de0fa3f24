"""The sentences on an item that a cell may ask: every decision by its subject, and its settlements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_addin.desk.answers.explain import decision_told
from xl_addin.desk.month.now import Now
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.plain_words import amount_in_words

SETTLEMENT = "SETTLEMENT"
MOST = 5  # settlements that one sentence tells; how many more there are is said
Sentences = dict[str, dict[str, str]]


def sentences_of(now: Now) -> Sentences:
    """By key of what it is about (an item, a bill of entry, an importer) and subject, the sentence."""
    found: Sentences = defaultdict(dict)
    for case in now.cases:
        found[case.item.key].setdefault(case.subject, decision_told(case))
    for key, told in _settled(now).items():
        more = f"; and {len(told) - MOST} more" if len(told) > MOST else ""
        found[key][SETTLEMENT] = f"{'; '.join(told[:MOST])}{more}."
    return dict(found)


def _settled(now: Now) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word, line in _lines(now):
        amount = amount_in_words(from_minor(line.amount_minor, line.currency), line.currency)
        for key, other in ((line.orm_key, line.invoice_key), (line.invoice_key, line.orm_key)):
            found[key].append(f"{word} {amount} with {other}: {line.found_by}, {line.reason}")
    return found


def _lines(now: Now) -> Iterator[tuple[str, SettlementLine]]:
    """Lines of the period that stand, then what waits or is proposed."""
    told = now.closing.told
    yield from (("settled", line) for line in told.posted)
    yield from (("waits for IDPMS:", line) for line in now.settled.waiting)
    yield from (("for approval:", line) for line in now.settled.batch)
    yield from (("proposed:", line) for line in now.settled.suggestions)
