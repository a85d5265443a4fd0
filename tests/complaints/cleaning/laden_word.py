"""A Word file with a marker in every place that its pages do not show."""

import io

from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from .laden_pictures import jpeg, png
from .zips import members_of, put, relate, zipped

_MS = "http://schemas.microsoft.com/office/"
_XMLNS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def docx(marks):
    members = members_of(_written(marks))
    document = members["word/document.xml"]
    document = put(document, "<w:sectPr", *_changes(marks), *_fields(marks), *_frames(marks))
    document = document.replace(b"<w:p>", f'<w:p {_XMLNS} w:rsidR="{marks.hide("rsid")}">'.encode(), 1)
    document = document.replace(b'descr=""', b"").replace(
        b"<wp:docPr ", f'<wp:docPr descr="{marks.hide("alt")}" title="{marks.hide("alt title")}" '.encode(), 1
    )
    members["word/document.xml"] = document.replace(b"?>", f"?><!-- {marks.hide('XML comment')} -->".encode(), 1)
    members["word/theme/theme1.xml"] = members["word/theme/theme1.xml"].replace(
        b'name="Office Theme"', f'name="{marks.hide("theme")}"'.encode()
    )
    assert marks.hidden["theme"].encode() in members["word/theme/theme1.xml"]
    _settings(members, marks)
    _other_parts(members, marks)
    return zipped(members, marks)


