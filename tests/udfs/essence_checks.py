"""What must hold of every sentence: its essence within the first signs, and nothing lost of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from udfs._essence import sentence
from xl_addin.domain.statuses import statuses
from xl_addin.engine.rule import OK, Decision
from xl_addin.engine.sentence import told

SHOWN = 250  # what a spilled cell keeps of 255, less the marks that a host may put before it


def lacking(found: Decision) -> Iterator[str]:
    """Each thing that the sentence of a decision should say and does not, or says too late."""
    said = sentence(found)
    lead = said[:SHOWN]
    if not lead.startswith(f"{found.subject}: {found.status}"):
        yield "the status is not said first"
    word = statuses().get(found.status)
    if found.status != OK and word and word.briefly and "; do: " not in lead:
        yield "what to do is said too late"
    if found.findings and found.findings[0] not in lead:
        yield "the first finding is said too late"
    if found.basis and found.basis[0].cited[:60] not in lead and len(said) > SHOWN:
        yield "the paragraph is said too late"
    whole = [told(label, value) for label, value in found.facts if value is not None and value != ""]
    yield from (f"{one!r} is left out" for one in (*whole, *found.notes, *found.findings) if one not in said)
    if found.basis and not said.endswith(f"basis: {found.citation}."):
        yield "the full citation does not stand at the end"
