-- Reads all tables and writes none.
\set password `cat /run/secrets/backup_password`
CREATE ROLE library_backup LOGIN PASSWORD :'password' IN ROLE pg_read_all_data;
GRANT CONNECT ON DATABASE library TO library_backup;
