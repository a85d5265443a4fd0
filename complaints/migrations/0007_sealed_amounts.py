"""An invoice's amount and days, and the hash of a file, are sealed: whoever has the same paper could tell by them."""

from django.db import migrations

import mysteryshopper.sealed as sealed

COLUMNS = {
    "invoice": {
        "amount": sealed.SealedDecimalField,
        "due_on": sealed.SealedDateField,
        "invoiced_on": sealed.SealedDateField,
    },
    "evidence": {"sha256": sealed.SealedTextField},
}
MAY_BE_EMPTY = {"invoiced_on"}


def seal(apps, schema_editor):
    for model, columns in COLUMNS.items():
        for row in apps.get_model("complaints", model).objects.iterator():
            for column in columns:
                setattr(row, column, getattr(row, f"plain_{column}"))
            row.save(update_fields=list(columns))


def each(make):
    return [make(model, column, field) for model, columns in COLUMNS.items() for column, field in columns.items()]


class Migration(migrations.Migration):
    dependencies = [("complaints", "0006_identity_key")]

    operations = [
        migrations.RemoveConstraint("invoice", "invoice_amount"),
        migrations.AlterModelOptions("invoice", {"ordering": ["pk"]}),
        *each(lambda model, column, field: migrations.RenameField(model, column, f"plain_{column}")),
        *each(lambda model, column, field: migrations.AddField(model, column, field(null=True))),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *each(lambda model, column, field: migrations.RemoveField(model, f"plain_{column}")),
        *[
            migrations.AlterField(model, column, field())
            for model, columns in COLUMNS.items()
            for column, field in columns.items()
            if column not in MAY_BE_EMPTY
        ],
    ]
