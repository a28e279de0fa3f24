"""A real PostgreSQL server for the tests: started once a run as a user without rights, stopped when the run ends."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.shared import shared
from xl_addin.ledger import open_ledger

PROGRAMS = ("initdb", "postgres")
OWNER = "desk_it"  # makes databases and roles, as a bank's IT does; acts in none
EMPTY = "empty_ledger"
# who -> the roles of the database that he has
PEOPLE = {
    "a_maker": "desk_maker",
    "a_checker": "desk_checker",
    "has_both": "desk_maker, desk_checker",
    "a_reader": "desk_reader",
    "stranger": "",
}
PASSWORD = "s3cr:et/@%"  # noqa: S105 - of one role of a server that lives as long as the tests
SHORT = Path("/tmp")  # noqa: S108 - open to the server's own user, whatever TMPDIR is
# What a lost power would lose does not matter here; speed does.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB")
# The server ends with the run, also where that is killed: nothing of it stays.
WATCH = 'while kill -0 "$1" 2>/dev/null; do sleep 0.5; done; kill -QUIT "$2" 2>/dev/null; sleep 0.5; rm -rf "$3"'


def programs() -> Path | None:
    """The folder of the server's programs; None where it is not installed."""
    places = [Path(os.path.realpath(found)).parent for found in (shutil.which("initdb"),) if found]
    if asked := shutil.which("pg_config"):
        told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        places.append(Path(told))
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((at for at in places if all((at / name).is_file() for name in PROGRAMS)), None)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its folder, which holds its socket, and its port."""

    folder: Path
    port: int

    def address(self, database: str, user: str = OWNER) -> str:
        """The address of a database by the server's socket; no password is asked for there."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def by_network(self, database: str, user: str, password: str = "") -> str:
        """The address by the network, where each role proves itself by a password."""
        said = f"{user}:{password}" if password else user
        return f"postgresql://{said}@127.0.0.1:{self.port}/{database}"

    def begin_ledger(self, name: str) -> None:
        """A database with an empty ledger, made by the owner; people of the tests have the roles that they need."""
        self.run(f"CREATE DATABASE {name}")
        open_ledger(self.address(name)).close()
        for person, roles in PEOPLE.items():
            self.welcome(person, roles)

    def welcome(self, person: str, roles: str) -> None:
        """A login that has these roles; one that is there stays as it is."""
        with suppress(errors.DuplicateObject, errors.UniqueViolation):
            self.run(f'CREATE ROLE "{person}" LOGIN {f"IN ROLE {roles}" if roles else ""}')

    def run(self, *statements: str, database: str = "postgres", user: str = OWNER) -> None:
        """Runs statements as the owner, or as `user`."""
        with self.connected(database, user) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    def connected(self, database: str, user: str = OWNER) -> psycopg.Connection[tuple[object, ...]]:
        """A connection past the program, each statement kept at once."""
        where = {"host": str(self.folder), "port": self.port, "dbname": database, "user": user}
        return psycopg.connect(**where, autocommit=True)  # type: ignore[arg-type]

    def cut(self, database: str) -> None:
        """Ends all connections to a database, as a server does that is stopped."""
        every = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
        self.run(f"{every} '{database}'")

    def new(self, template: str = "template1") -> str:
        """A database of one test, as `template` is."""
        name = f"t_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


def server(factory: pytest.TempPathFactory) -> Server:
    """The server of this run; the test is told as not run where none is installed."""
    bin_ = programs()
    if bin_ is None or os.name == "nt":
        pytest.skip("no PostgreSQL server is installed here (initdb, postgres)")
    kept = shared(factory, "postgres", lambda folder: _note(folder, started(bin_)))
    where, port = (kept / "server").read_text("utf-8").split("\n")
    return Server(Path(where), int(port))


def _note(folder: Path, started: Server) -> None:
    (folder / "server").write_text(f"{started.folder}\n{started.port}", encoding="utf-8")


def started(bin_: Path, settings: Iterable[str] = QUICK) -> Server:
    """A server with its data and socket in a folder of its own; it ends with the process that runs the tests."""
    folder = Path(
        tempfile.mkdtemp(prefix="desk-pg-", dir=SHORT if SHORT.is_dir() else None)
    )  # a socket's path must be short, and its user's own
    account = _account()
    if account:
        shutil.chown(folder, account["user"])
    data, port = folder / "data", _free_port()
    making = [bin_ / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run([*map(str, making)], cwd=folder, check=True, capture_output=True, **account)
    rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    (data / "pg_hba.conf").write_text(rules, encoding="utf-8")
    options = [f"port={port}", f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1", *settings]
    command = [str(bin_ / "postgres"), "-D", str(data), *(part for one in options for part in ("-c", one))]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **account)
    made = Server(folder, port)
    _wait(made, running)
    run_by = os.getppid() if os.environ.get("PYTEST_XDIST_WORKER") else os.getpid()
    watch = ["/bin/sh", "-c", WATCH, "watch", str(run_by), str(running.pid), str(folder)]
    subprocess.Popen(watch, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made.run("CREATE ROLE with_password LOGIN", f"ALTER ROLE with_password PASSWORD '{PASSWORD}'")
    return made


def _account() -> dict[str, str]:
    """A user without rights where the tests run as root, whom the server refuses."""
    return {"user": "nobody"} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(started: Server, running: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while running.poll() is None and time.monotonic() < until:
        try:
            started.run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    sys.stderr.write((started.folder / "log").read_text("utf-8", "replace"))
    raise AssertionError("the server did not start")
