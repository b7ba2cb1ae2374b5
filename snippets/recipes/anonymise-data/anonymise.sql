-- Takes out of a copy of the database what names or reaches a person.
BEGIN;

UPDATE accounts_user
SET username = 'person-' || id,
    first_name = '',
    last_name = '',
    email = 'person-' || id || '@example.org',  -- belongs to nobody: mail goes nowhere
    password = '!',  -- fits no password
    last_login = NULL;

COMMIT;
