"""Whether a PostgreSQL database still holds the rules of a ledger: tables, triggers, functions, who may do what."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect

from xl_addin.ledger import former, tables
from xl_addin.ledger.acts import CHECKER, MAKER
from xl_addin.ledger.guards import FUNCTIONS, ROLES, triggers, writes_of
from xl_addin.ledger.schema import REVISION

_IS_OURS = "c.relnamespace = current_schema()::regnamespace"
_TRIGGERS = f"""
    SELECT c.relname, t.tgname, p.proname, t.tgtype::int, t.tgenabled FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND {_IS_OURS}"""  # noqa: S608 - words of ours
_CONDITIONS = f"""
    SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgqual IS NOT NULL AND {_IS_OURS}"""  # noqa: S608 - words of ours
_FUNCTIONS = """
    SELECT proname, prosrc, prosecdef FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"""
# What keeps rows out of sight, or puts something else in the place of adding them.
_OTHER_RULES = f"""
    SELECT c.relname, 'a rule of the database' FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relkind = 'r' AND {_IS_OURS}
    UNION ALL SELECT c.relname, 'row security' FROM pg_class c WHERE c.relrowsecurity AND {_IS_OURS}"""  # noqa: S608
_GRANTS = f"""
    SELECT c.relname, coalesce(r.rolname, 'everybody'), a.privilege_type
    FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relkind = 'r' AND a.grantee <> c.relowner AND {_IS_OURS}"""  # noqa: S608 - words of ours


def changed_guards(connection: Connection) -> Iterator[str]:
    """What is not as a new ledger has it, in words."""
    yield from _tables(connection)
    yield from _triggers(connection)
    yield from _functions(connection)
    yield from (f"{table} has {what}" for table, what in connection.exec_driver_sql(_OTHER_RULES))
    yield from _grants(connection)
    yield from _schema(connection)


def _tables(connection: Connection) -> Iterator[str]:
    has = inspect(connection)
    names = set(has.get_table_names())
    for table in tables.metadata.sorted_tables:
        if table.name not in names:
            yield f"table {table.name} is missing"
        elif [c["name"] for c in has.get_columns(table.name)] != [c.name for c in table.columns]:
            yield f"table {table.name} has other columns"


def _triggers(connection: Connection) -> Iterator[str]:
    """Each must hold always, also for who replicates (A); one that was switched off is told as missing."""
    has = {tuple(row) for row in connection.exec_driver_sql(_TRIGGERS)}
    every = triggers(former.TABLES if former.whole_until(connection) else ())
    wants = {(one.table, one.name, one.function, one.kind, "A") for one in every}
    yield from (f"rule {name} of table {table} is missing or switched off" for table, name, *_ in sorted(wants - has))
    yield from (f"rule {name} of table {table} was added or changed" for table, name, *_ in sorted(has - wants))
    narrowed = {str(name) for (name,) in connection.exec_driver_sql(_CONDITIONS)}
    for name in sorted(narrowed - {one.name for one in every if one.when}):
        yield f"rule {name} holds for some rows only"


def _functions(connection: Connection) -> Iterator[str]:
    has = {name: (source, as_owner) for name, source, as_owner in connection.exec_driver_sql(_FUNCTIONS)}
    for name, body in FUNCTIONS.items():
        if name in has and has[name] != (body, False):
            yield f"rule {name} says something else"


def _grants(connection: Connection) -> Iterator[str]:
    """Who may do more to a table than its act needs: nobody changes or deletes, makers do not approve."""
    wants = {(table.name, role, "SELECT") for table in tables.metadata.sorted_tables for role in ROLES}
    wants |= {(table, role, "INSERT") for role in (MAKER, CHECKER) for table in writes_of(role)}
    has = {tuple(row) for row in connection.exec_driver_sql(_GRANTS)}
    for table, role, may in sorted(one for one in has - wants if one[2] != "SELECT"):  # who may look more is no fault
        yield f"{role} has the right {may} on table {table}"


def _schema(connection: Connection) -> Iterator[str]:
    said = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if said != [REVISION]:
        yield f"the table alembic_version says {', '.join(map(str, said)) or 'nothing'}, not {REVISION}"
