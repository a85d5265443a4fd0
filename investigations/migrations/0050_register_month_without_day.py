"""Of an entry of which the month is published the day is not kept."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("investigations", "0049_other_letter")]

    operations = [
        migrations.RunSQL(
            "UPDATE investigations_registerentry SET listed_on = date_trunc('month', listed_on)::date "
            "WHERE listed_precision = 'month'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=Q(("listed_precision", "month"), _negated=True) | Q(("listed_on__day", 1)),
                name="registerentry_month_without_day",
            ),
        ),
    ]
