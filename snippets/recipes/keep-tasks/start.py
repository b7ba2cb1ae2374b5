"""Ask for a report: docker compose exec -T web python manage.py shell < start.py"""

from books.models import Report
from books.tasks import write_report

write_report.delay(Report.objects.create().pk)
