-- For each table its name, the number of its rows and a checksum.
SELECT format(
    'SELECT %L, count(*), md5(string_agg(md5(t::text), NULL ORDER BY md5(t::text))) FROM %s t',
    oid::regclass, oid::regclass)
FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY relname COLLATE "C"
\gexec
