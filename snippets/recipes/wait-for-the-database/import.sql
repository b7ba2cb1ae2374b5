-- Stands for the import of a large dump.
SELECT pg_sleep(15);