def _written(marks):
    document = Document()
    about = document.core_properties
    for name in ("author", "last_modified_by", "title", "subject", "keywords", "comments", "category", "identifier"):
        setattr(about, name, marks.hide(f"core {name}"))
    document.add_heading(marks.show(), 1)
    paragraph = document.add_paragraph(marks.show())
    document.add_comment(
        paragraph.runs, text=marks.hide("comment"), author=marks.hide("comment author"), initials=marks.hide("initials")
    )
    document.styles.add_style(marks.hide("style"), WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(marks.show(), style=marks.hidden["style"])
    document.add_table(1, 1).cell(0, 0).text = marks.show()
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = marks.show(), marks.show()
    document.add_picture(io.BytesIO(jpeg(marks, "picture ")))
    document.add_picture(io.BytesIO(png(marks, "second picture ")))
    hidden = document.add_paragraph().add_run(marks.hide("hidden letters"))
    hidden.font.hidden = True
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _who(marks, place):
    return f'w:id="7" w:author="{marks.hide(place + " by")}" w:date="2026-05-01T00:00:00Z"'


def _changes(marks):
    yield f"<w:p {_XMLNS}><w:pPr><w:rPr><w:ins {_who(marks, 'paragraph')}/></w:rPr></w:pPr>"
    yield f"<w:ins {_who(marks, 'insertion')}><w:r><w:t>{marks.show()}</w:t></w:r></w:ins>"
    yield f"<w:del {_who(marks, 'deletion')}><w:r><w:delText>{marks.hide('deletion')}</w:delText></w:r></w:del>"
    yield f"<w:moveFrom {_who(marks, 'move')}><w:r><w:t>{marks.hide('moved')}</w:t></w:r></w:moveFrom>"
    yield f'<w:moveToRangeStart w:name="{marks.hide("move name")}" {_who(marks, "move to")}/>'
    yield f"<w:moveTo {_who(marks, 'moved to')}><w:r><w:t>{marks.show()}</w:t></w:r></w:moveTo>"
    yield f"<w:r><w:rPr><w:b/><w:rPrChange {_who(marks, 'format')}><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r>"
    yield f'<w:bookmarkStart w:id="9" w:name="{marks.hide("bookmark")}"/><w:bookmarkEnd w:id="9"/>'
    yield f'<w:permStart w:id="3" w:ed="{marks.hide("may edit")}"/><w:permEnd w:id="3"/></w:p>'
    yield f"<w:tbl {_XMLNS}><w:tblPr><w:tblCaption w:val='{marks.hide('table caption')}'/></w:tblPr><w:tr><w:trPr>"
    yield f"<w:del {_who(marks, 'row')}/></w:trPr><w:tc><w:p><w:r><w:t>{marks.hide('row')}</w:t></w:r></w:p></w:tc>"
    yield "</w:tr>"
    yield f"<w:tr><w:tc><w:p><w:r><w:t>{marks.show()}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def _fields(marks):
    yield f'<w:p {_XMLNS}><w:fldSimple w:instr=" AUTHOR {marks.hide("field")} "><w:r><w:t>{marks.show()}</w:t></w:r>'
    yield "</w:fldSimple><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
    yield f"MERGEFIELD {marks.hide('long field')}</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    yield f"<w:r><w:t>{marks.show()}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    yield "<w:hyperlink xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='far' "
    yield f"w:tooltip='{marks.hide('tooltip')}'><w:r><w:t>{marks.show()}</w:t></w:r></w:hyperlink></w:p>"
    yield f"<w:sdt {_XMLNS}><w:sdtPr><w:alias w:val='{marks.hide('control')}'/><w:tag w:val='{marks.hide('tag')}'/>"
    yield f"<w:dropDownList><w:listItem w:value='{marks.hide('choice')}'/></w:dropDownList></w:sdtPr><w:sdtContent>"
    yield f"<w:p><w:r><w:t>{marks.show()}</w:t></w:r></w:p></w:sdtContent></w:sdt>"


def _frames(marks):
    yield f"<w:p {_XMLNS}><w:smartTag w:uri='x' w:element='{marks.hide('smart tag')}'><w:r><w:t>{marks.show()}</w:t>"
    yield f"</w:r></w:smartTag><w:r><w14:secret>{marks.hide('vocabulary')}</w14:secret><mc:AlternateContent>"
    yield f"<mc:Choice Requires='w14'><w14:x>{marks.hide('choice of two')}</w14:x></mc:Choice><mc:Fallback><w:pict>"
    yield f"<v:shape id='{marks.hide('shape')}' alt='{marks.hide('shape alt')}' o:gfxdata='{marks.hide('gfxdata')}' "
    yield f"href='{marks.hide('shape link')}'><v:textpath string='{marks.show()}'/></v:shape></w:pict></mc:Fallback>"
    yield "</mc:AlternateContent></w:r></w:p>"


def _settings(members, marks):
    members["word/settings.xml"] = put(
        members["word/settings.xml"], "</w:settings>",
        f'<w:docVars><w:docVar w:name="{marks.hide("variable")}" w:val="{marks.hide("its value")}"/></w:docVars>',
        f'<w:rsids><w:rsid w:val="{marks.hide("rsid of all")}"/></w:rsids>',
        '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="t"/>',
    )  # fmt: skip
    place = f"file:///C:/Users/{marks.hide('template')}/a.dotx"
    relate(members, "word/settings.xml", ("t", "attachedTemplate", place, 'TargetMode="External"'))


def _other_parts(members, marks):
    def part(name, place):
        members[name] = f"<x>{marks.hide(place)}</x>".encode()

    for name, place in {
        "docProps/custom.xml": "custom property", "docProps/app.xml": "company", "customXml/item1.xml": "custom XML",
        "word/people.xml": "people", "word/commentsExtended.xml": "commentsExtended", "word/webSettings.xml": "web",
        "word/glossary/document.xml": "glossary", "word/fonts/font1.odttf": "font", "word/notes.bin": "unknown part",
        "docProps/thumbnail.jpeg": "thumbnail", "word/printerSettings1.bin": "printer",
    }.items():  # fmt: skip
        part(name, place)
    for picture in [name for name in members if name.startswith("word/media/")]:
        new = f"word/media/{marks.hide(picture)}.bin"
        members[new] = members.pop(picture)
        rels = "word/_rels/document.xml.rels"
        members[rels] = members[rels].replace(picture[5:].encode(), new[5:].encode())
    members["[Content_Types].xml"] = put(
        members["[Content_Types].xml"], "</Types>", '<Default Extension="bin" ContentType="image/jpeg"/>',
        '<Default Extension="odttf" ContentType="application/x-font"/>',
    )  # fmt: skip
    relate(
        members, "word/document.xml",
        ("far", "hyperlink", f"mailto:{marks.hide('hyperlink')}@firm.example", 'TargetMode="External"'),
        ("c1", "customXml", "../customXml/item1.xml", ""), ("p1", f"{_MS}2011/relationships/people", "people.xml", ""),
        ("p2", f"{_MS}2011/relationships/commentsExtended", "commentsExtended.xml", ""),
        ("g1", "glossaryDocument", "glossary/document.xml", ""), ("w1", "webSettings", "webSettings.xml", ""),
        ("s1", "printerSettings", "printerSettings1.bin", ""),
    )  # fmt: skip
    relate(members, "word/fontTable.xml", ("f1", "font", "fonts/font1.odttf", ""))
    relate(members, "", ("cp", "custom-properties", "docProps/custom.xml", ""))
