\set owner `cat /run/secrets/owner_password`
\set superuser `cat /run/secrets/postgres_password`
ALTER ROLE library PASSWORD :'owner';
ALTER ROLE postgres PASSWORD :'superuser';
