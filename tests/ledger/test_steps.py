"""Alembic's steps: nothing of it is loaded for a ledger of today, a step to come runs on either database, both words
of the schema are held together."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select

from tests.desk.intake.desk_folder import ACTOR, OCTOBER
from tests.ledger.acts import A_TEST
from tests.ledger.test_store import ROOT
from tests.postgres import Server
from xl_addin.ledger import migrations, open_ledger, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.damage import damage
from xl_addin.ledger.database import engine_of
from xl_addin.ledger.schema import REVISION

LOADED = """
import sys
from xl_addin.ledger import open_ledger
for _ in range(2):
    open_ledger(sys.argv[1]).close()
print(*sorted({name.split(".")[0] for name in sys.modules} & {"alembic", "mako", "psycopg"}))
"""


def test_a_ledger_of_today_is_made_and_opened_without_alembic_or_a_driver(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, tmp_path / "l.db"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


NEXT = """
from alembic import op
from sqlalchemy import Column, Text
from xl_addin.ledger.migrations.steps import set_schema

revision, down_revision = "schema_next", "{last}"


def upgrade():
    op.create_table("letters", Column("seq", Text))
    op.add_column("files", Column("from_whom", Text, server_default=""))
    set_schema(op.get_bind(), "next")
"""


@pytest.fixture
def with_a_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of tomorrow: one more step, a new table and a column."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, folder)
    (folder / "versions" / "schema_next.py").write_text(NEXT.format(last=REVISION), "utf-8")
    monkeypatch.setattr(migrations, "_FOLDER", folder)


@pytest.mark.usefixtures("with_a_next_step")
@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_step_to_come_is_written_once_for_both_databases(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = str(tmp_path / "l.db")
    if kind == "PostgreSQL":
        server: Server = request.getfixturevalue("postgres")
        where = server.address(server.new(request.getfixturevalue("empty_ledger")))
    ledger = open_ledger(where)
    with ledger.step(A_TEST, OCTOBER, ACTOR):
        pass
    ledger.close()
    engine: Engine = engine_of(where)
    with engine.begin() as connection:
        migrations.upgrade(connection, str(tables.SCHEMA_VERSION))
    with engine.begin() as connection:
        assert "letters" in inspect(connection).get_table_names()
        assert connection.execute(select(tables.revisions.c.version_num)).scalars().all() == ["schema_next"]
        assert connection.execute(select(tables.meta.c.value)).scalars().all() == ["next"]
        assert check_chain(connection).broken == ()
    engine.dispose()


@pytest.mark.usefixtures("with_a_next_step")
def test_a_step_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = migrations._FOLDER / "versions" / "schema_next.py"
    folder.write_text(folder.read_text("utf-8") + "    raise ValueError('stopped')\n", "utf-8")
    open_ledger(str(tmp_path / "l.db")).close()
    engine = engine_of(str(tmp_path / "l.db"))
    with pytest.raises(ValueError, match="stopped"), engine.begin() as connection:
        migrations.upgrade(connection, str(tables.SCHEMA_VERSION))
    engine.dispose()
    with open_ledger(str(tmp_path / "l.db")).read() as connection:
        assert damage(connection, tmp_path / "l.db") == []


@pytest.mark.parametrize("value", ["schema_3", "schema_9"])
def test_two_words_of_the_schema_that_differ_are_found(tmp_path: Path, value: str) -> None:
    open_ledger(str(tmp_path / "l.db")).close()
    with sqlite3.connect(tmp_path / "l.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (value,))
    raw.close()
    with open_ledger(str(tmp_path / "l.db")).read() as connection:
        assert "; ".join(damage(connection, None)) == f"the table alembic_version says {value}, not {REVISION}"
