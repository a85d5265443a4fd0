"""Procurement notices, as Contracts Finder and Find a Tender publish them (OCDS releases)."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

from .authority import Authority

_WORDS = SearchVector("title", "buyer_name", config="english")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def live(self, now: datetime) -> Self:
        """Those that can still be tendered for."""
        return self.filter(deadline_at__gt=now)

    def saying(self, query: SearchQuery) -> Self:
        """Those whose title or buyer's name fits."""
        return self.annotate(words=_WORDS).filter(words=query)


class Notice(models.Model):
    ocid = models.CharField(max_length=100)
    # An ocid has been seen used again by another buyer, so the two together name a notice.
    buyer_id = models.CharField(max_length=100, blank=True)
    # As in the address of its page: NNNNNN-YYYY on Find a Tender, a UUID (not the ocid's) on Contracts Finder.
    number = models.CharField(max_length=40, blank=True, db_index=True)
    buyer_name = models.CharField(max_length=300)
    authority = models.ForeignKey(Authority, models.SET_NULL, null=True, related_name="notices")
    title = models.CharField(max_length=500)
    # CPV 2008, eight digits, without the check digit.
    cpv = models.CharField(max_length=8, blank=True)
    cpv_name = models.CharField(max_length=300, blank=True)
    value = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    method = models.CharField(max_length=200, blank=True)
    suits_sme = models.BooleanField(null=True)
    suits_vcse = models.BooleanField(null=True)
    deadline_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ocid", "buyer_id"], name="notice_once")]
        indexes = [GinIndex(_WORDS, name="notice_words")]

    def __str__(self) -> str:
        return self.title
