-- The table is there already: only write down that its migration is done.
INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '0001_initial', now());

-- Permissions and the admin's history hang on the old name of the model.
UPDATE django_content_type SET app_label = 'accounts' WHERE app_label = 'auth' AND model = 'user';
