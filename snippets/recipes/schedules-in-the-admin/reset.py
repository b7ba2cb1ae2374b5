from django_celery_beat.models import PeriodicTask, PeriodicTasks

PeriodicTask.objects.update(last_run_at=None)
PeriodicTasks.update_changed()
