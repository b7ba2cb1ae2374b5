from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0002_book_language")]

    operations = [
        migrations.AlterField("book", "language", models.CharField(max_length=2, db_default="en")),
    ]
