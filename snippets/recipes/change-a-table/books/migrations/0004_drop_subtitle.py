from django.db import migrations

DROP = """
DROP TRIGGER books_keep_both ON books_book;
DROP FUNCTION books_keep_both();
ALTER TABLE books_book DROP COLUMN subtitle;
ALTER TABLE books_book ALTER COLUMN tagline DROP DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("books", "0003_fill_tagline")]

    operations = [migrations.RunSQL(DROP)]
