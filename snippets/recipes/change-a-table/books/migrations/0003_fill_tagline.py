from django.db import migrations
from django.db.models import Max

BATCH = 1000


def fill(apps, schema_editor):
    """Copy the old column, a thousand ids at a time; each statement is its own transaction."""
    last = apps.get_model("books", "Book").objects.aggregate(id=Max("id"))["id"] or 0
    with schema_editor.connection.cursor() as cursor:
        for start in range(1, last + 1, BATCH):
            cursor.execute(
                "UPDATE books_book SET tagline = subtitle"
                " WHERE id BETWEEN %s AND %s AND tagline <> subtitle",
                [start, start + BATCH - 1],
            )


class Migration(migrations.Migration):
    atomic = False  # one transaction around all would lock every row until the end
    dependencies = [("books", "0002_add_tagline")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
