-- An index that was built by one order, "C", and is read by another, as after a new glibc.
CREATE TABLE word (word text COLLATE "C" UNIQUE);
INSERT INTO word VALUES ('apple'), ('Banana'), ('cherry');

UPDATE pg_attribute SET attcollation = 'pg_catalog."default"'::regcollation
WHERE attrelid IN ('word'::regclass, 'word_word_key'::regclass) AND attname = 'word';

UPDATE pg_index SET indcollation = oid::text::oidvector
FROM pg_collation
WHERE collname = 'default' AND indexrelid = 'word_word_key'::regclass;
