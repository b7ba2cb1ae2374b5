-- The rights come from library_app. A membership brings no settings, so they stand here again.
CREATE ROLE library_app_b NOLOGIN IN ROLE library_app;
ALTER ROLE library_app_b SET statement_timeout = '10s';
ALTER ROLE library_app_b SET lock_timeout = '5s';
ALTER ROLE library_app_b SET idle_in_transaction_session_timeout = '30s';
