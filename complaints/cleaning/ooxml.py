"""Word and Excel files: only parts that are known come along, under names of ours, each cleaned as its kind is."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from .packages import packed, unpacked
from .pictures import clean_jpeg, clean_png
from .refusing import CannotBeCleaned
from .trees import Element, parsed, space, written
from .vocabulary import names

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE_OF = "application/vnd.openxmlformats-officedocument."
# By the last word of the relation's type. These hold who, when and where, what was hidden, or what can be calculated.
_LEFT_OUT = names(
    "core-properties extended-properties custom-properties thumbnail comments commentsExtended commentsIds "
    "commentsExtensible people person threadedComment customXml customXmlProps glossaryDocument webSettings font "
    "printerSettings attachedTemplate externalLink calcChain sharedStrings pivotTable pivotCacheDefinition table "
    "queryTable connections sheetMetadata vmlDrawing stylesWithEffects hyperlink slicer slicerCache timeline "
    "timelineCache mailMergeSource mailMergeHeaderSource usernames revisionHeaders classificationlabels fontTable "
    "xmlMaps"
)
_REFUSED = {
    "origin": "It is signed. Ask for a copy without a signature.",
    "signature": "It is signed. Ask for a copy without a signature.",
    "vbaProject": "It holds macros. Ask for a copy without them, or a PDF.",
    "oleObject": "Another file is embedded in it. Ask for a PDF of it.",
    "package": "Another file is embedded in it. Ask for a PDF of it.",
    "control": "It holds buttons or fields that run something. Ask for a PDF of it.",
    "chart": "It holds a chart, with data that may not be shown. Ask for a PDF of it.",
    "chartsheet": "It holds a chart, with data that may not be shown. Ask for a PDF of it.",
    "aFChunk": "Another file is embedded in it. Ask for a PDF of it.",
    "subDocument": "It is made of several files. Ask for a PDF of it.",
}


@dataclass(frozen=True)
class Kind:
    """A part that comes along: its name in the copy, its type, and what cleans it, in place."""

    name: str
    type: str
    clean: Callable[[Element], None]
    # Others refer to it by its kind, not by a number.
    is_implied: bool = False


@dataclass
class Copier:
    """Copies a file part by part, from its main one along all relations."""

    members: dict[str, bytes]
    kinds: dict[str, Kind]
    _names: dict[str, str] = field(default_factory=dict)
    _copied: dict[str, bytes] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)

    def copy(self) -> bytes:
        if b"macroEnabled" in self.members.get("[Content_Types].xml", b""):
            raise CannotBeCleaned(_REFUSED["vbaProject"])
        main = next((target for _, word, target in self.relations("") if word == "officeDocument"), None)
        if main is None:
            raise CannotBeCleaned("It is broken: it has no document.")
        relation = f"{R}/officeDocument", self._copy_of(main, "officeDocument")
        members = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations_of([relation]),
            **dict(sorted(self._copied.items())),
        }
        return packed(members)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Number, last word of the type, and part that it leads to. Raises CannotBeCleaned for what is refused."""
        folder, name = posixpath.split(part)
        content = self.members.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[tuple[str, str, str]] = []
        for relation in parsed(content) if content is not None else ():
            word = relation.get("Type", "").rpartition("/")[2]
            if word in _REFUSED:
                raise CannotBeCleaned(_REFUSED[word])
            if relation.get("TargetMode") == "External" and word not in _LEFT_OUT:
                raise CannotBeCleaned("It shows something that lies outside of the file. Ask for a PDF of it.")
            if word in self.kinds or word == "image" or word == "sharedStrings":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
                found.append((relation.get("Id", ""), word, target))
            elif word not in _LEFT_OUT:
                raise CannotBeCleaned("It holds a part that we do not know. Ask for a PDF of it.")
        return found

    def root(self, part: str) -> Element:
        if part not in self.members:
            raise CannotBeCleaned("It is broken: a part of it is missing.")
        return parsed(self.members[part])

    def _copy_of(self, part: str, word: str) -> str:
        """The name of the part in the copy, where it is put unless it is there."""
        if part in self._names:
            return self._names[part]
        if word == "image":
            return self._picture(part)
        kind = self.kinds[word]
        number = sum(1 for name in self._copied if name.startswith(kind.name.partition("{}")[0])) + 1
        name = self._names[part] = kind.name.format(number)
        self._types[name], self._copied[name] = _TYPE_OF + kind.type, b""
        root, relations = self.root(part), self.relations(part)
        kind.clean(root)
        kept = self._renumbered(root, {number: (word, target) for number, word, target in relations})
        implied = {word: target for _, word, target in reversed(relations) if self._is_implied(word)}
        kept += [(f"{R}/{word}", self._copy_of(target, word)) for word, target in sorted(implied.items())]
        self._copied[name] = written(root)
        if kept:
            folder, last = posixpath.split(name)
            self._copied[f"{folder}/_rels/{last}.rels"] = _relations_of(kept)
        return name

    def _is_implied(self, word: str) -> bool:
        return word in self.kinds and self.kinds[word].is_implied

    def _picture(self, part: str) -> str:
        content = self.members.get(part, b"")
        if content.startswith(b"\x89PNG"):
            content, ending = clean_png(content), "png"
        elif content.startswith(b"\xff\xd8"):
            content, ending = clean_jpeg(content), "jpeg"
        else:
            raise CannotBeCleaned("A picture in it is neither PNG nor JPEG. Ask for a PDF of it.")
        number = sum(1 for name in self._copied if name.startswith("media/")) + 1
        name = self._names[part] = f"media/image{number}.{ending}"
        self._copied[name], self._types[name] = content, f"image/{ending}"
        return name

    def _renumbered(self, root: Element, relations: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
        """Gives what the part refers to numbers from 1 on. Refuses what refers to what does not come along."""
        kept: dict[str, int] = {}
        found = []
        for element in root.iter():
            for name, number in element.attrib.items():
                if space(name) != R:
                    continue
                if number not in relations:
                    raise CannotBeCleaned("It refers to a part that we leave out. Ask for a PDF of it.")
                if number not in kept:
                    word, target = relations[number]
                    kept[number] = len(kept) + 1
                    found.append((f"{R}/{word}", self._copy_of(target, word)))
                element.set(name, f"rId{kept[number]}")
        return found

    def _content_types(self) -> bytes:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        etree.SubElement(
            root, f"{{{_TYPES}}}Default", Extension="rels",
            ContentType="application/vnd.openxmlformats-package.relationships+xml",
        )  # fmt: skip
        for name, type_ in sorted(self._types.items()):
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=type_)
        return written(root)


def opened(content: bytes, kinds: dict[str, Kind]) -> Copier:
    return Copier(unpacked(content), kinds)


def _relations_of(kept: list[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for number, (type_, name) in enumerate(kept, 1):
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=f"rId{number}", Type=type_, Target=f"/{name}"
        )  # fmt: skip
    return written(root)
