"""Books with a password: the password is asked for once, used, and kept nowhere."""

from __future__ import annotations

import io

from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.compound import Compound, Damaged
from xl_addin.workbook.extracts.file_forms import COMPOUND
from xl_addin.workbook.extracts.read_xls import XlsBook
from xl_addin.workbook.extracts.text_table import Reading

_REMOVE = "Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt), save it, take in again."


def unlocked(file: Content, reading: Reading) -> Content:
    """The file as it is, or without its password; DeskError where it cannot be opened."""
    if not file.data.startswith(COMPOUND) or not has_password(file):
        return file
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    except ModuleNotFoundError:
        raise DeskError(
            "The book is protected by a password.",
            f"File {file.name}.",
            f'{_REMOVE} Or install the extra that opens such books: pip install "import-desk[encrypted]"',
        ) from None
    if reading.password is None:
        raise DeskError("The book is protected by a password, and nobody can be asked.", f"File {file.name}.", _REMOVE)
    out = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(file.open())
        office.load_key(password=reading.password(file.name))
        office.decrypt(out)
    except (InvalidKeyError, DecryptionError) as error:
        raise DeskError(
            "The password does not open the book.", f"File {file.name}.", f"Try again, or: {_REMOVE}"
        ) from error
    except (FileFormatError, ParseError, ValueError, KeyError) as error:
        raise DeskError(f"The book cannot be decrypted: {error}.", f"File {file.name}.", _REMOVE) from None
    return Content(file.name, out.getvalue())


def has_password(file: Content) -> bool:
    """Whether a compound file is a book under a password, of either format."""
    try:
        if "EncryptedPackage" in Compound(file.data).names:
            return True
        return XlsBook(file.name, file.data).has_password
    except (Damaged, KeyError, IndexError, ValueError):
        return False  # its reader says what it is
