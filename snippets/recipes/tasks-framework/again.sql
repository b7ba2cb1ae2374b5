-- Tasks that have run for more than an hour: their worker is dead, give them to another.
UPDATE django_tasks_db_dbtaskresult SET status = 'READY'
WHERE status = 'RUNNING' AND started_at < now() - interval '1 hour';
