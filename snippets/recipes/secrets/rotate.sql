\set new `cat /run/secrets/postgres_password`
ALTER ROLE library PASSWORD :'new';
