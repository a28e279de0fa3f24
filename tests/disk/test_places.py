"""A ledger file on a network or in a folder that a program synchronises: refused, or told with each act."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk
from tests.desk.month_fixture import SMALL
from tests.desk.test_command_line import run
from tests.ledger.acts import A_TEST
from xl_addin.desk.acts.four_eyes import mark_of
from xl_addin.disk import places
from xl_addin.disk.places import share_of_mounts, share_of_windows, synced_by
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger, tables

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/desk /srv/desk nfs4 rw 0 0
//server/share /mnt/share cifs rw 0 0
/dev/sdb1 /srv/desk/own ext4 rw 0 0
me@host:/x /home/me/far fuse.sshfs rw 0 0
/dev/sdc /home/me/stick fuseblk rw 0 0
secret /home/me/vault fuse.gocryptfs rw 0 0
remote: /home/me/with\\040space fuse.rclone rw 0 0
tmpfs /mnt/share/local tmpfs rw 0 0
/dev/sdd /twice ext4 rw 0 0
server:/y /twice nfs rw 0 0
""".splitlines()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/home/me/l.sqlite", ""),
        ("/srv/desk/l.sqlite", "nfs4"),
        ("/srv/desk/deep/er/l.sqlite", "nfs4"),
        ("/srv/desk/own/l.sqlite", ""),
        ("/srv/desktop/l.sqlite", ""),
        ("/mnt/share/l.sqlite", "cifs"),
        ("/mnt/share/local/l.sqlite", ""),
        ("/home/me/far/l.sqlite", "fuse.sshfs"),
        ("/home/me/stick/l.sqlite", ""),
        ("/home/me/vault/l.sqlite", ""),
        ("/home/me/with space/l.sqlite", "fuse.rclone"),
        ("/twice/l.sqlite", "nfs"),
    ],
)
def test_the_file_system_that_holds_a_path_is_the_deepest_and_last_mounted(path: str, says: str) -> None:
    assert share_of_mounts(Path(path), MOUNTS) == (f"a network folder ({says})" if says else "")


DRIVES = {"C:\\": 3, "Z:\\": 4, "E:\\": 2}


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("C:\\desk\\l.sqlite", ""),
        ("E:\\desk\\l.sqlite", ""),
        ("Z:\\desk\\l.sqlite", "a network drive (Z:)"),
        ("z:/desk/l.sqlite", "a network drive (Z:)"),
        ("\\\\server\\share\\desk\\l.sqlite", "a network folder (\\\\server\\share)"),
        ("//server/share/l.sqlite", "a network folder (\\\\server\\share)"),
        ("\\\\?\\UNC\\server\\share\\l.sqlite", "a network folder (\\\\server\\share)"),
        ("\\\\?\\C:\\desk\\l.sqlite", ""),
        ("\\\\?\\Z:\\desk\\l.sqlite", "a network drive (Z:)"),
        ("\\\\.\\C:\\l.sqlite", ""),
    ],
)
def test_shares_and_mapped_drives_of_windows(path: str, says: str) -> None:
    assert share_of_windows(path, lambda root: DRIVES.get(root, 0)) == says


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDriveCommercial", "OneDrive"),
        ("OneDriveConsumer", "OneDrive"),
        ("DROPBOX_PATH", "Dropbox"),
        ("HOME", ""),
    ],
)
def test_folders_that_the_environment_names(tmp_path: Path, named: str, says: str) -> None:
    found = synced_by(tmp_path / "deep" / "l.sqlite", {named: str(tmp_path)})
    assert found == (f"a folder that {says} synchronises ({tmp_path})" if says else "")
    assert synced_by(tmp_path / "l.sqlite", {named: str(tmp_path / "other")}) == ""
    assert synced_by(tmp_path / "l.sqlite", {named: ""}) == ""


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.driveupload", "Google Drive"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        ("desk.toml", ""),
    ],
)
def test_folders_that_a_program_has_marked(tmp_path: Path, mark: str, says: str) -> None:
    (tmp_path / mark).touch()
    assert synced_by(tmp_path / "deep" / "l.sqlite", {}).startswith(f"a folder that {says} " if says else "")
    assert bool(synced_by(tmp_path / "deep" / "l.sqlite", {})) == bool(says)


@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Namuna Bank", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("GoogleDrive-a@b.in", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Dropboxes", ""),
        ("drive", ""),
    ],
)
def test_folders_by_the_name_that_the_program_gives_them(tmp_path: Path, folder: str, says: str) -> None:
    found = synced_by(tmp_path / folder / "l.sqlite", {})
    assert found == (f"a folder that {says} synchronises ({tmp_path / folder})" if says else "")


# --- the ledger ---


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder that Dropbox synchronises, with a ledger that lay there before."""
    folder = tmp_path / "Dropbox" / "desk"
    folder.mkdir(parents=True)
    Desk(tmp_path).ledger.close()
    (tmp_path / "ledger.db").rename(folder / "ledger.db")
    return folder


@pytest.mark.parametrize("name", ["ledger.db", "new.db"])
def test_a_ledger_in_a_synced_folder_is_refused_with_the_way_out(synced: Path, name: str) -> None:
    before = sorted(synced.iterdir())
    with pytest.raises(DeskError, match="a folder that Dropbox synchronises") as refused:
        open_ledger(str(synced / name))
    assert "to a disk of this PC" in refused.value.todo
    assert "PostgreSQL" in refused.value.todo
    assert "ledger_on_share" in refused.value.todo
    assert sorted(synced.iterdir()) == before


def test_a_link_into_a_synced_folder_is_seen_through(synced: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").symlink_to(synced)
    with pytest.raises(DeskError, match="Dropbox"):
        open_ledger(str(tmp_path / "desk" / "ledger.db"))


def test_what_only_reads_reads_it_there(synced: Path) -> None:
    open_ledger(str(synced / "ledger.db"), reading=True).close()


def test_the_word_of_the_bank_lets_it_and_every_act_and_sheet_says_so(synced: Path) -> None:
    told: list[str] = []
    places.allow("one PC only, until the server is there")
    try:
        ledger = open_ledger(str(synced / "ledger.db"), tell=told.append)
        with ledger.step(A_TEST, OCTOBER, ACTOR) as step:
            step.detail = {"more": 1}
    finally:
        places.allow("")
    assert "the bank allows it: one PC only, until the server is there" in told[0]
    assert "The ledger lies in a folder that Dropbox synchronises" in mark_of(ledger)
    with ledger.read() as connection:
        (detail,) = connection.execute(select(tables.actions.c.detail)).scalars()
    assert json.loads(detail) == {"ledger_on_share": "one PC only, until the server is there", "more": 1}


def test_at_the_command_line(synced: Path) -> None:
    words = (
        "take-in",
        SMALL,
        "--as-on",
        "2026-10-31",
        "--ledger",
        synced / "ledger.db",
        "--desk",
        synced / "desk.toml",
    )
    (synced / "desk.toml").write_text('bank = "Namuna Bank"\n')
    done = run(*words)
    assert (done.returncode, "Dropbox" in done.stderr) == (2, True)
    (synced / "desk.toml").write_text('ledger_on_share = "one PC only"\n')
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert "the bank allows it: one PC only" in done.stderr
    (synced / "desk.toml").write_text('bank = "Namuna Bank"\n')
    assert run(*words).returncode == 2
