"""Excel files (xlsx): the sheets that are shown, with what stands in their cells. Nothing is calculated any more."""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from .drawings import A, clean_drawings, clean_theme, keep_spaces
from .ooxml import Copier, Kind, R, opened
from .refusing import CannotBeCleaned
from .trees import Element, each, local, remove
from .vocabulary import names

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHEET = "spreadsheetml."
_OF_SHEET = names(
    "sheetFormatPr cols sheetData mergeCells printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
    "drawing"
)
_OF_STYLES = names("numFmts fonts fills borders cellStyleXfs cellXfs cellStyles colors")
_OF_ROW = {"r", "s", "customFormat", "ht", "customHeight", "hidden"}
_OF_CELL = {"r", "s", "t"}
_HIDDEN = ("1", "true")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_MERGED = 500_000


def clean_xlsx(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    return _Workbook().copy(content)


@dataclass
class _Workbook:
    _strings: list[Element] = field(default_factory=list)

    def copy(self, content: bytes) -> bytes:
        kinds = {
            "officeDocument": Kind("xl/workbook.xml", _SHEET + "sheet.main+xml", _clean_workbook),
            "styles": Kind("xl/styles.xml", _SHEET + "styles+xml", _clean_styles, is_implied=True),
            "theme": Kind("xl/theme/theme{}.xml", "theme+xml", clean_theme, is_implied=True),
            "worksheet": Kind("xl/worksheets/sheet{}.xml", _SHEET + "worksheet+xml", self._clean_sheet),
            "drawing": Kind("xl/drawings/drawing{}.xml", "drawing+xml", _clean_drawing),
        }
        copier = opened(content, kinds)
        self._read_strings(copier)
        return copier.copy()

    def _read_strings(self, copier: Copier) -> None:
        main = next((target for _, word, target in copier.relations("") if word == "officeDocument"), "")
        for _, word, target in copier.relations(main):
            if word == "sharedStrings":
                self._strings = list(copier.root(target).iterchildren(_s("si")))

    def _clean_sheet(self, root: Element) -> None:
        keep_spaces(root, {S, R})
        for element in list(root):
            if local(element.tag) in ("oleObjects", "controls"):
                raise CannotBeCleaned("Another file is embedded in it. Ask for a PDF of it.")
            if local(element.tag) not in _OF_SHEET:
                remove(element)
        for element in root.iter(_s("pageSetup")):
            element.attrib.pop(f"{{{R}}}id", None)
        for element in root.iter(_s("sheetFormatPr")):
            element.attrib.pop("zeroHeight", None)
        hidden, merged = _hidden_columns(root), _merged(root)
        for data in root.iterchildren(_s("sheetData")):
            for number, row in enumerate(list(data), 1):
                self._clean_row(row, hidden, merged, number)

    def _clean_row(self, row: Element, hidden: list[range], merged: set[tuple[int, int]], number: int) -> None:
        _keep_attributes(row, _OF_ROW)
        if _is_hidden(row, "ht"):
            for cell in list(row):
                row.remove(cell)
        column, number = 0, int(row.get("r", number))
        for cell in list(row):
            column = _column(cell.get("r", "")) or column + 1
            if any(column in columns for columns in hidden) or (number, column) in merged:
                row.remove(cell)
            else:
                self._clean_cell(cell)

    def _clean_cell(self, cell: Element) -> None:
        _keep_attributes(cell, _OF_CELL)
        value = cell.find(_s("v"))
        if cell.find(_s("f")) is not None and value is None:
            raise CannotBeCleaned("It holds formulas without their results. Ask for it as Excel saves it, or a PDF.")
        for child in list(cell):
            if local(child.tag) not in ("v", "is"):
                cell.remove(child)
        kind = cell.get("t")
        if kind in ("s", "str") and value is not None:
            inline = etree.SubElement(cell, _s("is"))
            if kind == "s":
                inline.extend(deepcopy(list(self._string(value.text or ""))))
            else:
                etree.SubElement(inline, _s("t")).text = value.text
            cell.remove(value)
            cell.set("t", "inlineStr")
        for inline in cell.iterchildren(_s("is")):
            for child in list(inline):
                if local(child.tag) not in ("t", "r"):
                    inline.remove(child)

    def _string(self, number: str) -> Element:
        if not number.strip().isdecimal() or int(number) >= len(self._strings):
            raise CannotBeCleaned("It is broken: the text of a cell is missing.")
        return self._strings[int(number)]


def _clean_workbook(root: Element) -> None:
    """Only the names of the sheets that are shown, and from when days are counted."""
    keep_spaces(root, {S, R})
    for element in list(root):
        if local(element.tag) not in ("workbookPr", "sheets"):
            remove(element)
    for element in root.iter(_s("workbookPr")):
        _keep_attributes(element, {"date1904"})
    shown = 0
    for sheet in each(root, _s("sheet")):
        if sheet.get("state", "visible") != "visible":
            remove(sheet)
            continue
        shown += 1
        _keep_attributes(sheet, {"name", f"{{{R}}}id"})
        sheet.set("sheetId", str(shown))
    if not shown:
        raise CannotBeCleaned("It has no sheet that is shown.")


def _clean_styles(root: Element) -> None:
    keep_spaces(root, {S})
    for element in list(root):
        if local(element.tag) not in _OF_STYLES:
            remove(element)
    for element in each(root, _s("extLst"), _s("cellStyle")):
        if local(element.tag) == "extLst" or element.get("builtinId") != "0":
            remove(element)
        else:
            element.set("name", "Normal")
            _keep_attributes(element, {"name", "xfId", "builtinId"})
    for styles in root.iterchildren(_s("cellStyles")):
        styles.attrib.pop("count", None)


def _clean_drawing(root: Element) -> None:
    keep_spaces(root, {_XDR, A, R})
    clean_drawings(root)


def _hidden_columns(root: Element) -> list[range]:
    columns = [column for column in root.iter(_s("col")) if _is_hidden(column, "width")]
    try:
        return [range(int(column.get("min", 0)), int(column.get("max", 0)) + 1) for column in columns]
    except ValueError as error:
        raise CannotBeCleaned("It is broken: its columns cannot be read.") from error


def _is_hidden(line: Element, size: str) -> bool:
    return line.get("hidden", "").lower() in _HIDDEN or re.fullmatch(r"0+(\.0*)?", line.get(size, "")) is not None


def _merged(root: Element) -> set[tuple[int, int]]:
    """Row and column of the cells that lie under another: they may hold what nobody sees."""
    under: set[tuple[int, int]] = set()
    for merge in root.iter(_s("mergeCell")):
        corners = [_CELL.fullmatch(corner) for corner in merge.get("ref", "").split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None:
            raise CannotBeCleaned("It is broken: its merged cells cannot be read.")
        (left, top), (right, bottom) = ((_column(corner[0]), int(corner[2])) for corner in corners if corner)
        if len(under) + (right - left + 1) * (bottom - top + 1) > _MOST_MERGED:
            raise CannotBeCleaned("Too many of its cells are merged. Ask for a PDF of it.")
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        under |= cells - {(top, left)}
    return under


def _column(cell: str) -> int:
    """Of a cell such as AB12: 28. 0: it does not say."""
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _keep_attributes(element: Element, kept: set[str]) -> None:
    for name in set(element.attrib) - kept:
        del element.attrib[name]


def _s(name: str) -> str:
    return f"{{{S}}}{name}"
