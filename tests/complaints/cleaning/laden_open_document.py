"""OpenDocument files, put together by hand after the standard, with a marker in every place that is not shown."""

from .laden_pictures import jpeg, png
from .zips import zipped

_NS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "svg":
        "svg-compatible", "fo": "xsl-fo-compatible", "meta": "meta", "config": "config", "script": "script",
        "form": "form", "presentation": "presentation",
    }.items()
)  # fmt: skip
_NS += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:loext="urn:loext"'


def odt(marks):
    style = marks.hide("style")
    note = f"<text:note text:note-class='footnote'><text:note-body><text:p>{marks.show()}</text:p>"
    note += "</text:note-body></text:note>"
    body = f"""<office:text><office:forms><form:form form:name="{marks.hide("form")}"/></office:forms>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>
<dc:creator>{marks.hide("deleted by")}</dc:creator></office:change-info><text:p>{marks.hide("deletion")}</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:variable-decls><text:variable-decl text:name="{marks.hide("variable")}"/></text:variable-decls>
<text:user-field-decls><text:user-field-decl office:string-value="{marks.hide("user field")}"/></text:user-field-decls>
<text:h text:outline-level="1" text:style-name="{style}" xml:id="{marks.hide("number")}">{marks.show()}</text:h>
<text:p text:style-name="{style}">{marks.show()}<text:change text:change-id="c1"/>{marks.show()}{note}
<office:annotation office:name="{marks.hide("comment name")}"><dc:creator>{marks.hide("comment by")}</dc:creator>
<text:p>{marks.hide("comment")}</text:p></office:annotation>
<text:author-name text:fixed="true">{marks.show()}</text:author-name>
<text:hidden-text text:string-value="{marks.hide("hidden text")}"
text:condition="{marks.hide("condition")}">x</text:hidden-text>
<text:database-display text:database-name="{marks.hide("database")}">{marks.show()}</text:database-display>
<text:bookmark text:name="{marks.hide("bookmark")}"/><text:a xlink:href="mailto:{marks.hide("link")}"
office:title="{marks.hide("link title")}">{marks.show()}</text:a>
<loext:secret loext:who="{marks.hide("other vocabulary")}">{marks.hide("its text")}</loext:secret></text:p>
<text:p>{_picture(marks, "a.jpg")}{_picture(marks, "b.png")}</text:p>
<text:section text:name="{marks.hide("section")}" text:display="none">
<text:p>{marks.hide("hidden section")}</text:p></text:section>
<table:table table:name="{marks.hide("table")}"><table:table-column/><table:table-row><table:table-cell>
<text:p>{marks.show()}</text:p></table:table-cell></table:table-row></table:table></office:text>"""
    return _packed(marks, "text", style, body)


def ods(marks):
    style = marks.hide("style")
    body = f"""<office:spreadsheet><table:tracked-changes><table:cell-content-change><office:change-info>
<dc:creator>{marks.hide("changed by")}</dc:creator></office:change-info><text:p>{marks.hide("earlier content")}</text:p>
</table:cell-content-change></table:tracked-changes>
<table:content-validations><table:content-validation table:name="{marks.hide("validation")}"/>
</table:content-validations>
<table:table table:name="{marks.show()}" table:style-name="{style}" table:protection-key="{marks.hide("key")}">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell office:value-type="string" office:string-value="{marks.hide("value")}"
table:formula="of:={marks.hide("formula")}"><text:p>{marks.show()}</text:p><office:annotation><dc:creator>
{marks.hide("comment by")}</dc:creator><text:p>{marks.hide("comment")}</text:p></office:annotation></table:table-cell>
<table:covered-table-cell><text:p>{marks.hide("covered")}</text:p></table:covered-table-cell>
<table:table-cell><text:p>{marks.hide("hidden column")}</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell><text:p>{marks.hide("hidden row")}</text:p>
</table:table-cell></table:table-row><table:table-row table:visibility="filter"><table:table-cell
office:value-type="string"><text:p>{marks.hide("filtered row")}</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>{marks.show()} {_picture(marks, "a.jpg")}{_picture(marks, "b.png")}</text:p>
</table:table-cell></table:table-row></table:table>
<table:table table:name="{marks.hide("hidden sheet name")}" table:style-name="gone"><table:table-row><table:table-cell>
<text:p>{marks.hide("hidden sheet")}</text:p></table:table-cell></table:table-row></table:table>
<table:named-expressions><table:named-range table:name="{marks.hide("name")}"/></table:named-expressions>
<table:database-ranges><table:database-range table:name="{marks.hide("range")}"/></table:database-ranges>
</office:spreadsheet>"""
    return _packed(marks, "spreadsheet", style, body)


def _picture(marks, name):
    return f"""<draw:frame draw:name="{marks.hide(name + " frame")}" svg:width="2cm" svg:height="2cm"><draw:image
xlink:href="Pictures/{name}" xlink:type="simple"/><svg:title>{marks.hide(name + " title")}</svg:title>
<svg:desc>{marks.hide(name + " alt")}</svg:desc></draw:frame>"""


def _packed(marks, kind, style, body):
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    members = {
        "mimetype": mimetype,
        "content.xml": f"""<?xml version="1.0" encoding="UTF-8"?><!-- {marks.hide("XML comment")} -->
<office:document-content {_NS} office:version="1.2"><office:scripts><office:event-listeners><script:event-listener
xlink:href="vnd.sun.star.script:{marks.hide("script")}"/></office:event-listeners></office:scripts>
<office:automatic-styles><style:style style:name="{style}" style:display-name="{marks.hide("style shown")}"
style:family="paragraph"/><style:style style:name="gone" style:family="table"><style:table-properties
table:display="false"/></style:style></office:automatic-styles><office:body>{body}</office:body></office:document-content>""",
        "styles.xml": f"""<office:document-styles {_NS} office:version="1.2"><office:styles><style:style
style:name="{marks.hide("firm style")}" style:family="paragraph"/><draw:gradient draw:name="g"
draw:display-name="{marks.hide("gradient")}"/></office:styles><office:automatic-styles><style:page-layout
style:name="{marks.hide("layout")}"/></office:automatic-styles><office:master-styles><style:master-page
style:name="{marks.hide("master page")}" style:page-layout-name="{marks.hidden["layout"]}"><style:header>
<text:p>{marks.show()}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>""",
        "meta.xml": f"<office:document-meta {_NS}><office:meta><dc:creator>{marks.hide('creator')}</dc:creator>"
        f"<meta:user-defined>{marks.hide('user defined')}</meta:user-defined></office:meta></office:document-meta>",
        "settings.xml": f"<office:document-settings {_NS}><config:x>{marks.hide('printer')}</config:x>"
        "</office:document-settings>",
        "manifest.rdf": f"<x>{marks.hide('rdf')}</x>",
        "Thumbnails/thumbnail.png": png(marks, "thumbnail "),
        "Configurations2/menubar/a.xml": f"<x>{marks.hide('configuration')}</x>",
        "layout-cache": marks.hide("layout cache"),
        "Pictures/a.jpg": jpeg(marks, "picture "),
        "Pictures/b.png": png(marks, "second picture "),
        "Pictures/unused.png": png(marks, "unused picture "),
        f"{marks.hide('unknown part')}.bin": marks.hide("in it"),
    }
    entries = "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type=""/>' for n in members)
    members["META-INF/manifest.xml"] = (
        f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}'
        f"</manifest:manifest>"
    )
    return zipped(members, marks)
