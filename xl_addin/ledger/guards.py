"""What the database itself holds of a ledger's rules: rows are added and never changed, whatever program writes.

In PostgreSQL also who acts, and which acts a role of the database may do; `ledger/acts.py` says it of each act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Table, text

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.ledger.acts import ACTS, CHECKER, DRAFT, MAKER, MANUAL, POSTED, RESTORED, TRAINING
from xl_addin.ledger.signed import PREPARED

READER = "desk_reader"
ROLES = (MAKER, CHECKER, READER)
APPEND_ONLY = "the ledger is append-only"


def forbid_changes(connection: Connection, kept: Iterable[Table]) -> None:
    """SQLite refuses to change or delete a row of these tables."""
    for name, table, verb in _names(kept):
        connection.execute(
            text(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END")
        )


def allow_changes(connection: Connection, kept: Iterable[Table]) -> None:
    """Takes that back, while a ledger is brought up to date."""
    for name, _, _ in _names(kept):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))


def _names(kept: Iterable[Table]) -> list[tuple[str, str, str]]:
    return [(f"{table.name}_no_{verb.lower()}", table.name, verb) for table in kept for verb in ("UPDATE", "DELETE")]


# --- PostgreSQL ---

# In a ledger for training people are named by hand, which its first act says for ever.
_TRAINING = f"EXISTS (SELECT FROM actions WHERE seq = 1 AND kind = '{TRAINING.kind}')"
_CHECKERS = ", ".join(f"'{kind}'" for kind, act in ACTS.items() if act.roles == (CHECKER,))
_IS_CHECKER = f"pg_has_role(session_user, '{CHECKER}', 'MEMBER')"
_NO_CHECKER = f"IF NOT {_IS_CHECKER} THEN RAISE EXCEPTION 'only who has the role {CHECKER} may do this'; END IF;"
_WHO_PROPOSED = 'SELECT "user" INTO maker FROM actions WHERE seq = NEW.proposal_seq;'
_WHO_DRAFTED = f"""SELECT "user" INTO maker FROM actions WHERE seq = NEW.draft_seq AND kind = '{DRAFT.kind}';"""  # noqa: S608 - words of ours
FUNCTIONS = {
    "desk_append_only": f"BEGIN RAISE EXCEPTION '{APPEND_ONLY}'; END",
    "desk_who_acts": (
        f'BEGIN IF NEW.seq = 1 OR NOT {_TRAINING} THEN NEW."user" := session_user; END IF; '
        f"IF NEW.kind IN ({_CHECKERS}) THEN {_NO_CHECKER} END IF; RETURN NEW; END"
    ),
    "desk_other_person": (
        f"DECLARE maker text; BEGIN {_NO_CHECKER} {_WHO_PROPOSED} "
        "IF maker IS NULL THEN RAISE EXCEPTION 'there is no such proposal'; END IF; "
        f"IF maker = session_user AND NOT {_TRAINING} THEN "
        "RAISE EXCEPTION 'who proposed does not answer it as well'; END IF; RETURN NEW; END"
    ),
    "desk_other_than_drafter": (
        f"DECLARE maker text; BEGIN {_NO_CHECKER} {_WHO_DRAFTED} "
        "IF maker IS NULL THEN RAISE EXCEPTION 'there is no such draft'; END IF; "
        f"IF maker = session_user AND NOT {_TRAINING} THEN "
        "RAISE EXCEPTION 'who drafted a file does not let it go as well'; END IF; RETURN NEW; END"
    ),
    "desk_checker_only": f"BEGIN {_NO_CHECKER} RETURN NEW; END",
}


class Trigger(NamedTuple):
    """A rule on a table: its function, on what it acts (PostgreSQL's tgtype), for which rows."""

    table: str
    function: str
    kind: int
    when: str = ""

    @property
    def name(self) -> str:
        """Its name, one of a kind within the table."""
        return f"{self.table}_{self.function}"

    @property
    def words(self) -> str:
        """The statement that makes it; it holds for who copies rows between servers as well (ALWAYS)."""
        each = "ROW" if self.kind == _ROW else "STATEMENT"
        when = f"WHEN ({self.when}) " if self.when else ""
        made = f"CREATE TRIGGER {self.name} BEFORE {_VERBS[self.kind]} ON {self.table} FOR EACH {each} {when}"
        always = f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}"
        return f"{made}EXECUTE FUNCTION {self.function}(); {always}"


