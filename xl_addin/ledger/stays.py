"""What helps where an act is not taken back: one sentence for each kind that stays."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.ledger import acts

STAYS: Mapping[str, str] = {
    acts.TRAINING.kind: "a training ledger stays one",
    acts.APPROVE.kind: "what was approved is opened again or withdrawn by two people",
    acts.SIGN.kind: "two people open the month again",
    acts.AUDIT_DRAW.kind: "a sample stays drawn; another may be drawn",
    acts.AUDIT_SIGN.kind: "a signature stays, and reads BROKEN where a result is changed",
    acts.DRAFT.kind: "before it is let go a draft is dropped with a reason",
    acts.RELEASE.kind: "what was let go never changes; what is taken back is cancelled by the next draft",
    acts.DROP.kind: "what a dropped file reported waits again, and the next draft has it under another name",
    acts.SENT.kind: "what was said of an upload stays",
    acts.ACKNOWLEDGED.kind: "what IDPMS has said stays, and a later reply counts in its place",
    acts.PAPERS.kind: "the number of a paper is given once; the register tells papers whose act was taken back",
    acts.UNDO.kind: "while nothing else is done, what it took back counts again by redo",
    acts.REDO.kind: "what counts again may be taken back once more",
}
