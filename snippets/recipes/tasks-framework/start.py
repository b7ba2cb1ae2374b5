"""What a view does: docker compose exec -T web python manage.py shell < start.py"""

from books.tasks import count_pages

count_pages.enqueue()
