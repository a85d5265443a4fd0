"""Word files (docx)."""

import re
from dataclasses import dataclass, field

from .drawings import A, clean_drawings, clean_theme, keep_spaces
from .ooxml import Copier, Kind, R, opened
from .refusing import CannotBeCleaned
from .trees import Element, each, local, remove, space, unwrap
from .vocabulary import names

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "wordprocessingml."
_SPACES = {
    W, R, A,
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:word",
}  # fmt: skip
# What was deleted, who changed what, comments, names of places, instructions for fields, bindings to data.
_GONE = names(
    "del moveFrom delText delInstrText rPrChange pPrChange sectPrChange tblPrChange tblGridChange tcPrChange "
    "trPrChange tblPrExChange numberingChange cellIns cellDel cellMerge commentReference annotationRef bookmarkStart "
    "bookmarkEnd permStart permEnd proofErr fldChar instrText fldData ffData sdtPr sdtEndPr customXmlPr smartTagPr "
    "tblCaption tblDescription rsid rsids nsid tmpl aliases divId printerSettings embedRegular embedBold embedItalic "
    "embedBoldItalic"
)
_UNWRAPPED = names("ins moveTo sdt sdtContent customXml smartTag hyperlink fldSimple")
_REFUSED = names("altChunk subDoc object control contentPart movie")
_SETTINGS = names(
    "mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop evenAndOddHeaders defaultTabStop "
    "autoHyphenation hyphenationZone doNotHyphenateCaps characterSpacingControl footnotePr endnotePr compat "
    "themeFontLang clrSchemeMapping decimalSymbol listSeparator"
)
_NAMES_STYLE = names("pStyle rStyle tblStyle basedOn next link styleLink numStyleLink clickAndTypeStyle")
# Names that Word gives itself. Any other is its writer's own, and may be that of a firm.
_OF_WORD = re.compile(
    r"(normal|title|subtitle|header|footer|caption|quote|strong|emphasis|table (grid|normal)|no (list|spacing)|"
    r"default paragraph font|hyperlink|heading \d|toc \d|list (paragraph|bullet|number)( \d)?|body text( \d)?|"
    r"(foot|end)note (text|reference)|page number)",
    re.IGNORECASE,
)
_NO = ("0", "false", "off", "none")


def clean_docx(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    return _Document().copy(content)


@dataclass
class _Document:
    _styles: dict[str, str] = field(default_factory=dict)
    _notes: dict[str, set[str]] = field(default_factory=lambda: {"footnote": set(), "endnote": set()})

    def copy(self, content: bytes) -> bytes:
        kinds = {
            "officeDocument": Kind("word/document.xml", _WORD + "document.main+xml", self._clean_main),
            "styles": Kind("word/styles.xml", _WORD + "styles+xml", self._clean_styles, is_implied=True),
            "numbering": Kind("word/numbering.xml", _WORD + "numbering+xml", self._clean, is_implied=True),
            "settings": Kind("word/settings.xml", _WORD + "settings+xml", self._clean_settings, is_implied=True),
            "theme": Kind("word/theme/theme{}.xml", "theme+xml", clean_theme, is_implied=True),
            "header": Kind("word/header{}.xml", _WORD + "header+xml", self._clean),
            "footer": Kind("word/footer{}.xml", _WORD + "footer+xml", self._clean),
            "footnotes": Kind("word/footnotes.xml", _WORD + "footnotes+xml", self._clean_notes, is_implied=True),
            "endnotes": Kind("word/endnotes.xml", _WORD + "endnotes+xml", self._clean_notes, is_implied=True),
        }
        copier = opened(content, kinds)
        self._name_styles(copier)
        return copier.copy()

    def _name_styles(self, copier: Copier) -> None:
        """New names for all styles that Word did not name: known before the first part is cleaned."""
        main = next((target for _, word, target in copier.relations("") if word == "officeDocument"), "")
        for _, word, target in copier.relations(main):
            if word == "styles":
                for number, style in enumerate(copier.root(target).iter(_w("style")), 1):
                    self._styles.setdefault(style.get(_w("styleId"), ""), _style_id(style, number))

    def _clean_main(self, root: Element) -> None:
        self._clean(root)
        for kind, notes in self._notes.items():
            notes |= {each.get(_w("id"), "") for each in root.iter(_w(f"{kind}Reference"))}

    def _clean(self, root: Element) -> None:
        keep_spaces(root, _SPACES)
        _remove_changes(root)
        clean_drawings(root)
        for element in root.iter():
            name = local(element.tag)
            for key in [key for key in element.attrib if local(key).lower().startswith("rsid")]:
                del element.attrib[key]
            if name in _NAMES_STYLE:
                given = element.get(_w("val"), "")
                element.set(_w("val"), self._styles.get(given, "Normal"))
        for element in each(root, _w("abstractNum")):
            for name in list(element.iterchildren(_w("name"))):
                remove(name)

    def _clean_styles(self, root: Element) -> None:
        self._clean(root)
        for number, style in enumerate(root.iter(_w("style")), 1):
            style.set(_w("styleId"), self._styles.get(style.get(_w("styleId"), ""), f"Style{number}"))
            for name in style.iterchildren(_w("name")):
                if not _OF_WORD.fullmatch(name.get(_w("val"), "")):
                    name.set(_w("val"), f"Style {number}")
        for element in each(root, _w("vanish"), _w("specVanish")):
            remove(element)

    def _clean_settings(self, root: Element) -> None:
        keep_spaces(root, {W})
        for element in list(root):
            if local(element.tag) not in _SETTINGS:
                remove(element)

    def _clean_notes(self, root: Element) -> None:
        """Only those that the text still refers to, and the lines that separate them from it."""
        self._clean(root)
        for note in list(root):
            if note.get(_w("type")) is None and note.get(_w("id"), "") not in self._notes.get(local(note.tag), set()):
                remove(note)


def _style_id(style: Element, number: int) -> str:
    name = next((each.get(_w("val"), "") for each in style.iterchildren(_w("name"))), "")
    return re.sub(r"\W", "", name) if _OF_WORD.fullmatch(name) else f"Style{number}"


def _remove_changes(root: Element) -> None:
    """All changes are accepted: what was put in stays, what was deleted goes. So do hidden letters."""
    for element in each(root):
        if space(element.tag) != W:
            continue
        if local(element.tag) in _REFUSED:
            raise CannotBeCleaned("Another file is embedded in it. Ask for a PDF of it.")
        if _is_deleted(element) or _is_hidden(element):
            remove(element)
    for element in each(root):
        name = local(element.tag)
        if space(element.tag) == W and (name in _GONE or name.endswith(("RangeStart", "RangeEnd"))):
            remove(element)
    for element in each(root):
        if space(element.tag) == W and local(element.tag) in _UNWRAPPED:
            unwrap(element)


def _is_deleted(element: Element) -> bool:
    """A row or cell of a table."""
    marks = {"tr": f"{_w('trPr')}/{_w('del')}", "tc": f"{_w('tcPr')}/{_w('cellDel')}"}
    mark = marks.get(local(element.tag))
    return mark is not None and element.find(mark) is not None


def _is_hidden(element: Element) -> bool:
    """Letters that are not shown."""
    if element.tag != _w("r"):
        return False
    return any(_is_on(element.find(f"{_w('rPr')}/{_w(hides)}")) for hides in ("vanish", "specVanish"))


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_w("val"), "1").lower() not in _NO


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
