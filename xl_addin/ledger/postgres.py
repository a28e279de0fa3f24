"""A ledger in a PostgreSQL database: opening it, one writer at a time, its complaints in our words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from time import sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import waiting
from xl_addin.ledger.waiting import READING, Busy, Tell, patiently

_SETTINGS = {"connect_timeout": 10, "application_name": "import-desk"}
# Of the database and schema that the ledger lies in: nothing else takes a lock of this number.
_LOCK = "SELECT pg_try_advisory_xact_lock(20261130, hashtext(current_schema()))"
_AGAIN = "Nothing of this step was kept; run the command again."
_IT = "ask IT, who looks after the database"
_RIGHTS = f"Nothing was kept. Your role in the database does not allow it: {_IT}, or let another person do it."

# What PostgreSQL calls a fault (SQLSTATE, or its beginning) -> what it is in our words ("" = the database's own), and
# what a person does about it. The first that fits counts.
_FAULTS = (
    ("23505", "another run wrote to it in the meantime", _AGAIN),
    ("40", "another run wrote to it in the meantime", _AGAIN),
    ("55P03", "another run holds it", _AGAIN),
    ("42501", "", _RIGHTS),
    ("P0001", "", _RIGHTS),  # one of the ledger's own rules
    ("25006", "the database may only be read at this moment", f"Nothing was kept; {_IT}."),
    ("53100", "the disk of the database is full", f"Nothing was kept; {_IT}."),
    ("53300", "too many people are connected to the database", f"Wait a minute and try again, or {_IT}."),
    ("57P", "the database was stopped meanwhile", "Wait until it runs again, then run this again. Look at: history"),
    ("08", "the connection to the database was lost", "Check the network, then run this again. Look at: history"),
    ("22", "", "A value cannot be kept in this database: see what is named, and correct it in its file."),
)
# Connecting, the driver gives no such code: what it says, in each case by the words of the server or of the system.
_CONNECTING = (
    (
        r"password authentication failed|no password supplied|SASL",
        "the database refuses the name or the password",
        "Check the name in the address. Let the password stand in your password file (pgpass.conf, ~/.pgpass), not in "
        "the address.",
    ),
    (r'database ".*" does not exist', "there is no such database on the server", f"Check the address, or {_IT}."),
    (r'role ".*" does not exist', "the server does not know this name", f"Check the name in the address, or {_IT}."),
    (
        r"no pg_hba\.conf entry",
        "the server takes no connection from this computer under this name",
        f"To go on, {_IT}.",
    ),
    (
        r"could not translate host name|Name or service not known|getaddrinfo|failed to resolve host",
        "no server of that name is known",
        "Check the name of the server in the address, and the network.",
    ),
    (
        r"[Cc]onnection refused|timeout|timed out|No such file|No route|unreachable|starting up|shutting down",
        "the server of the database does not answer",
        f"Check the address and the network; where both are right, the database does not run: {_IT}.",
    ),
    (
        r"too many (?:clients|connections)|remaining connection slots",
        "too many people are connected to the database",
        f"Wait a minute and try again, or {_IT}.",
    ),
    (
        r"closed the connection|connection is closed|connection is lost|consuming input failed|not connected|"
        r"terminating connection",
        "the connection to the database was lost",
        "Check the network, then run this again. Look at: history",
    ),
)
_OTHERWISE = f"Check the address and the network, then try again; where it stays, {_IT}."


def engine_of(url: URL, tell: Tell) -> Engine:
    """The engine over a database; nothing is asked of it yet."""
    try:
        engine = create_engine(url, connect_args=_settings(url), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise DeskError(
            "The driver of PostgreSQL is not installed here.",
            f"Package {error.name}; ledger at {url.host or 'this computer'}, database {url.database}.",
            'Let IT install the extra: pip install "import-desk[postgres]", or the lock requirements-postgres.lock.',
        ) from None
    event.listen(engine, "begin", lambda connection: _begin(connection, tell))
    return engine


def _settings(url: URL) -> dict[str, object]:
    return {name: value for name, value in _SETTINGS.items() if name not in url.query}


def _begin(connection: Connection, tell: Tell) -> None:
    """A reader sees from here on what stands now; writers come one after another, so that no two prepare one act."""
    if connection.get_execution_options().get(READING):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    else:
        patiently(lambda: _lock(connection), tell)


def _lock(connection: Connection) -> None:
    if not connection.exec_driver_sql(_LOCK).scalar():
        sleep(waiting.ASK_AGAIN_MS / 1000)
        raise Busy


def session_user(connection: Connection) -> str:
    """Who is connected, as the database proved it."""
    return str(connection.exec_driver_sql("SELECT session_user").scalar())


def add(connection: Connection, table: Table, fields: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Appends rows in their order by COPY, some ten times as fast as inserting them: see `sqlite_file.add`."""
    quoted = connection.dialect.identifier_preparer.quote
    into = f"COPY {quoted(table.name)} ({', '.join(map(quoted, fields))}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row([row.get(name, default) for name, default in fields.items()])
    except Exception as error:
        if not _is_of_driver(error):
            raise
        raise DBAPIError(into, None, error) from error


def commit(connection: Connection, where: str) -> None:
    """Commits; where the connection is lost just then nobody can tell whether the act was kept, and that is said."""
    try:
        connection.commit()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise DeskError(
            "The connection to the database was lost while the act was being kept: whether it was cannot be told.",
            f"Ledger {where}.",
            "Once the database answers, look first: history. Do it again only where it does not stand there.",
        ) from None


def is_its(error: DBAPIError) -> bool:
    """Whether PostgreSQL or its driver complains."""
    return _is_of_driver(error.orig)


def _is_of_driver(error: object) -> bool:
    return type(error).__module__.startswith("psycopg")


def complaint(error: DBAPIError) -> tuple[str, str]:
    """What PostgreSQL complains of, in our words where we have them, and what to do about it."""
    code, said = _code(error.orig), str(error.orig)
    for begins, reason, todo in _FAULTS:
        if code.startswith(begins):
            return reason or _first_line(said), todo
    for pattern, reason, todo in () if code else _CONNECTING:
        if re.search(pattern, said):
            return reason, todo
    return _first_line(said), _OTHERWISE


def _code(error: object) -> str:
    """The SQLSTATE; what the driver refuses by itself, before it asks, is a value that cannot be kept."""
    return str(getattr(error, "sqlstate", None) or ("22" if type(error).__name__ == "DataError" else ""))


def _first_line(said: str) -> str:
    return (said.strip().splitlines() or ["it gives no reason"])[0].rstrip(".")
