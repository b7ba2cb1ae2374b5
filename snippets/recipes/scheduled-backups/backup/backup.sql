-- The checksums and the dump see the same moment: one transaction, and its snapshot.
\set ON_ERROR_STOP on
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot

\o /backups/fingerprint.txt
\i /usr/local/share/fingerprint.sql
\o

-- Not compressed: restic does that, and stores only what differs from yesterday.
\cd /backups
\! pg_dump -h db -U library -Fc -Z0 --snapshot=$SNAPSHOT -f part library && mv part library.dump
COMMIT;
