\set new `cat /run/secrets/app_password`
ALTER ROLE library_app PASSWORD :'new';
