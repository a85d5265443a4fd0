"""An Excel file with a marker in every place that its sheets do not show."""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from .laden_pictures import jpeg, png
from .zips import members_of, put, relate, zipped


def xlsx(marks):
    members = members_of(_written(marks))
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = put(
        members[sheet], "</sheetData>",
        f'<row r="20"><c r="A20" t="str"><f>"{marks.hide("formula")}"</f><v>{marks.show()}</v></c></row>',
        f'<row r="22"><c r="A22" t="inlineStr"><is><t>{marks.show()}</t></is></c>'
        f'<c r="B22" t="inlineStr"><is><t>{marks.hide("under another cell")}</t></is></c></row>',
    )  # fmt: skip
    members[sheet] = put(
        members[sheet], "<pageMargins",
        f'<customProperties><customPr name="{marks.hide("sheet property")}"/></customProperties>',
        f'<scenarios><scenario name="s" user="{marks.hide("scenario")}"/></scenarios>',
        f'<protectedRanges><protectedRange name="{marks.hide("protected range")}" sqref="A1"/></protectedRanges>',
    )  # fmt: skip
    book = members["xl/workbook.xml"]
    book = put(
        book, "<workbookPr", f'<fileSharing userName="{marks.hide("shared by")}"/>',
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="urn:x15" '
        f'url="C:/Users/{marks.hide("path")}"/></mc:Choice></mc:AlternateContent>',
    )  # fmt: skip
    members["xl/workbook.xml"] = book.replace(
        b"<workbookPr", f'<workbookPr codeName="{marks.hide("code")}"'.encode(), 1
    )
    _share_strings(members, marks)
    drawing = members["xl/drawings/drawing1.xml"]
    assert b'descr="Picture"' in drawing
    alt = f'descr="{marks.hide("alt")}" title="{marks.hide("alt title")}"'
    members["xl/drawings/drawing1.xml"] = drawing.replace(b'descr="Picture"', alt.encode(), 1)
    _other_parts(members, marks)
    return zipped(members, marks)


def _written(marks):
    book = Workbook()
    sheet = book.active
    sheet.title = marks.show()
    for name in ("creator", "lastModifiedBy", "title", "subject", "keywords", "description", "category"):
        setattr(book.properties, name, marks.hide(f"core {name}"))
    book.custom_doc_props.append(StringProperty(name=marks.hide("property name"), value=marks.hide("property")))
    for row in range(1, 9):
        sheet.cell(row, 1, marks.show())
        sheet.cell(row, 2, row * 1.5)
    sheet["A1"].comment = Comment(marks.hide("comment"), marks.hide("comment author"))
    sheet["A2"].hyperlink = f"https://firm.example/{marks.hide('hyperlink')}"
    sheet["C1"], sheet["C3"] = marks.hide("hidden column"), marks.hide("hidden column too")
    sheet.column_dimensions["C"].hidden = True
    sheet["A10"] = marks.hide("hidden row")
    sheet.row_dimensions[10].hidden = True
    sheet.merge_cells("A22:B22")
    sheet.oddHeader.center.text = marks.show()
    check = DataValidation(type="list", formula1=f'"{marks.hide("validation")}"')
    check.prompt, check.promptTitle = marks.hide("prompt"), "Which"
    check.add("D1")
    sheet.add_data_validation(check)
    sheet["F1"], sheet["F2"] = marks.show(), "5"
    sheet.add_table(Table(displayName=marks.hide("table"), ref="F1:F2"))
    book.add_named_style(NamedStyle(name=marks.hide("style")))
    sheet["A3"].style = marks.hidden["style"]
    name = marks.hide("defined name")
    book.defined_names[name] = DefinedName(name, attr_text="1")
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(marks.hide(f"{state} sheet name"))
        other["A1"], other.sheet_state = marks.hide(f"{state} sheet"), state
    sheet.add_image(Image(io.BytesIO(jpeg(marks, "picture "))), "H1")
    sheet.add_image(Image(io.BytesIO(png(marks, "second picture "))), "H9")
    second = book.create_sheet(marks.show())
    second["B2"] = marks.show()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _share_strings(members, marks):
    """As Excel writes: openpyxl writes texts into their cells."""
    members["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><r><rPr><b/></rPr><t>{marks.show()}</t></r><r><t> and more</t></r><rPh sb='0' eb='1'><t>"
        f"{marks.hide('how it is said')}</t></rPh></si><si><t>{marks.hide('string of no cell')}</t></si></sst>"
    ).encode()
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = put(members[sheet], "</sheetData>", '<row r="30"><c r="A30" t="s"><v>0</v></c></row>')
    members["[Content_Types].xml"] = put(
        members["[Content_Types].xml"], "</Types>", '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    )  # fmt: skip
    relate(members, "xl/workbook.xml", ("ss", "sharedStrings", "sharedStrings.xml", ""))


def _other_parts(members, marks):
    for name, place in {
        "xl/printerSettings/printerSettings1.bin": "printer", "xl/threadedComments/threadedComment1.xml": "thread",
        "xl/persons/person.xml": "person", "xl/externalLinks/externalLink1.xml": "external link",
        "xl/connections.xml": "connection", "xl/pivotCache/pivotCacheDefinition1.xml": "pivot",
        "customXml/item1.xml": "custom XML", "docProps/app.xml": "company", "docProps/thumbnail.jpeg": "thumbnail",
        "xl/unknown.bin": "unknown part", "xl/calcChain.xml": "calculation",
    }.items():  # fmt: skip
        members[name] = f"<x>{marks.hide(place)}</x>".encode()
    relate(
        members, "xl/workbook.xml",
        ("e1", "externalLink", "externalLinks/externalLink1.xml", ""), ("e2", "connections", "connections.xml", ""),
        ("e3", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", ""),
        ("e4", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml", ""),
        ("e5", "customXml", "../customXml/item1.xml", ""), ("e6", "calcChain", "calcChain.xml", ""),
    )  # fmt: skip
    relate(
        members, "xl/worksheets/sheet1.xml",
        ("p1", "printerSettings", "../printerSettings/printerSettings1.bin", ""),
        ("p2", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
         "../threadedComments/threadedComment1.xml", ""),
    )  # fmt: skip
