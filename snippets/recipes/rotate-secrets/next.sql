-- For some minutes: it may do what library_app may, with the new password.
\set password `cat /run/secrets/app_password`
CREATE ROLE library_next LOGIN PASSWORD :'password' IN ROLE library_app;
