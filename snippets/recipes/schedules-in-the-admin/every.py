"""Look up what is missing every five seconds: the same row that the form in the admin makes."""

from django_celery_beat.models import IntervalSchedule, PeriodicTask

seconds, _ = IntervalSchedule.objects.get_or_create(every=5, period=IntervalSchedule.SECONDS)
PeriodicTask.objects.create(name="look up often", task="books.tasks.look_up_all", interval=seconds)
