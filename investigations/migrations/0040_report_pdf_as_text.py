from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_SIGNED = "report_signed_by_a_second_person"


class Migration(migrations.Migration):
    """A column of bytes is a sealed one in this database, so the PDF of a report stands as base64."""

    dependencies = [
        ("investigations", "0039_authority_satisfaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="report", name=_SIGNED),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
                    ALTER TABLE investigations_report ALTER COLUMN pdf TYPE text
                        USING coalesce(translate(encode(pdf, 'base64'), E'\\n', ''), '');
                    ALTER TABLE investigations_report ALTER COLUMN pdf SET NOT NULL;
                    """,
                    "ALTER TABLE investigations_report ALTER COLUMN pdf DROP NOT NULL;"
                    "ALTER TABLE investigations_report ALTER COLUMN pdf TYPE bytea"
                    " USING nullif(decode(pdf, 'base64'), '');",
                )
            ],
            state_operations=[migrations.AlterField("report", "pdf", models.TextField(default=""))],
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, pdf="")
                | (
                    Q(signed_by__isnull=False, signed_at__isnull=False)
                    & ~Q(pdf="")
                    & ~Q(signed_by=F("drafted_by"))
                ),
                name=_SIGNED,
            ),
        ),
    ]
