"""Office files are zips: opened with limits, and packed again so that the packing tells nothing either."""

import io
import zipfile
import zlib

from .refusing import CannotBeCleaned

_MOST_MEMBERS = 2000
_LARGEST_UNPACKED = 200 * 1024 * 1024
_IS_ENCRYPTED = 0x1
# The earliest date that a zip can hold. The real one would say when the copy was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files in the zip, by name, folders left out. Raises CannotBeCleaned: broken, locked, or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
                raise CannotBeCleaned("It unpacks to more than we open.")
            if any(member.flag_bits & _IS_ENCRYPTED for member in members):
                raise CannotBeCleaned("It is locked with a password.")
            if len({member.filename.lower() for member in members}) < len(members):
                raise CannotBeCleaned("It is broken: two of its parts have the same name.")
            # zipfile itself stops at the size that a member claims, and checks its sum.
            return {member.filename: archive.read(member) for member in members if not member.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error) as error:
        raise CannotBeCleaned("It is broken: it cannot be unpacked.") from error


def packed(members: dict[str, bytes], *, unpressed: str = "") -> bytes:
    """A zip of the files in their order, without dates or anything of the machine. `unpressed`: one as it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.create_system, member.external_attr = _UNIX, _PLAIN_FILE
            method = zipfile.ZIP_STORED if name == unpressed else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, method, compresslevel=6)
    return file.getvalue()
