from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("books", "0003_language_default")]

    # Django forgets the field; the column stays until no code uses it any more.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("book", "language")],
        ),
    ]
