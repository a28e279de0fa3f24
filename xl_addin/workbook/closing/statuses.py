"""Every status word with its symbol and tone; meaning never rests on colour alone."""

from __future__ import annotations

GOOD, LOOK, RAISED, BAD, NOTE = "good", "look", "raised", "bad", "note"

SIGNS: dict[str, tuple[str, str]] = {
    "OK": ("✓", GOOD),
    "ACTIVE": ("✓", GOOD),
    "CLOSED": ("✓", GOOD),
    "POSTED": ("✓", GOOD),
    "WITHIN_3_MONTHS": ("✓", GOOD),
    "SIGNED": ("✓", GOOD),
    "CHECK": ("?", LOOK),
    "PROPOSED": ("?", LOOK),
    "NOT SIGNED": ("?", LOOK),
    "NOT CHECKED": ("?", LOOK),
    "OPEN": ("○", NOTE),
    "OUTSIDE": ("○", NOTE),
    "INFO": ("i", NOTE),
    "SHOW_BOTH": ("⇄", NOTE),
    "ESCALATE": ("▲", RAISED),
    "BANK_POLICY": ("◆", RAISED),
    "REFER_RBI": ("▲", RAISED),
    "RIGOROUS_FOLLOWUP": ("▲", RAISED),
    "SECURITY_REQUIRED": ("■", RAISED),
    "MOF_WAIVER_REQUIRED": ("■", RAISED),
    "LIKELY_DEACTIVATED": ("▲", RAISED),
    "WARN": ("▲", RAISED),
    "REFUSE": ("✗", BAD),
    "DEFAULT": ("✗", BAD),
    "BLOCK": ("✗", BAD),
    "BREACH_BEFORE_SWITCH": ("✗", BAD),
}

# Font and fill of each tone; each pair has a contrast above 4.5 to 1 (a test computes it).
TONES: dict[str, tuple[str, str]] = {
    GOOD: ("#1E5C1E", "#E6F2E0"),
    LOOK: ("#6B4300", "#FFF2CC"),
    RAISED: ("#7F3300", "#FBE3D3"),
    BAD: ("#8B0000", "#F8D9DA"),
    NOTE: ("#1F3864", "#E3ECF7"),
}


def sign(word: str) -> str:
    """The symbol of a status word; a dot for a word that this list does not know, nothing for no word."""
    return SIGNS.get(word, ("•", NOTE))[0] if word else ""


def tone(word: str) -> str:
    """The tone of a status word; "" for no word."""
    return SIGNS.get(word, ("•", NOTE))[1] if word else ""
