"""OpenDocument texts and spreadsheets (odt, ods): contents, styles and pictures come along, each cleaned."""

import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from .opendocument_content import MANIFEST, clean_part, hiding_styles, rename
from .packages import packed, unpacked
from .pictures import clean_jpeg, clean_png
from .refusing import CannotBeCleaned
from .trees import Element, local, parsed, written

_MIMETYPE = "application/vnd.oasis.opendocument."
_PICTURE = re.compile(r"(\./)?Pictures/[^/]+")


def clean_odt(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    return _clean(content, "text")


def clean_ods(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    return _clean(content, "spreadsheet")


def _clean(content: bytes, kind: str) -> bytes:
    members = unpacked(content)
    _refuse(members)
    if members.get("mimetype", b"").strip() != (_MIMETYPE + kind).encode() or "content.xml" not in members:
        raise CannotBeCleaned("It is broken: it has no content.")
    roots: dict[str, Element] = {
        name: parsed(members[name]) for name in ("content.xml", "styles.xml") if name in members
    }
    pictures = _Pictures(members)
    hidden = {name for root in roots.values() for name in hiding_styles(root)}
    for root in roots.values():
        clean_part(root, hidden, pictures.name_of)
    rename(roots)
    copy = {"mimetype": (_MIMETYPE + kind).encode()}
    parts = {name: written(root) for name, root in sorted(roots.items())} | pictures.copied
    copy |= {"META-INF/manifest.xml": _manifest(kind, parts)} | parts
    return packed(copy, unpressed="mimetype")


def _refuse(members: dict[str, bytes]) -> None:
    if "META-INF/documentsignatures.xml" in members or "META-INF/macrosignatures.xml" in members:
        raise CannotBeCleaned("It is signed. Ask for a copy without a signature.")
    if any(name.startswith(("Basic/", "Scripts/")) for name in members):
        raise CannotBeCleaned("It holds macros. Ask for a copy without them, or a PDF.")
    manifest = members.get("META-INF/manifest.xml")
    if manifest and any(local(element.tag) == "encryption-data" for element in parsed(manifest).iter()):
        raise CannotBeCleaned("It is locked with a password.")


class _Pictures:
    """Those that are shown, cleaned once each, under names of ours."""

    def __init__(self, members: dict[str, bytes]) -> None:
        self._members, self._names = members, dict[str, str]()
        self.copied: dict[str, bytes] = {}

    def name_of(self, address: str) -> str:
        name = unquote(address)
        if not _PICTURE.fullmatch(name):
            raise CannotBeCleaned("It shows something that lies outside of the file. Ask for a PDF of it.")
        path = posixpath.normpath(name)
        if path not in self._names:
            content = self._members.get(path, b"")
            if content.startswith(b"\x89PNG"):
                content, ending = clean_png(content), "png"
            elif content.startswith(b"\xff\xd8"):
                content, ending = clean_jpeg(content), "jpg"
            else:
                raise CannotBeCleaned("A picture in it is neither PNG nor JPEG. Ask for a PDF of it.")
            self._names[path] = f"Pictures/image{len(self._names) + 1}.{ending}"
            self.copied[self._names[path]] = content
        return self._names[path]


def _manifest(kind: str, parts: dict[str, bytes]) -> bytes:
    root = etree.Element(f"{{{MANIFEST}}}manifest", nsmap={"manifest": MANIFEST})
    root.set(f"{{{MANIFEST}}}version", "1.2")
    types = {"/": _MIMETYPE + kind} | {name: _type_of(name) for name in parts}
    for path, type_ in types.items():
        entry = etree.SubElement(root, f"{{{MANIFEST}}}file-entry")
        entry.set(f"{{{MANIFEST}}}full-path", path)
        entry.set(f"{{{MANIFEST}}}media-type", type_)
    return written(root)


def _type_of(name: str) -> str:
    return {"xml": "text/xml", "png": "image/png", "jpg": "image/jpeg"}[name.rpartition(".")[2]]
