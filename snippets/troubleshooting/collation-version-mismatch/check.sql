-- Look at every B-tree index: is it in the order that counts now?
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS amcheck;
SELECT bt_index_check(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
WHERE amname = 'btree' AND relpersistence <> 't' AND indisvalid;
