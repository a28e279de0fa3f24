"""What a person reads for the codes of a settlement line: the pass that found it, and how its amounts agree."""

from __future__ import annotations

PASS_WORDS = {
    "REF": "invoice or bill named in the remarks",
    "REF_FUZZY": "number in the remarks one sign apart",
    "REF_SUM": "named items, and others that make the sum agree",
    "AMOUNT_1_1": "importer, party and amount agree, no rival",
    "AMOUNT_UNIQUE": "amount that one invoice alone has",
    "BOE_GROUP": "all open invoices of one bill add up",
    "BOE_UNIQUE": "amount that one bill alone has",
    "BILLS_1_N": "one sum of bills fits the remittance",
    "SUM_N_1": "one sum of remittances fits the bill",
    "SUM_1_N": "few invoices that add up to the remittance",
    "SUM_N_M": "all remittances to a party equal its bills",
    "TERMS": "freight, insurance, discount or charge explains it",
    "CROSS_CURRENCY": "paid in another currency",
    "THIRD_PARTY": "paid for another importer",
    "SHARE": "a whole per cent of one bill or invoice",
    "TOLERANCE_1_1": "only partner within 5 per cent",
    "NEAR_1_1": "only bill within 10 per cent",
    "ONLY_1_1": "only remittance and only bill of the party",
    "MANUAL": "settled by hand, by two people",
}
REASON_WORDS = {
    "EXACT": "the amounts agree to the last unit",
    "TOL": "within the tolerance: the rest stays open as a difference",
    "PART": "a part of the invoice",
    "OVER": "more was paid than the invoices ask",
    "TIE": "another choice is as good: a person decides",
}
TIER_WORDS = {
    "AUTO": "decided by the evidence: posted without a question",
    "SUGGEST": "proposed: posted only when a person accepts it",
    "MANUAL": "made by one person and approved by another",
}


def pass_words(code: str) -> str:
    """The sentence of a pass; its code where an older ledger has one that is gone."""
    return PASS_WORDS.get(code, code)
