from django.db import migrations
from django.utils import timezone


def owe(apps, schema_editor):
    """Since 0025 the follow-up is counted in days, by another number: clocks that ran then are due when they were."""
    running = apps.get_model("investigations", "CaseClock").objects.filter(kind="follow_up", met_on=None)
    if running.exists():
        words = "The follow-up is counted in days now, not in months."
        apps.get_model("investigations", "ClockChange").objects.create(words=words, at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('investigations', '0041_letter_carries_recommendations'),
    ]

    operations = [
        migrations.RunPython(owe, migrations.RunPython.noop),
    ]
