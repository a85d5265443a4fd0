"""What the VCSE share of complaints is held against: figures of others, with source and period."""

from django.db import models


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
