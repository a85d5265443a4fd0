"""What is owed to an authority that answers, and for its documents, worked off by Celery."""

from investigations.models import AuthorityDocument, MoreTimeMail
from mysteryshopper.owed import works_off

from . import documents, telling


@works_off(AuthorityDocument)
def scan_document(document: AuthorityDocument) -> None:
    documents.scan(document)


@works_off(MoreTimeMail)
def tell_of_more_time(mail: MoreTimeMail) -> None:
    telling.send(mail)
