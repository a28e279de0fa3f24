"""What IDPMS says of manual bills of entry: acknowledged or refused by its reply, or come down with the download."""

from __future__ import annotations

from collections import defaultdict

from xl_addin.desk.intake import rows
from xl_addin.desk.intake.gather import Intake
from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.shape import CANCEL, Shaper
from xl_addin.desk.intake.sources import stamp_of
from xl_addin.desk.month.acknowledged import STATEMENT
from xl_addin.desk.month.reported import BY_FILE, FILE, MANUAL_SOURCES
from xl_addin.domain.identifiers import BoeKey
from xl_addin.messages.errors import SUCCESS, codes_in
from xl_addin.rulebook.facts import BOE, Value

LAST = "~"  # after any stamp: a file without one may be the later


def take_acknowledgements(intake: Intake, source: RawSource) -> None:
    """Takes a reply, line by line; a bill of entry is acknowledged where each of its lines is.

    A reply of passes and one of failures are read alike: either may echo all lines. The reply to a cancellation is
    passed over.
    """
    shaper = Shaper(rows.ACK, source.journal, intake.as_on, intake.known)
    told: dict[BoeKey, dict[str, int]] = defaultdict(dict)
    for raw in source.rows:
        row = shaper.shape(raw.line, raw.texts)
        if row is None:
            source.journal.refused += 1
        elif row.record_indicator != CANCEL:
            key = BoeKey(row.boe_number, row.boe_date, row.port_code)
            for code in codes_in(row.error_code) or (row.error_code,):
                told[key].setdefault(code, raw.line)
    for key, words in told.items():
        _note(intake, source, key, words)


def _note(intake: Intake, source: RawSource, key: BoeKey, words: dict[str, int]) -> None:
    if key not in intake.boes.known:
        source.journal.tell("ACKNOWLEDGEMENT_OF_UNKNOWN", min(words.values()), boe_header("boe_number"), str(key))
        return
    refused = [word for word in words if word != SUCCESS]
    item, stamp = (BOE, str(key)), stamp_of(source.file.name)
    if refused:
        source.journal.tell("MANUAL_BOE_REFUSED", words[refused[0]], "errorCode", f"{key}: {', '.join(refused)}")
    elif item in intake.refused_at and stamp <= intake.refused_at[item]:
        return  # of two replies of one moment the refusal counts
    told: dict[str, Value | None] = {BY_FILE: not refused, FILE: f"{source.file.name}: {', '.join(words)}"}
    if refused:
        told |= dict.fromkeys(STATEMENT)
        intake.refused_at[item] = stamp or LAST
    intake.acknowledged[item] = told


def note_download(intake: Intake, key: BoeKey, file: str) -> None:
    """A manual bill of entry that comes down with the download is in IDPMS."""
    known = intake.boes.known.get(key)
    if known is not None and known.record.source in MANUAL_SOURCES:
        intake.acknowledged[BOE, str(key)] = {BY_FILE: True, FILE: f"{file}: in the download"}
