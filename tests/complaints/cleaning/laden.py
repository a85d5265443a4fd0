"""One maker of laden files for each kind that we take. Given the number of the file, some vary it."""

from . import laden_excel, laden_open_document, laden_pdf, laden_pictures, laden_text, laden_word

MAKERS = {
    "pdf": lambda marks, number: laden_pdf.pdf(marks),
    "png": lambda marks, number: laden_pictures.png(marks, mode=("RGB", "RGBA", "P", "L", "LA", "1")[number % 6]),
    "jpg": lambda marks, number: laden_pictures.jpeg(
        marks, orientation=number % 8 + 1, mode=("RGB", "L")[number // 8 % 2]
    ),
    "docx": lambda marks, number: laden_word.docx(marks),
    "xlsx": lambda marks, number: laden_excel.xlsx(marks),
    "odt": lambda marks, number: laden_open_document.odt(marks),
    "ods": lambda marks, number: laden_open_document.ods(marks),
    "txt": lambda marks, number: laden_text.text(marks),
    "csv": lambda marks, number: laden_text.csv(marks),
    "eml": lambda marks, number: laden_text.mail(marks, html_only=number % 2 == 1),
}
