-- For each table its name, the number of its rows and a checksum of them, then the counters.
SELECT format(
    'SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) FROM %s t',
    oid::regclass, oid::regclass)
FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
ORDER BY relname COLLATE "C"
\gexec
SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename COLLATE "C";