_ROW, _CHANGE = 7, 58  # BEFORE INSERT of each row; BEFORE UPDATE, DELETE and TRUNCATE of each statement
_VERBS = {_ROW: "INSERT", _CHANGE: "UPDATE OR DELETE OR TRUNCATE"}
_BY_TWO = f"NEW.posting = '{RESTORED.word}' OR NEW.posting = '{POSTED.word}' AND NEW.tier = '{MANUAL}'"
_OF_ACTS = (
    Trigger("actions", "desk_who_acts", _ROW),
    Trigger("verdicts", "desk_other_person", _ROW),
    Trigger("releases", "desk_other_than_drafter", _ROW),
    Trigger("postings", "desk_checker_only", _ROW, _BY_TWO),
    Trigger("signatures", "desk_checker_only", _ROW, f"NEW.role <> '{PREPARED}'"),
)


def triggers(kept: Iterable[Table] = ()) -> list[Trigger]:
    """The rules of a ledger; `kept` are tables of former schemas, which nothing is added to."""
    every = (tables.actions, *tables.PAYLOAD, *kept)
    return [*(Trigger(table.name, "desk_append_only", _CHANGE) for table in every), *_OF_ACTS]


def writes_of(role: str) -> list[str]:
    """The tables to which a role of the database may add rows."""
    written = {table.name for act in ACTS.values() if role in act.roles for table in act.writes}
    return ["actions", *(table.name for table in tables.PAYLOAD if table.name in written)] if written else []


def guard(connection: Connection, where: str, kept: Iterable[Table] = ()) -> None:
    """Makes roles, rules and grants in a PostgreSQL database; all in the transaction that makes its tables."""
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # of rows that a restored ledger has already
    _make_roles(connection, where)
    schema = str(connection.exec_driver_sql("SELECT current_schema()").scalar())
    for statement in _statements(schema, list(kept)):
        connection.exec_driver_sql(statement)


def _make_roles(connection: Connection, where: str) -> None:
    known = {row[0] for row in connection.exec_driver_sql("SELECT rolname FROM pg_roles")}
    missing = [role for role in ROLES if role not in known]
    may = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    if missing and not connection.exec_driver_sql(may).scalar():
        raise DeskError(
            f"The server lacks the roles {', '.join(missing)}, and you may not make roles.",
            f"Ledger {where}.",
            f"Let IT make them once: {' '.join(f'CREATE ROLE {role};' for role in missing)} then run this again.",
        )
    for role in missing:
        connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN")


def _statements(schema: str, kept: list[Table]) -> Iterator[str]:
    """Names and words of ours; nothing of a user's comes in here."""
    at = '"' + schema.replace('"', '""') + '"'
    for name, body in FUNCTIONS.items():
        # its own path: nobody puts a table of his own in the place of `actions`
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = {at}, pg_temp AS $desk${body}$desk$"
        )
    yield from (trigger.words for trigger in triggers(kept))
    yield f"GRANT USAGE ON SCHEMA {at} TO {', '.join(ROLES)}"
    every = ", ".join(table.name for table in (*tables.metadata.sorted_tables, *kept))
    yield f"GRANT SELECT ON {every} TO {', '.join(ROLES)}"
    for role in (MAKER, CHECKER):
        for table in writes_of(role):
            yield f"GRANT INSERT ON {table} TO {role}"
            if table != "actions":
                yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role}"
