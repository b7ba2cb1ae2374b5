from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.AddField("book", "shelf", models.CharField(max_length=10, null=True)),
    ]
