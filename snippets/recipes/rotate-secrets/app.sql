\set password `cat /run/secrets/app_password`
ALTER ROLE library_app PASSWORD :'password';
