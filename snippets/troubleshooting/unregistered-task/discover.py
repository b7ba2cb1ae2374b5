app.autodiscover_tasks(related_name="jobs")
