from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("books", "0004_forget_language")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE books_book DROP COLUMN language",
            "ALTER TABLE books_book ADD COLUMN language varchar(2) DEFAULT 'en' NOT NULL",
        ),
    ]
