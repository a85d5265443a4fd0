"""Files as a provider might send them, with a marker in each place where their maker can stand."""

import io

import docx
import pikepdf
from PIL import Image, PngImagePlugin

from tests.canaries.markers import marker


def files() -> dict[str, bytes]:
    """Name of the file to its content."""
    return {
        f"{marker('file_name_pdf')}.pdf": _pdf(),
        f"{marker('file_name_docx')}.docx": _docx(),
        f"{marker('file_name_png')}.png": _png(),
        f"{marker('file_name_jpg')}.jpg": _jpg(),
    }


def _pdf() -> bytes:
    out, pdf = io.BytesIO(), pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pikepdf.Stream(pdf, f"BT /F1 12 Tf 50 700 Td ({marker('pdf_text')}) Tj ET".encode())
    pdf.docinfo["/Author"], pdf.docinfo["/Title"] = marker("pdf_author"), marker("pdf_title")
    with pdf.open_metadata() as xmp:
        xmp["dc:creator"] = [marker("pdf_xmp")]
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, marker("pdf_attachment").encode())
    pdf.save(out)
    return out.getvalue()


def _docx() -> bytes:
    out, document = io.BytesIO(), docx.Document()
    run = document.add_paragraph(marker("docx_text")).runs[0]
    document.core_properties.author = marker("docx_author")
    document.core_properties.last_modified_by = marker("docx_last_modified_by")
    document.core_properties.category = marker("docx_company")
    document.add_comment(run, text=marker("docx_comment"), author="A", initials="A")
    document.save(out)
    return out.getvalue()


def _png() -> bytes:
    out, text = io.BytesIO(), PngImagePlugin.PngInfo()
    text.add_text("Author", marker("png_text_chunk"), zip=True)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=text)
    return out.getvalue()


def _jpg() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = marker("jpg_artist")
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif, comment=marker("jpg_comment").encode())
    return out.getvalue()
