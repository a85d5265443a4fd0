"""What is owed for a document of an authority, worked off by Celery."""

from investigations.models import AuthorityDocument
from mysteryshopper.owed import works_off

from . import documents


@works_off(AuthorityDocument)
def scan_document(document: AuthorityDocument) -> None:
    documents.scan(document)
