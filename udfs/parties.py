"""Set-off of an export against an import, and documents that go straight to the importer."""

from __future__ import annotations

from udfs._law import value
from udfs._question import decision_function
from xl_addin.engine.parties.direct_documents import DirectDocuments
from xl_addin.engine.parties.setoff import SetOff, SetOffLastDay

SETOFF = decision_function(
    SetOff,
    upto="same_group",
    help="May an export be set off against an import on a day?",
    example='={}(DATE(2026,10,15), DATE(2027,3,31), "USD", DATE(2026,11,2), TRUE)',
    rules=("setoff.",),
)

SETOFF_LAST_DAY = decision_function(
    SetOffLastDay,
    faces=value("date"),
    help="Last day on which an export may be set off against an import, without an extension by the AD.",
    example='={}(DATE(2026,10,15), "USD", DATE(2026,11,2))',
    rules=("setoff.",),
)

DIRECTDOCS = decision_function(
    DirectDocuments,
    upto="action_date",
    help="May the importer receive the documents of a bill directly?",
    example='={}(250000, "ORDINARY", DATE(2026,5,4))',
    rules=("direct_docs.",),
)
