"""What the VCSE share of complaints is held against: figures of others, with source and period."""

import pgtrigger
from django.conf import settings
from django.db import models

from mysteryshopper.calendar import financial_year_name


class Benchmark(models.Model):
    class Measure(models.TextChoices):
        VALUE = "value", "of contract value"
        NUMBER = "number", "of contracts by number"

    measure = models.CharField(max_length=10, choices=Measure)
    # In per cent.
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    first_financial_year = models.IntegerField()
    last_financial_year = models.IntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-last_financial_year", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "first_financial_year", "last_financial_year", "source"], name="benchmark_once"
            ),
            models.CheckConstraint(condition=models.Q(percent__gte=0, percent__lte=100), name="benchmark_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.percent}% {self.get_measure_display()}"

    @property
    def in_words(self) -> str:
        years = f"{financial_year_name(self.first_financial_year)} to {financial_year_name(self.last_financial_year)}"
        return f"{self.percent.normalize():f}% {self.get_measure_display()}, {years}, {self.source}"


class BenchmarkChange(models.Model):
    """Somebody added, changed or took back a benchmark. Never edited: Postgres refuses."""

    words = models.CharField(max_length=1000)
    # Nobody: it came from a file.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="benchmarkchange_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.words
