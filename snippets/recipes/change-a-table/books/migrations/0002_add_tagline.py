from django.db import migrations

ADD = "ALTER TABLE books_book ADD COLUMN tagline varchar(200) NOT NULL DEFAULT ''"
DROP = "ALTER TABLE books_book DROP COLUMN tagline"

# Whatever a version writes into the column that it knows, the other column has too.
KEEP_BOTH = """
CREATE FUNCTION books_keep_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.subtitle := coalesce(NEW.subtitle, NEW.tagline);
        NEW.tagline := NEW.subtitle;
    ELSIF NEW.tagline IS DISTINCT FROM OLD.tagline THEN
        NEW.subtitle := NEW.tagline;
    ELSE
        NEW.tagline := NEW.subtitle;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER books_keep_both BEFORE INSERT OR UPDATE ON books_book
    FOR EACH ROW EXECUTE FUNCTION books_keep_both();
"""
NO_LONGER = "DROP TRIGGER books_keep_both ON books_book; DROP FUNCTION books_keep_both()"


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            # For the models it is a new name; for the table, a second column.
            state_operations=[migrations.RenameField("book", "subtitle", "tagline")],
            database_operations=[
                migrations.RunSQL(ADD, DROP),
                migrations.RunSQL(KEEP_BOTH, NO_LONGER),
            ],
        ),
    ]
