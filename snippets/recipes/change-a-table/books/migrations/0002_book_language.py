from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.AddField("book", "language", models.CharField(max_length=2, default="en")),
    ]
