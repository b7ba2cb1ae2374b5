from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("books", "0002_book_shelf")]

    operations = [
        migrations.RunSQL("SELECT 1 / 0"),
    ]
