"""What a PostgreSQL database holds by itself, whatever program writes: append-only, who acts, which role does what."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, OCTOBER
from tests.postgres import PEOPLE, Server
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import APPROVE, DECLINE, PROPOSE, REVIEW, SIGN, TRAINING
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.damage import damage

EVERY = ["meta", "actions", "alembic_version", *(one.name for one in tables.PAYLOAD)]
# To which tables a role adds rows: a maker takes in, settles, answers, proposes and closes; a checker says what he
# thinks of proposals, and approving he closes, posts and answers; both take back what came last and sign.
# who checks a sample, issues a paper, says that a file was sent or takes in a reply is of neither side
AUDITS = {
    *("audit_draws", "audit_items", "audit_signs", "message_marks", "reply_files", "message_replies"),
    *("papers", "paper_templates", "papers_sent"),
}
MAKERS = {
    *(
        "actions",
        "files",
        "findings",
        "orm_events",
        "invoice_events",
        "importers",
        "rates",
        "postings",
        "closings",
        "carried",
    ),
    *("undone", "answers", "proposals", "proposed_lines", "signatures", "signed_lists"),
    *("proposed_facts", "redone", "message_files", "message_records"),
}
CHECKERS = {
    *("actions", "verdicts", "closures", "postings", "answers", "signatures", "signed_lists", "undone", "redone"),
    "releases",
}
ADDS: dict[str, set[str]] = {
    "a_maker": MAKERS | AUDITS,
    "a_checker": CHECKERS | AUDITS,
    "has_both": MAKERS | CHECKERS | AUDITS,
}


@pytest.fixture
def name(postgres: Server, empty_ledger: str) -> str:
    """A database with an empty ledger."""
    return postgres.new(empty_ledger)


@pytest.fixture(scope="module")
def unchanged(postgres: Server, empty_ledger: str) -> str:
    """One for tests of what is refused."""
    return postgres.new(empty_ledger)


def opened(postgres: Server, name: str, person: str) -> Ledger:
    return open_ledger(postgres.address(name, person))


def refused(postgres: Server, name: str, person: str, statement: str) -> str:
    """What the database says to a statement of a person; "" where it does it."""
    with postgres.connected(name, person) as connection:
        try:
            connection.execute(statement)  # type: ignore[call-overload]
        except psycopg.Error as error:
            return str(error)
    return ""


def values(name: str) -> str:
    """A row without content of a table, as SQL."""
    table = tables.metadata.tables[name]
    cells = {c.name: "1" if c.name in ("seq", "proposal_seq") else f"'{_plain(c)}'" for c in table.columns}
    cells.pop("id", None)
    return f"({', '.join(f'{chr(34)}{one}{chr(34)}' for one in cells)}) VALUES ({', '.join(cells.values())})"


def _plain(column: object) -> str:
    words = {"DATE": "2026-10-31", "INTEGER": "1", "BIGINT": "1", "BOOLEAN": "t"}
    return words.get(str(column.type), "Prepared" if column.name == "role" else "x")  # type: ignore[attr-defined]


@pytest.mark.parametrize("verb", ["UPDATE {} SET seq = seq", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", [one for one in EVERY if one not in ("meta", "alembic_version")])
def test_the_database_itself_refuses_its_owner_to_change_delete_or_empty(
    postgres: Server, unchanged: str, table: str, verb: str
) -> None:
    assert "the ledger is append-only" in refused(postgres, unchanged, "desk_it", verb.format(table))
    replica = f"SET session_replication_role = replica; {verb.format(table)}"
    assert "the ledger is append-only" in refused(postgres, unchanged, "desk_it", replica)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_role_adds_to_the_tables_of_its_acts_and_changes_nothing(
    postgres: Server, unchanged: str, person: str
) -> None:
    for table in EVERY:
        for verb in ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"):
            first = tables.metadata.tables[table].columns.keys()[0]
            assert "permission denied" in refused(postgres, unchanged, person, verb.format(table, first)), table
        may_read = refused(postgres, unchanged, person, f"TABLE {table}") == ""
        assert may_read == bool(PEOPLE[person]), table
        said = refused(postgres, unchanged, person, f"BEGIN; INSERT INTO {table} {values(table)}; ROLLBACK")
        may_add = "permission denied" not in said
        assert may_add == (table in ADDS.get(person, set())), (table, said)


ACTS_OF = [
    ("a_maker", PROPOSE, ""),
    ("a_maker", REVIEW, ""),
    ("a_maker", SIGN, ""),
    ("a_maker", APPROVE, "only who has the role desk_checker may do this"),
    ("a_maker", DECLINE, "only who has the role desk_checker may do this"),
    ("a_checker", APPROVE, ""),
    ("a_checker", DECLINE, ""),
    ("has_both", APPROVE, ""),
    ("a_reader", REVIEW, "permission denied for table actions"),
    ("stranger", REVIEW, "permission denied"),
]


@pytest.mark.parametrize(("person", "act", "says"), ACTS_OF)
def test_an_act_is_kept_only_of_who_has_the_role_for_it(
    postgres: Server, name: str, person: str, act: object, says: str
) -> None:
    def do() -> None:
        with opened(postgres, name, person).step(act, OCTOBER, ACTOR):  # type: ignore[arg-type]
            pass

    if not says:
        do()
        return
    with pytest.raises(DeskError, match=says) as told:
        do()
    assert told.value.where
    assert "ask IT" in told.value.todo


def proposed(postgres: Server, name: str, person: str) -> None:
    """A proposal of a person, the first act of the ledger."""
    row = {"place": 1, "act": "WRITE_OFF", "item_kind": "ORM", "item_key": "A1", "amount_minor": 5}
    with opened(postgres, name, person).step(PROPOSE, OCTOBER, ACTOR) as step:
        step.add(tables.proposals, [row])


@pytest.mark.parametrize(
    ("maker", "checker", "seq", "says"),
    [
        ("a_maker", "a_checker", 1, ""),
        ("a_maker", "has_both", 1, ""),
        ("has_both", "has_both", 1, "who proposed does not answer it as well"),
        ("has_both", "a_checker", 1, ""),
        ("a_maker", "a_checker", 7, "there is no such proposal"),
        ("a_maker", "a_maker", 1, "permission denied for table verdicts"),
    ],
)
@pytest.mark.parametrize("word", ["APPROVED", "RETURNED", "REFUSED"])
def test_who_proposed_never_answers_it_whatever_name_the_program_gives(
    postgres: Server, name: str, maker: str, checker: str, seq: int, says: str, word: str
) -> None:
    proposed(postgres, name, maker)

    def answer() -> None:
        act = APPROVE if word == "APPROVED" else DECLINE
        with opened(postgres, name, checker).step(act, OCTOBER, ACTOR) as step:
            step.add(tables.verdicts, [{"proposal_seq": seq, "proposal_place": 1, "word": word}])

    if says:
        with pytest.raises(DeskError, match=says):
            answer()
    else:
        answer()


@pytest.mark.parametrize(
    ("posting", "tier", "may"),
    [("SETTLE", "AUTO", True), ("REJECT", "MANUAL", True), ("SETTLE", "MANUAL", False), ("RESTORE", "AUTO", False)],
)
def test_what_two_people_post_is_posted_by_a_checker(
    postgres: Server, name: str, posting: str, tier: str, may: bool
) -> None:
    row = {"posting": posting, "tier": tier, "amount_minor": 1}

    def post(person: str, act: object) -> None:
        with opened(postgres, name, person).step(act, OCTOBER, ACTOR) as step:  # type: ignore[arg-type]
            step.add(tables.postings, [row])

    post("a_checker", APPROVE)
    if may:
        post("a_maker", REVIEW)
    else:
        with pytest.raises(DeskError, match="only who has the role desk_checker"):
            post("a_maker", REVIEW)


@pytest.mark.parametrize(("role", "may"), [("Prepared", True), ("Checked", False), ("Approved", False)])
def test_a_maker_signs_what_he_prepared_and_nothing_else(postgres: Server, name: str, role: str, may: bool) -> None:
    def sign(person: str) -> None:
        with opened(postgres, name, person).step(SIGN, OCTOBER, ACTOR) as step:
            step.add(tables.signatures, [{"role": role}])

    sign("a_checker")
    if may:
        sign("a_maker")
    else:
        with pytest.raises(DeskError, match="only who has the role desk_checker"):
            sign("a_maker")


# --- who acts ---


def test_the_ledger_names_who_the_database_knows_and_beside_him_the_user_of_the_computer(
    postgres: Server, name: str
) -> None:
    ledger = opened(postgres, name, "a_maker")
    with ledger.step(REVIEW, OCTOBER, ACTOR):
        pass
    with ledger.read() as connection:
        acts = connection.execute(select(tables.actions.c.user, tables.actions.c.computer_user)).all()
        assert [tuple(act) for act in acts] == [("a_maker", ACTOR.user)]
        assert check_chain(connection).broken == ()
    assert ledger.known(ACTOR).user == "a_maker"


def test_an_act_written_past_the_program_under_another_name_has_the_right_one_and_breaks_the_chain(
    postgres: Server, name: str
) -> None:
    with opened(postgres, name, "a_maker").step(REVIEW, OCTOBER, ACTOR):
        pass
    columns = ", ".join(f'"{c.name}"' for c in tables.actions.columns)
    copied = {"seq": "2", "user": "'a_checker'", "action_id": "'other'", "previous_hash": "hash"}
    cells = ", ".join(copied.get(c.name, f'"{c.name}"') for c in tables.actions.columns)
    forged = f"INSERT INTO actions ({columns}) SELECT {cells} FROM actions WHERE seq = 1"  # noqa: S608
    assert refused(postgres, name, "a_maker", forged) == ""
    with opened(postgres, name, "a_reader").read() as connection:
        assert connection.execute(select(tables.actions.c.user).where(tables.actions.c.seq == 2)).scalar() == "a_maker"
        assert "its own fields were changed" in "\n".join(check_chain(connection).broken)


def test_no_table_of_ones_own_stands_in_for_the_ledgers(postgres: Server, name: str) -> None:
    """A temporary table of the same name comes first for who made it, not for the rules of the ledger."""
    with postgres.connected(name, "a_maker") as connection:
        connection.execute("CREATE TEMP TABLE actions AS SELECT 1 AS seq, 'TRAINING' AS kind")
        columns = ", ".join(f'"{c.name}"' for c in tables.actions.columns)
        cells = ", ".join(f"'{_plain(c)}'" if c.name != "seq" else "9" for c in tables.actions.columns)
        connection.execute(f"INSERT INTO public.actions ({columns}) VALUES ({cells})")  # type: ignore[call-overload]  # noqa: S608
        found = connection.execute('SELECT "user" FROM public.actions').fetchone()
    assert found == ("a_maker",)


def test_in_a_ledger_for_training_people_are_named_by_hand(postgres: Server, name: str) -> None:
    ledger = opened(postgres, name, "has_both")
    with ledger.step(TRAINING, OCTOBER, ACTOR):
        pass
    with ledger.step(PROPOSE, OCTOBER, ACTOR) as step:
        step.add(tables.proposals, [{"place": 1, "act": "WRITE_OFF", "item_key": "A1"}])
    with ledger.step(APPROVE, OCTOBER, ACTOR) as step:
        step.add(tables.verdicts, [{"proposal_seq": 2, "proposal_place": 1, "word": "APPROVED"}])
    with ledger.read() as connection:
        assert connection.execute(select(tables.actions.c.user).order_by(tables.actions.c.seq)).scalars().all() == [
            "has_both",
            ACTOR.user,
            ACTOR.user,
        ]
        assert check_chain(connection).broken == ()


# --- what verify notices ---

FORGED = [
    ("a rule dropped", "DROP TRIGGER verdicts_desk_append_only ON verdicts", "verdicts_desk_append_only of table"),
    ("a rule switched off", "ALTER TABLE actions DISABLE TRIGGER ALL", "actions_desk_who_acts of table actions is"),
    (
        "a rule for who does not replicate",
        "ALTER TABLE files ENABLE TRIGGER files_desk_append_only",
        "files_desk_append_only of table files is missing or switched off",
    ),
    (
        "a rule narrowed",
        "DROP TRIGGER verdicts_desk_other_person ON verdicts; "
        "CREATE TRIGGER verdicts_desk_other_person BEFORE INSERT ON verdicts "
        "FOR EACH ROW WHEN (NEW.word = 'never') EXECUTE FUNCTION desk_other_person(); "
        "ALTER TABLE verdicts ENABLE ALWAYS TRIGGER verdicts_desk_other_person",
        "verdicts_desk_other_person holds for some rows only",
    ),
    (
        "a rule that says nothing",
        "CREATE OR REPLACE FUNCTION desk_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "rule desk_append_only says something else",
    ),
    ("rows that vanish", "CREATE RULE no AS ON INSERT TO files DO INSTEAD NOTHING", "files has a rule of the database"),
    ("rows out of sight", "ALTER TABLE answers ENABLE ROW LEVEL SECURITY", "answers has row security"),
    ("a right too many", "GRANT UPDATE ON actions TO a_maker", "a_maker has the right UPDATE on table actions"),
    ("makers approve", "GRANT INSERT ON verdicts TO desk_maker", "desk_maker has the right INSERT on table verdicts"),
    ("everybody deletes", "GRANT DELETE ON files TO PUBLIC", "everybody has the right DELETE on table files"),
    ("a table lost", "DROP TABLE closures", "table closures is missing"),
    ("a column added", "ALTER TABLE files ADD COLUMN more text", "table files has other columns"),
    ("another schema", "UPDATE alembic_version SET version_num = 'x'", "alembic_version says x"),
]


def test_a_new_ledger_is_as_it_was_made(postgres: Server, name: str) -> None:
    for person in ("a_maker", "a_reader", "desk_it"):
        with opened(postgres, name, person).read() as connection:
            assert damage(connection, None) == []


@pytest.mark.parametrize(("statement", "says"), [one[1:] for one in FORGED], ids=[one[0] for one in FORGED])
def test_a_rule_of_the_database_that_was_taken_away_is_noticed(
    postgres: Server, name: str, statement: str, says: str
) -> None:
    postgres.run(statement, database=name)
    with opened(postgres, name, "a_reader").read() as connection:
        assert says in "; ".join(damage(connection, None))
